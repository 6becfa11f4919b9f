/*
 * LOOPBACK HOST: the same app in a local browser, where Electron's window cannot be had.
 *
 * The renderer speaks one of two languages and nothing else:
 *
 * A. `window.bridge` (Electron; see preload.ts), frozen:
 *      call(name, input, callId)   → Promise<Result>      never rejects for what a user can cause; callId: [A-Za-z0-9-]{1,64}
 *      cancel(callId)              → Promise<void>        the call itself then ends with CANCELLED
 *      onEvent(listener)           → () => void           listener(event); returns "stop listening"
 *      pickFile(options, dropped?) → Promise<Picked[]>    [] when the user closed the dialog; a dropped File opens none
 *        options = { mode: 'open', extensions: ['csv', …], multiple?: boolean } | { mode: 'save', name: 'goi y.csv' }
 *                | { mode: 'folder', purpose: 'out'|'in'|'download' } | { mode: 'opened' } (a bundle opened in the file manager, if any)
 *        Picked  = { handle: string, name: string, byteCount: number }     byteCount 0 for 'save'
 *      A job writes straight to the place chosen by 'save'; nothing is left to do after it.
 *
 * B. HTTP on 127.0.0.1 (this file). Opened as http://127.0.0.1:PORT/#t=TOKEN. Every request but GET of static files sends
 *      x-vung-manh: 1                       and, from the second request on,
 *      authorization: Bearer BEARER
 *    and, with a body, `content-type: application/json` (POST /file: application/octet-stream).
 *      POST /open    {token}               → {bearer}     once; take #t= out of the address at once (history.replaceState),
 *                                                         keep the bearer in sessionStorage, so that a reload keeps it.
 *                                                         403: the token was used; say "mở lại từ chương trình".
 *      POST /call    {name,input,callId}   → Result       always 200 when the request itself was sound
 *      POST /cancel  {callId}              → {}
 *      GET  /events                        → NDJSON stream: one event a line, and {"type":"beat"} every 15 s.
 *                                            Read with fetch() + getReader(); on its end open it again after 1 s.
 *      POST /file?name=ENCODED  raw bytes  → Picked       413 over 200 MB, of a .goi over 1 GiB. Choose by <input type=file>, then upload.
 *      POST /save    {name}                → Picked       a place for a job to write to, byteCount 0
 *      POST /folder  {purpose}             → Picked       a folder of the data folder, 'out' or 'in'; its name is where it is.
 *                                                         'download': one for a job to write files into, taken one by one
 *      GET  /file/HANDLE                   → the bytes the job wrote, once; give them to the user (blob: + <a download>);
 *                                            of a folder with ?name=ENCODED
 *    Statuses: 400 malformed · 401 no or wrong bearer (ask to open again from the program) · 403 foreign origin or used
 *    token · 404 · 405 · 413 too large · 415 wrong content type or header · 421 wrong host · 507 disk full. Body then {"error":"plain words"}.
 *
 * Events (both): {type:'progress',callId,done,total} {type:'changed',entities:[…]} {type:'indexed'} {type:'offered'} {type:'opened'} {type:'locked'}.
 * 'locked' also comes unasked (idle time, screen lock): forget everything shown and show the login. Handles die with it.
 *
 * Page: index.html carries <meta property="csp-nonce" nonce="…"> with a nonce new at each load; give it to Mantine
 * (getStyleNonce) and to every <style> made by script. No inline script, no style="" in HTML. Trusted Types are required:
 * exactly one policy, named `default`, may be made.
 */

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CallId, CallRequest, type Session } from './session.ts';
import { quietHeaders, serveStatic } from './static-files.ts';

export interface WebOptions {
  readonly session: Session;
  /** Folder of the built renderer. */
  readonly renderer: string;
  /** 0 or nothing: any free port. */
  readonly port?: number;
  /** Largest upload in bytes; the tests take less. */
  readonly uploadLimit?: number;
}

export interface WebHost {
  readonly port: number;
  /** A fresh address that opens the app once. Never write it to a file. */
  readonly newAddress: () => string;
  readonly close: () => Promise<void>;
}

