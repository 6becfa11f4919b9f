import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type BlobStore,
  blobChunkBytes,
  blobPath,
  exportBlob,
  isSound,
  openChosen,
  storeBlob,
} from '../../db/blobs.ts';
import { sha256 } from '../../db/crypto.ts';
import { put } from '../helpers/files.ts';

const limit = 5 * blobChunkBytes;
let folder: string;
let store: BlobStore;
const quiet = (): void => {};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vm-blobs-'));
  store = { folder: join(folder, 'blobs'), key: Buffer.alloc(32, 7) };
});

const bytes = (length: number, seed = 1): Buffer =>
  Buffer.from(Array.from({ length: Math.min(length, 4096) }, (_, n) => (n * 31 + seed) % 251)).subarray(0, length);
const content = (length: number, seed = 1): Buffer => Buffer.alloc(length, bytes(4096, seed));
const keep = (plain: Buffer, step = quiet): { sha256: string; byteCount: number; isNew: boolean } =>
  storeBlob(store, openChosen(put(folder, 'source', plain)), limit, step);
const all = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name)
    : [];
const readOut = (blob: { sha256: string; byteCount: number }): Buffer => {
  const path = join(folder, 'out');
  exportBlob(store, { ...blob, name: 'tệp' }, path, quiet);
  return readFileSync(path);
};

test.each([1, 2, blobChunkBytes - 1, blobChunkBytes, blobChunkBytes + 1, 3 * blobChunkBytes, limit])(
  '%d bytes come out as they went in',
  (length) => {
    const plain = content(length);
    const blob = keep(plain);
    expect(blob).toEqual({ sha256: sha256(plain), byteCount: length, isNew: true });
    expect(readOut(blob).equals(plain)).toBe(true);
  },
);

test('what lies on the disk tells neither the content nor its hash', () => {
  const plain = Buffer.from('Công an tỉnh Bình Minh '.repeat(100));
  const blob = keep(plain);
  const path = blobPath(store, blob.sha256);
  expect(readFileSync(path).includes('Bình Minh')).toBe(false);
  expect(path).not.toContain(blob.sha256);
  expect(all(store.folder)).toEqual([path.slice(dirname(path).length + 1)]);
});

test('the same content is kept once, and under another key elsewhere', () => {
  const plain = content(10_000);
  const first = keep(plain);
  expect(keep(plain)).toEqual({ ...first, isNew: false });
  expect(all(store.folder)).toHaveLength(1);
  expect(blobPath({ ...store, key: Buffer.alloc(32, 8) }, first.sha256)).not.toBe(blobPath(store, first.sha256));
});

describe('a damaged blob is refused and leaves no file behind', () => {
  const sealed = blobChunkBytes + 28;
  test.each<[string, (path: string, raw: Buffer) => void]>([
    [
      'one bit turned',
      (path, raw) => {
        raw[sealed + 100] = (raw[sealed + 100] ?? 0) ^ 1;
        writeFileSync(path, raw);
      },
    ],
    ['its last chunk cut off', (path) => truncateSync(path, 2 * sealed)],
    ['its first chunk cut off', (path, raw) => writeFileSync(path, raw.subarray(sealed))],
    ['cut in the middle of a chunk', (path) => truncateSync(path, sealed + 5)],
    ['emptied', (path) => truncateSync(path, 0)],
    [
      'two chunks changed places',
      (path, raw) =>
        writeFileSync(
          path,
          Buffer.concat([raw.subarray(sealed, 2 * sealed), raw.subarray(0, sealed), raw.subarray(2 * sealed)]),
        ),
    ],
    [
      'a chunk twice',
      (path, raw) =>
        writeFileSync(
          path,
          Buffer.concat([raw.subarray(0, sealed), raw.subarray(0, sealed), raw.subarray(2 * sealed)]),
        ),
    ],
    ['bytes added', (path, raw) => writeFileSync(path, Buffer.concat([raw, Buffer.alloc(40)]))],
  ])('%s', (_name, damage) => {
    const plain = content(2 * blobChunkBytes + 500);
    const blob = keep(plain);
    const path = blobPath(store, blob.sha256);
    damage(path, readFileSync(path));
    expect(isSound(store, blob.sha256, blob.byteCount)).toBe(false);
    expect(() => readOut(blob)).toThrow('ATTACHMENT_DAMAGED');
    expect(readdirSync(folder).toSorted()).toEqual(['blobs', 'source']);
    expect(keep(plain).isNew).toBe(true); // adding the file again heals it
    expect(readOut(blob).equals(plain)).toBe(true);
  });

  test('another blob in its place', () => {
    const first = keep(content(5000, 1));
    const second = keep(content(5000, 2));
    copyFileSync(blobPath(store, second.sha256), blobPath(store, first.sha256));
    expect(() => readOut(first)).toThrow('ATTACHMENT_DAMAGED');
  });

  test('the wrong key, and no blob at all', () => {
    const blob = keep(content(5000));
    const other = { ...store, key: Buffer.alloc(32, 9) };
    mkdirSync(dirname(blobPath(other, blob.sha256)), { recursive: true });
    copyFileSync(blobPath(store, blob.sha256), blobPath(other, blob.sha256));
    expect(isSound(other, blob.sha256, blob.byteCount)).toBe(false);
    expect(() => readOut({ sha256: sha256('x'), byteCount: 1 })).toThrow('ATTACHMENT_NOT_HERE');
  });
});

