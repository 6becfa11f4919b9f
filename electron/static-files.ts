import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** Types the built renderer consists of; anything else (source maps too) is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
};

/** Stands in the built index.html wherever the nonce of one load belongs (Vite's `html.cspNonce`). */
export const noncePlaceholder = '__STYLE_NONCE__';

/** Headers that keep a page to itself; every answer of every host carries them. */
export const quietHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');

export interface StaticAnswer {
  readonly status: 200 | 403 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const refuse = (status: 403 | 404): StaticAnswer => ({ status, headers: quietHeaders, body: Buffer.alloc(0) });

/** A file of the built renderer, `/` being index.html; `urlPath` still carries its escapes. 403 for a path that leaves the root. */
export async function serveStatic(root: string, urlPath: string): Promise<StaticAnswer> {
  const path = insideOf(root, urlPath === '/' ? '/index.html' : urlPath);
  if (path === undefined) return refuse(403);
  const type = types[extname(path)];
  if (type === undefined) return refuse(404);
  try {
    const [real, realRoot] = await Promise.all([realpath(path), realpath(root)]);
    if (!real.startsWith(realRoot + sep)) return refuse(403);
    const file = await readFile(real);
    const headers = { ...quietHeaders, 'content-type': type };
    if (extname(path) !== '.html') return { status: 200, headers, body: file };
    const nonce = randomBytes(16).toString('base64url');
    const body = Buffer.from(file.toString('utf8').replaceAll(noncePlaceholder, nonce));
    return { status: 200, headers: { ...headers, 'content-security-policy': contentPolicy(nonce) }, body };
  } catch {
    return refuse(404);
  }
}

function insideOf(root: string, urlPath: string): string | undefined {
  try {
    const decoded = decodeURIComponent(urlPath);
    if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
    const path = resolve(root, `.${decoded}`);
    return path.startsWith(resolve(root) + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}
