import { existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { adoptBlob, blobChunkBytes, exportBlob, hasBlob, openChosen, storeBlob } from '../../db/blobs.ts';
import { platform } from '../../db/crypto.ts';
import { sealBundle, takeBundle } from '../../db/exchange/bundle-file.ts';
import type { BundleHead } from '../../db/exchange/open-bundle.ts';
import { packDocuments, packOps, packVolumes } from '../../db/sync/bundle/pack.ts';
import { incarnationName } from '../../db/sync/certificate.ts';
import { opText } from '../../db/sync/op.ts';
import { type Pc, World } from '../sync/model/world.ts';

const { crypto } = platform;

async function setting() {
  const world = new World(crypto);
  world.addUnit('A', 'P');
  const p = world.admit('device-p', 'P', await crypto.newSealingKey());
  const a = world.admit('device-a', 'A', await crypto.newSealingKey());
  const folder = mkdtempSync(join(tmpdir(), 'vm-'));
  const storeOf = (name: string) => ({ folder: mkdtempSync(join(folder, name)), key: Buffer.alloc(32, 5) });
  return { world, p, a, stores: [storeOf('p'), storeOf('a')] as const, path: join(folder, 'goi.goi') };
}

type Setting = Awaited<ReturnType<typeof setting>>;

function opsOf(pc: Pc, inc: string, count: number) {
  let prev = '';
  return Array.from({ length: count }, (_, index) => {
    const fields = { content: `việc số ${index}` };
    const text = opText({
      ...{ v: 1, inc, ch: 'down', seq: index + 1, prev, lam: index + 1, actor: 'u', dev: pc.keys.device, wall: 1 },
      ...{ entity: 'task', id: `t${index}`, kind: 'create', base: [], schema: 1, fields },
    });
    const bytes = Buffer.from(text);
    const hash = crypto.sha256(bytes);
    const packed = { inc, ch: 'down', seq: index + 1, prev, hash, bytes };
    prev = hash;
    return packed;
  });
}

function seal(
  { world, p, a, stores, path }: Setting,
  opCount: number,
  attached?: { sha256: string; byteCount: number },
) {
  const salt = crypto.randomHex(16);
  const inc = incarnationName(crypto, p.keys.signing.publicKey, salt);
  const frames = [...packDocuments(platform, world.documents), ...packOps(platform, opsOf(p, inc, opCount))];
  const blobs = attached === undefined ? [] : [{ ...attached, read: () => new Uint8Array() }];
  const [volume] = packVolumes(frames, blobs);
  if (volume === undefined) throw new Error('one volume at least');
  const envelope = {
    ...{
      set: crypto.randomHex(16),
      sender: p.certificate,
      key: p.keys.signing,
      unit: 'P',
      device: 'device-p',
      inc,
      salt,
    },
    ...{ to: 'A', recipients: [a.keys.sealing.recipient], number: 1, previous: '', volume: { k: 1, n: 1 } },
    ...{ schema: 1, app: '0.1.0', wall: 1, chain: world.documents },
  };
  const steps: number[] = [];
  sealBundle(
    {
      ...{
        path,
        envelope,
        sections: volume.sections,
        blobs: blobs.map(({ sha256, byteCount }) => ({ sha256, byteCount })),
      },
      frames: volume.frames.map(({ entry, sections, read }) => ({ entry, sections, bytes: read() })),
      store: stores[0],
    },
    (done) => steps.push(done),
  );
  return steps;
}

function take({ world, a, stores, path }: Setting) {
  const taken = { heads: [] as BundleHead[], documents: 0, ops: 0 };
  takeBundle(
    {
      ...{ path, unitId: 'A', device: 'device-a', keys: [a.keys.sealing], pin: world.pin, documents: world.documents },
      ...{ takesRevoked: false, isHeadOnly: false },
    },
    stores[1],
    {
      aside: join(stores[1].folder, 'aside'),
      head: (head) => taken.heads.push(head),
      documents: (documents) => (taken.documents += documents.length),
      ops: (ops) => (taken.ops += ops.length),
    },
    () => {},
  );
  return taken;
}

test('a bundle is sealed onto a stick and opened again in threads of their own, with its files', async () => {
  const here = await setting();
  const content = Buffer.alloc(blobChunkBytes + 7, 'tệp');
  writeFileSync(join(here.stores[0].folder, 'plain'), content);
  const blob = storeBlob(here.stores[0], openChosen(join(here.stores[0].folder, 'plain')), 1e9, () => {});
  const steps = seal(here, 500, blob);
  expect(steps.length).toBeGreaterThan(0);
  expect(readdirSync(join(here.path, '..')).filter((name) => name.includes('.goi'))).toEqual(['goi.goi']);
  const taken = take(here);
  expect(taken).toMatchObject({ documents: 3, ops: 500 });
  expect(taken.heads[0]).toMatchObject({ opCount: 500, certificate: { unit: 'P' }, manifest: { to: 'A' } });
  const out = join(here.stores[1].folder, 'out');
  // Files wait aside of the store until a person has taken the bundle in.
  expect(hasBlob(here.stores[1], blob.sha256)).toBe(false);
  adoptBlob(here.stores[1], join(here.stores[1].folder, 'aside'), blob.sha256);
  exportBlob(here.stores[1], { ...blob, name: 'tệp' }, out, () => {});
  expect(readFileSync(out).equals(content)).toBe(true);
});

test('a file that was cut, changed or meant for another office is refused with its reason, and leaves no file behind', async () => {
  const here = await setting();
  seal(here, 50);
  const whole = readFileSync(here.path);
  const reasonOf = (): unknown => {
    try {
      take(here);
    } catch (error) {
      return (error as { details?: { reason?: string } }).details?.reason;
    }
    return 'taken in';
  };
  truncateSync(here.path, whole.length - 10);
  expect(reasonOf()).toBe('CUT');
  const changed = Buffer.from(whole);
  changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
  writeFileSync(here.path, changed);
  expect(reasonOf()).toBe('DAMAGED');
  writeFileSync(here.path, 'không phải gói');
  expect(reasonOf()).toBe('NOT_A_BUNDLE');
  writeFileSync(here.path, whole);
  const other = { ...here, a: { ...here.a, keys: { ...here.a.keys, sealing: await crypto.newSealingKey() } } };
  expect(() => take(other)).toThrow('BUNDLE_REFUSED');
  expect(existsSync(join(here.stores[1].folder, 'aside'))).toBe(false);
});