describe('limits', () => {
  test('the limit itself is kept, one byte more and nothing at all are not', () => {
    expect(keep(content(limit)).byteCount).toBe(limit);
    const before = all(store.folder);
    expect(() => keep(content(limit + 1))).toThrow('FILE_TOO_LARGE');
    expect(() => keep(Buffer.alloc(0))).toThrow('FILE_EMPTY');
    expect(all(store.folder)).toEqual(before);
  });

  test('a file that grows or changes between its two readings is refused', () => {
    const path = put(folder, 'growing', content(2 * blobChunkBytes));
    const change =
      (next: Buffer) =>
      (done: number): void => {
        if (done === 3 * blobChunkBytes) writeFileSync(path, next);
      };
    for (const next of [content(3 * blobChunkBytes, 1), content(2 * blobChunkBytes, 2), content(blobChunkBytes, 1)]) {
      writeFileSync(path, content(2 * blobChunkBytes));
      expect(() => storeBlob(store, openChosen(path), limit, change(next))).toThrow('FILE_CHANGED');
    }
    const grow = (): void => writeFileSync(path, content(limit + blobChunkBytes));
    writeFileSync(path, content(limit));
    expect(() => storeBlob(store, openChosen(path), limit, grow)).toThrow('FILE_TOO_LARGE');
    expect(all(store.folder)).toEqual([]);
  });
});

describe('what is interrupted leaves nothing', () => {
  test.each([1, 2, 3, 4])('stopped at step %d: no blob, no temporary file', (at) => {
    let count = 0;
    const full = (): void => {
      count += 1;
      if (count === at) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    };
    expect(() => keep(content(2 * blobChunkBytes), full)).toThrow('no space left');
    expect(all(store.folder)).toEqual([]);
  });

  test('a temporary file of a killed process goes with the next file kept', () => {
    mkdirSync(join(store.folder, 'tmp'), { recursive: true });
    put(join(store.folder, 'tmp'), 'left', Buffer.from('half'));
    keep(content(10));
    expect(all(store.folder)).toHaveLength(1);
  });

  test('an export that stops leaves what was there before', () => {
    const blob = keep(content(3 * blobChunkBytes));
    const path = put(folder, 'out', Buffer.from('before'));
    const stop = (): void => {
      throw new Error('CANCELLED');
    };
    expect(() => exportBlob(store, { ...blob, name: 'x' }, path, stop)).toThrow('CANCELLED');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder).toSorted()).toEqual(['blobs', 'out', 'source']);
  });
});

test('a missing file and a folder are no files', () => {
  expect(() => openChosen(join(folder, 'none'))).toThrow('FILE_NOT_FOUND');
  expect(() => openChosen(folder)).toThrow('FILE_NOT_FOUND');
});

test('progress goes from nothing to all', () => {
  const seen: number[] = [];
  storeBlob(store, openSync(put(folder, 's', content(3 * blobChunkBytes)), 'r'), limit, (done, total) => {
    expect(total).toBe(6 * blobChunkBytes);
    seen.push(done);
  });
  expect(seen).toEqual([1, 2, 3, 4, 5, 6].map((n) => n * blobChunkBytes));
});
