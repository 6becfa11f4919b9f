import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { noncePlaceholder } from '../../electron/static-files.ts';

const out = fileURLToPath(new URL('../../out/', import.meta.url));
const renderer = join(out, 'renderer');
const names = readdirSync(renderer, { recursive: true, encoding: 'utf8' });
const read = (name: string): string => readFileSync(join(renderer, name), 'utf8');
const scripts = names.filter((name) => name.endsWith('.js'));
const page = read('index.html');

/** Names of vocabularies, pages that a library's own messages point developers to, and zod's check of IPv6; nothing asks for them. */
const harmless = [
  /^http:\/\/www\.w3\.org\//,
  /^https?:\/\/json-schema\.org\//,
  /^https:\/\/(?:react\.dev|mantine\.dev|github\.com)\//,
  /^http:\/\/\[\$\{\w+\}\]$/,
];

test('no address of the outside world is in what the window loads', () => {
  const addresses = names
    .filter((name) => /\.(js|css|html|svg)$/.test(name))
    .flatMap((name) => [...read(name).matchAll(/(?:https?|wss?):\/\/[^\s"'`)\\<>]+/g)].map(([address]) => address));
  expect([...new Set(addresses)].filter((address) => !harmless.some((known) => known.test(address)))).toEqual([]);
});

test('the page has no inline script or style, and one nonce for its styles', () => {
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
  expect(page).toContain(`nonce="${noncePlaceholder}"`);
  for (const [, address] of page.matchAll(/(?:src|href)="([^"]+)"/g)) expect(address).toMatch(/^\.\//);
});

test('scripts make no code from text, and do not name their source maps', () => {
  expect(scripts.length).toBeGreaterThan(0);
  for (const name of scripts) {
    const text = read(name);
    expect(text, name).not.toMatch(/sourceMappingURL/);
    expect(text.includes('\n//# '), name).toBe(false);
  }
});

test('what a PC loads at the start stays small', () => {
  const first = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, name]) => name ?? '');
  expect(first.length).toBeGreaterThan(1);
  const byteCount = first.reduce((sum, name) => sum + gzipSync(read(name)).length, 0);
  expect(byteCount).toBeLessThan(300_000);
});

test('the bundles for Electron keep outside only what must be: Electron, Node and the database', () => {
  const outside = new Set(
    ['main.mjs', 'preload.cjs', 'worker.mjs'].flatMap((name) => {
      const text = readFileSync(join(out, name), 'utf8');
      return [...text.matchAll(/^import .* from "([^"]+)"|^import "([^"]+)"|require\("([^"]+)"\)/gm)].map(
        ([, a, b, c]) => a ?? b ?? c ?? '',
      );
    }),
  );
  expect([...outside].filter((name) => !name.startsWith('node:') && !builtinModules.includes(name)).sort()).toEqual([
    'better-sqlite3',
    'electron',
  ]);
});