/** Largest body of a call; a draft of 100 000 characters fits well inside. */
const callLimitBytes = 4_000_000;
const uploadLimitBytes = 200_000_000;
/** A volume of a bundle. */
const bundleLimitBytes = 1024 ** 3;
const beatEveryMs = 15_000;

/** A request that cannot be answered: status and plain words. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, words: string) {
    super(words);
    this.status = status;
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

/** Serves one session on 127.0.0.1. Errors: EADDRINUSE for a port that is taken. */
export async function startWeb({
  session,
  renderer,
  port = 0,
  uploadLimit = uploadLimitBytes,
}: WebOptions): Promise<WebHost> {
  const keys = new Keys();
  const routes = routesOf(session, keys, uploadLimit);
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => refuse(response, error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port: ownPort } = server.address() as AddressInfo;
    assertOwnPage(request, `127.0.0.1:${ownPort}`);
    // Not through URL, which would fold `..` away before it can be refused.
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const url = new URL(`http://127.0.0.1:${ownPort}/?${search}`);
    const place = path.startsWith('/file/') ? '/file/' : path;
    const methods = routes[place];
    if (methods === undefined) return sendStatic(request, response, path);
    const route = methods[request.method ?? ''];
    if (route === undefined) throw new Refusal(405, 'method not allowed');
    if (request.headers['x-vung-manh'] !== '1') throw new Refusal(415, 'header x-vung-manh missing');
    if (place !== '/open' && !keys.isBearer(request.headers.authorization))
      throw new Refusal(401, 'open again from the program');
    url.pathname = path;
    await route(request, response, url);
  }

  async function sendStatic(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'method not allowed');
    const { status, headers, body } = await serveStatic(renderer, path);
    response.writeHead(status, headers).end(request.method === 'HEAD' ? undefined : body);
  }

  await listen(server, port);
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    port: ownPort,
    newAddress: () => `http://127.0.0.1:${ownPort}/#t=${keys.newToken()}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Refuses other machines' names for this one (DNS rebinding), other origins and whatever another page embeds. */
function assertOwnPage({ headers }: IncomingMessage, host: string): void {
  if (headers.host !== host) throw new Refusal(421, 'wrong host');
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) throw new Refusal(403, 'foreign origin');
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal(403, 'foreign page');
}

/** One-time tokens of addresses, and the bearers they were exchanged for. */
class Keys {
  readonly #tokens = new Set<string>();
  readonly #bearers = new Set<string>();

  newToken(): string {
    return this.#add(this.#tokens);
  }
  /** A bearer for a token that was not used yet. */
  exchange(token: string): string | undefined {
    const known = find(this.#tokens, token);
    if (known === undefined) return undefined;
    this.#tokens.delete(known);
    return this.#add(this.#bearers);
  }
  isBearer(header: string | undefined): boolean {
    return header?.startsWith('Bearer ') === true && find(this.#bearers, header.slice(7)) !== undefined;
  }
  #add(set: Set<string>): string {
    const key = randomBytes(32).toString('base64url');
    set.add(key);
    return key;
  }
}

/** Compares every one in constant time. */
function find(set: ReadonlySet<string>, text: string): string | undefined {
  const given = Buffer.from(text);
  return [...set].find((each) => {
    const own = Buffer.from(each);
    return own.length === given.length && timingSafeEqual(own, given);
  });
}

function routesOf(
  session: Session,
  keys: Keys,
  uploadLimit: number,
): Readonly<Record<string, Readonly<Record<string, Answer>>>> {
  return Object.assign(Object.create(null), {
    '/open': { POST: (request, response) => open(keys, request, response) },
    '/call': { POST: (request, response) => call(session, request, response) },
    '/cancel': { POST: (request, response) => cancel(session, request, response) },
    '/events': { GET: async (_request, response) => sendEvents(session, response) },
    '/file': { POST: (request, response, url) => upload(session, uploadLimit, request, response, url) },
    '/save': { POST: (request, response) => save(session, request, response) },
    '/folder': { POST: (request, response) => folder(session, request, response) },
    '/file/': { GET: (_request, response, url) => download(session, response, url) },
  } satisfies Record<string, Record<string, Answer>>);
}

async function open(keys: Keys, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { token } = await readJson(request, z.strictObject({ token: z.string().max(100) }));
  const bearer = keys.exchange(token);
  if (bearer === undefined) throw new Refusal(403, 'this address was used; open again from the program');
  sendJson(response, 200, { bearer });
}

async function call(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name, input, callId } = await readJson(request, CallRequest);
  sendJson(response, 200, await session.call({ name, input, callId }));
}

async function cancel(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { callId } = await readJson(request, z.strictObject({ callId: CallId }));
  session.cancel(callId);
  sendJson(response, 200, {});
}

function sendEvents(session: Session, response: ServerResponse): void {
  response.writeHead(200, { ...quietHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' });
  const send = (event: object): void => void response.write(`${JSON.stringify(event)}\n`);
  send({ type: 'beat' });
  const stop = session.onEvent(send);
  const timer = setInterval(() => send({ type: 'beat' }), beatEveryMs);
  response.on('close', () => {
    stop();
    clearInterval(timer);
  });
}

const FileName = z.string().min(1).max(255);

async function upload(
  session: Session,
  usualLimit: number,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (request.headers['content-type'] !== 'application/octet-stream')
    throw new Refusal(415, 'content type must be application/octet-stream');
  const name = FileName.safeParse(url.searchParams.get('name'));
  if (!name.success) throw new Refusal(400, 'name missing');
  const limit = /\.goi$/i.test(name.data) && usualLimit === uploadLimitBytes ? bundleLimitBytes : usualLimit;
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new Refusal(413, 'file too large');
  const { path, handle } = await session.stage(name.data);
  let byteCount = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      byteCount += chunk.length;
      done(byteCount > limit ? new Refusal(413, 'file too large') : null, chunk);
    },
  });
  try {
    await pipeline(request, measure, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
  } catch (error) {
    await session.drop(handle);
    throw error;
  }
  sendJson(response, 200, { handle, name: name.data, byteCount });
}

async function save(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { name } = await readJson(request, z.strictObject({ name: FileName }));
  const { handle } = await session.stage(name);
  sendJson(response, 200, { handle, name, byteCount: 0 });
}

/** A page in a browser cannot name a folder: there is one for each purpose in the data folder, and its name says where. */
async function folder(session: Session, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { purpose } = await readJson(request, z.strictObject({ purpose: z.enum(['out', 'in', 'download']) }));
  sendJson(response, 200, await (purpose === 'download' ? session.stageFolder() : session.handOwnFolder(purpose)));
}

async function download(session: Session, response: ServerResponse, url: URL): Promise<void> {
  const handle = url.pathname.slice('/file/'.length);
  const file = session.take(handle, url.searchParams.get('name') ?? undefined);
  if (file === undefined) throw new Refusal(404, 'no such file');
  const stream = createReadStream(file.path);
  try {
    await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
    response.writeHead(200, {
      ...quietHeaders,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    });
    await pipeline(stream, response);
  } finally {
    await rm(file.path, { force: true });
  }
}

/** The body as JSON of that shape. */
async function readJson<T extends z.ZodType>(request: IncomingMessage, shape: T): Promise<z.output<T>> {
  if (request.headers['content-type'] !== 'application/json')
    throw new Refusal(415, 'content type must be application/json');
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > callLimitBytes) throw new Refusal(413, 'body too large');
    chunks.push(chunk);
  }
  const parsed = shape.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')));
  if (!parsed.success) throw new Refusal(400, 'malformed request');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'malformed request');
  }
}

const sendJson = (response: ServerResponse, status: number, body: unknown): void =>
  void response
    .writeHead(status, { ...quietHeaders, 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(body));

/** Plain words, never a cause from inside. A body that was not read to its end is not waited for. */
function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const code = (error as { code?: unknown }).code;
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  const refusal =
    error instanceof Refusal
      ? error
      : full
        ? new Refusal(507, 'disk full')
        : code === 'ENOENT'
          ? new Refusal(404, 'no such file')
          : new Refusal(500, 'failed');
  response.setHeader('connection', 'close');
  sendJson(response, refusal.status, { error: refusal.message });
}
