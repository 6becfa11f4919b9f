import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { noncePlaceholder } from '../../electron/static-files.ts';
import { startWeb, type WebHost } from '../../electron/web.ts';
import { filesBelow, officeHost, password, type TestHost } from '../helpers/host.ts';

const uploadLimit = 100_000;
let office: TestHost;
let web: WebHost;
let bearer = '';
let rendererFolder = '';

/** A renderer of a few files: the page with its nonce, a script, a source map, and ways out. */
function makeRenderer(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vm-renderer-'));
  mkdirSync(join(folder, 'out', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'out-secret.html'), 'secret');
  writeFileSync(
    join(folder, 'out', 'index.html'),
    `<meta property="csp-nonce" nonce="${noncePlaceholder}"><title>x</title>`,
  );
  writeFileSync(join(folder, 'out', 'assets', 'app.js'), '1');
  writeFileSync(join(folder, 'out', 'assets', 'app.js.map'), '{}');
  symlinkSync(join(folder, 'secret.html'), join(folder, 'out', 'link.html'));
  return join(folder, 'out');
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** One request exactly as written: no client here tidies the path or the headers. */
const send = (path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: web.port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const json = { 'content-type': 'application/json', 'x-vung-manh': '1' };
const own = (): Record<string, string> => ({ ...json, authorization: `Bearer ${bearer}` });
const post = (path: string, body: unknown, headers: Record<string, string> = own()): Promise<Answer> =>
  send(path, { method: 'POST', headers, body: JSON.stringify(body) });
const call = (name: string, input: unknown, headers = own()): Promise<Answer> =>
  post('/call', { name, input, callId: randomBytes(8).toString('hex') }, headers);
const upload = (name: string, body: Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  send(`/file?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...own(), 'content-type': 'application/octet-stream', ...headers },
    body,
  });
const tokenOf = (address: string): string => new URL(address).hash.slice('#t='.length);

beforeAll(async () => {
  office = await officeHost();
  rendererFolder = makeRenderer();
  web = await startWeb({ session: office.session, renderer: rendererFolder, uploadLimit });
  const opened = await post('/open', { token: tokenOf(web.newAddress()) }, json);
  bearer = JSON.parse(opened.text).bearer;
});

afterAll(async () => {
  await web.close();
  await office.session.close();
});

test('the page opens, and a call travels to the data and back', async () => {
  expect((await send('/')).status).toBe(200);
  const answer = await call('draft.list', {});
  expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { ok: true, value: [] }]);
  expect(JSON.parse((await call('draft.save', { key: 'a' })).text)).toMatchObject({
    ok: false,
    error: { code: 'INVALID_INPUT' },
  });
});

test('only this PC is listened to', () => {
  expect(web.newAddress()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43}$/);
});

test.each(['rebind.test', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
  'Host %s is not ours (DNS rebinding)',
  async (name) => {
    for (const host of [name, `${name}:${web.port}`]) {
      if (host === `127.0.0.1:${web.port}`) continue;
      expect((await send('/', { headers: { host } })).status, host).toBe(421);
      expect((await call('draft.list', {}, { ...own(), host })).status, host).toBe(421);
    }
  },
);

test.each(['null', 'https://evil.test', 'http://127.0.0.1:1', 'http://localhost', 'app://bundle'])(
  'Origin %s is refused',
  async (origin) => {
    expect((await call('draft.list', {}, { ...own(), origin })).status).toBe(403);
  },
);

test('our own origin is let in', async () => {
  expect((await call('draft.list', {}, { ...own(), origin: `http://127.0.0.1:${web.port}` })).status).toBe(200);
});

test.each(['cross-site', 'same-site', 'rubbish'])(
  'what a page of another place embeds (%s) is refused, even a picture of the page',
  async (site) => {
    expect((await send('/', { headers: { 'sec-fetch-site': site } })).status).toBe(403);
    expect((await call('draft.list', {}, { ...own(), 'sec-fetch-site': site })).status).toBe(403);
  },
);

test('a browser gets no answer to a preflight', async () => {
  const headers = { origin: `http://127.0.0.1:${web.port}`, 'access-control-request-method': 'POST' };
  const answer = await send('/call', { method: 'OPTIONS', headers });
  expect(answer.status).toBe(405);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('a start token opens once; a wrong one never', async () => {
  const token = tokenOf(web.newAddress());
  expect((await post('/open', { token: `${token.slice(0, -1)}-` }, json)).status).toBe(403);
  expect((await post('/open', { token: '' }, json)).status).toBe(403);
  expect((await post('/open', { token }, json)).status).toBe(200);
  expect((await post('/open', { token }, json)).status).toBe(403);
});

test('the token must come in a body of JSON, not in the address or a form', async () => {
  const token = tokenOf(web.newAddress());
  expect((await send(`/open?token=${token}`, { method: 'GET', headers: json })).status).toBe(405);
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-vung-manh': '1' };
  expect((await send('/open', { method: 'POST', headers: form, body: `token=${token}` })).status).toBe(415);
});

test.each([
  ['/call', 'POST'],
  ['/cancel', 'POST'],
  ['/save', 'POST'],
  ['/file?name=a', 'POST'],
  ['/file/x', 'GET'],
  ['/events', 'GET'],
])('%s needs the bearer, and takes no cookie for it', async (path, method) => {
  for (const authorization of ['', 'Bearer ', `Bearer ${bearer}x`, bearer, `Basic ${bearer}`]) {
    const headers = { ...json, authorization, cookie: `bearer=${bearer}; s=${bearer}` };
    expect(
      (await send(path, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })).status,
      authorization,
    ).toBe(401);
  }
});

test('a simple request, such as a form of another page can send, is refused for its type or its missing header', async () => {
  const authorization = `Bearer ${bearer}`;
  expect(
    (
      await send('/call', {
        method: 'POST',
        headers: { ...json, authorization, 'content-type': 'text/plain' },
        body: '{}',
      })
    ).status,
  ).toBe(415);
  expect(
    (
      await send('/call', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{}',
      })
    ).status,
  ).toBe(415);
});

test.each([
  ['no JSON', '{"name":'],
  ['no object', '[]'],
  ['a field too many', '{"name":"draft.list","input":{},"callId":"a","caller":{"role":"admin"}}'],
  ['a call id with signs', '{"name":"draft.list","input":{},"callId":"a b"}'],
])('%s is malformed', async (_what, body) => {
  const answer = await send('/call', { method: 'POST', headers: own(), body });
  expect([answer.status, answer.text]).toEqual([400, '{"error":"malformed request"}']);
});

test('a body over the limit is refused while it comes in', async () => {
  const body = JSON.stringify({ name: 'draft.save', input: 'x'.repeat(4_100_000), callId: 'a' });
  const status = await send('/call', { method: 'POST', headers: own(), body }).then(
    (answer) => answer.status,
    () => 413,
  );
  expect(status).toBe(413);
});

test.each([
  '/../secret.html',
  '/..%2fsecret.html',
  '/%2e%2e/secret.html',
  '/assets/../../secret.html',
  '/..%5csecret.html',
  '/../out-secret.html',
  '/%00',
  '/%',
])('the path %s leads nowhere', async (path) => {
  const answer = await send(path);
  expect([403, 404]).toContain(answer.status);
  expect(answer.text).not.toContain('secret');
});

test('a link out of the folder, a source map and an unknown file are not served', async () => {
  expect((await send('/link.html')).status).toBe(403);
  expect((await send('/assets/app.js.map')).status).toBe(404);
  expect((await send('/nothing.js')).status).toBe(404);
  expect((await send('/assets')).status).toBe(404);
});

test('the page has a nonce of its own at each load, and a policy that knows no other place', async () => {
  const loads = await Promise.all([send('/'), send('/')]);
  const nonces = loads.map(({ text }) => /nonce="([\w-]+)"/.exec(text)?.[1] ?? '');
  expect(new Set(nonces).size).toBe(2);
  loads.forEach(({ headers }, index) => {
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonces[index]}'`);
    for (const part of [
      "default-src 'none'",
      "script-src 'self';",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types default',
    ]) {
      expect(policy).toContain(part);
    }
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
  });
});

test('every answer, also a refusal, keeps to itself and is not kept', async () => {
  const answers = await Promise.all([
    send('/'),
    send('/nothing'),
    call('draft.list', {}),
    send('/call', { method: 'POST' }),
    send('/', { headers: { host: 'x' } }),
  ]);
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

test('an uploaded file reaches a job by its handle, under a name that never touches the disk', async () => {
  const bytes = randomBytes(50_000);
  const answer = await upload('../../Báo cáo.csv', bytes);
  const { handle, name, byteCount } = JSON.parse(answer.text);
  expect([answer.status, name, byteCount]).toEqual([200, '../../Báo cáo.csv', bytes.length]);
  const names = filesBelow(join(office.root, 'scratch')).map((path) => basename(path));
  expect(names.filter((each) => !/^file-[0-9a-f-]{36}$/.test(each))).toEqual([]);
  const back = await send(`/file/${handle}`, { headers: own() });
  expect(back.status).toBe(200);
  expect((await send(`/file/${handle}`, { headers: own() })).status).toBe(404);
});

test.each([
  ['as it says', {}],
  ['as it comes in', { 'transfer-encoding': 'chunked' }],
])('a file over the limit is refused %s, and nothing of it stays', async (_when, headers) => {
  const before = filesBelow(office.root).length;
  const status = await upload('a.csv', randomBytes(uploadLimit + 1), headers).then(
    (answer) => answer.status,
    () => 413,
  );
  expect(status).toBe(413);
  await vi.waitFor(() => expect(filesBelow(office.root).length).toBeLessThanOrEqual(before));
  expect((await upload('a.csv', randomBytes(uploadLimit))).status).toBe(200);
});

test('a place to save to is filled by a job, downloaded once, and gone', async () => {
  const { handle } = JSON.parse((await post('/save', { name: "Danh sách 'mới'.csv" })).text);
  const { path } = office.session.staged(handle) ?? { path: '' };
  expect((await send(`/file/${'0'.repeat(36)}`, { headers: own() })).status).toBe(404);
  writeFileSync(path, 'a;b');
  const answer = await send(`/file/${handle}`, { headers: own() });
  expect(answer.text).toBe('a;b');
  expect(answer.headers['content-disposition']).toBe(
    "attachment; filename*=UTF-8''Danh%20s%C3%A1ch%20%27m%E1%BB%9Bi%27.csv",
  );
  await vi.waitFor(() => expect(filesBelow(office.root)).not.toContain(path));
  expect((await send(`/file/${handle}`, { headers: own() })).status).toBe(404);
});

test('a place that no job has written to yet is no file', async () => {
  const { handle } = JSON.parse((await post('/save', { name: 'a.csv' })).text);
  expect((await send(`/file/${handle}`, { headers: own() })).status).toBe(404);
});

/** Reads the stream of events until one fits. */
const eventsUntil = (fits: (event: { type: string }) => boolean): Promise<{ type: string }[]> =>
  new Promise((resolve, reject) => {
    const events: { type: string }[] = [];
    const outgoing = request({ host: '127.0.0.1', port: web.port, path: '/events', headers: own() }, (response) => {
      let rest = '';
      response.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) events.push(JSON.parse(line));
        if (!events.some(fits)) return;
        outgoing.destroy();
        resolve(events);
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });

test('progress, changes and locking are told as they happen, and a running job is cancelled from outside', async () => {
  const seen = eventsUntil(({ type }) => type === 'progress');
  const filling = post('/call', { name: 'demo.fill', input: { on: '2026-05-04', communes: 30 }, callId: 'fill' });
  expect(await seen).toContainEqual(expect.objectContaining({ type: 'progress', callId: 'fill' }));
  expect((await post('/cancel', { callId: 'fill' })).text).toBe('{}');
  expect(JSON.parse((await filling).text)).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });

  const locked = eventsUntil(({ type }) => type === 'locked');
  await call('session.lock', {});
  expect((await locked).at(-1)).toEqual({ type: 'locked' });
  expect(JSON.parse((await call('draft.list', {})).text)).toMatchObject({ error: { code: 'NOT_LOGGED_IN' } });
  await call('session.login', { login: 'quantri', password });
  expect(JSON.parse((await call('draft.list', {})).text)).toEqual({ ok: true, value: [] });
});

test('rubbish never brings the host down', async () => {
  for (let n = 0; n < 50; n += 1) {
    await send(`/${encodeURIComponent(randomBytes(n).toString('latin1'))}`, {
      method: ['GET', 'POST', 'PUT', 'DELETE'][n % 4] ?? 'GET',
      headers: own(),
      body: randomBytes(n),
    });
  }
  expect((await call('draft.list', {})).status).toBe(200);
});
