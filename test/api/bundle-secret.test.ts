import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { takeBundle } from '../../db/exchange/bundle-file.ts';
import { exchangeOf, findAuthorityKeys, findDeviceKeys, openingKeysOf } from '../../db/exchange/keeping.ts';
import { listStatements } from '../../db/queries/exchange.ts';
import { deliver, type ExchangePc, exchanging, newStick, writeTo } from '../helpers/exchange.ts';
import { put, samples } from '../helpers/files.ts';
import { codeOf } from '../helpers/host.ts';
import { taskOf } from '../helpers/work.ts';

/** Everything that a receiver can read of a bundle, file contents too. */
function contentsOf(pc: ExchangePc, path: string): string {
  const read: unknown[] = [];
  takeBundle(
    {
      ...{ path, unitId: pc.unitId, device: pc.ctx.office.deviceId, keys: openingKeysOf(exchangeOf(pc.ctx)) },
      ...{ pin: exchangeOf(pc.ctx).pin, documents: listStatements(pc.db).map(({ document }) => document) },
      ...{ takesRevoked: false, isHeadOnly: false },
    },
    pc.ctx.blobs,
    {
      header: (header) => read.push(header),
      head: (head) => read.push(head),
      documents: (documents) => read.push(...documents),
      ops: (ops) => read.push(...ops.map(({ bytes }) => Buffer.from(bytes).toString())),
    },
    () => {},
  );
  return read.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n');
}

test('no secret leaves in a bundle, and nothing of another commune: not in what is sealed, not in the file, not in its name', async () => {
  const { province, communes } = await exchanging(2);
  const [a, b] = communes as [ExchangePc, ExchangePc];
  taskOf(b, { content: 'CANARY-B-up', audience: `up:${b.unitId}` });
  deliver(b, province);
  taskOf(province, { content: 'CANARY-B-down', audience: `down:${b.unitId}` });
  taskOf(province, { content: 'CANARY-office', audience: 'office' });
  province.get('draft.save', { key: 'directive:new', body: 'CANARY-draft' });
  const taskB = taskOf(province, { content: 'CANARY-B-file', audience: `down:${b.unitId}` });
  const attached = province.get('attachment.add', {
    ...{ parentEntity: 'task', parentId: taskB, name: 'CANARY-name.pdf' },
    file: province.hand(
      put(newStick(), 'x.pdf', Buffer.concat([samples['application/pdf'][1], Buffer.from('CANARY-pdf')])),
    ),
  });
  province.get('bundle.watch', { folder: province.hand(newStick()) });
  taskOf(province, { content: 'dành cho xã A', audience: `down:${a.unitId}` });
  const { paths } = writeTo(province, a.unitId, { isFull: true });
  const [path = ''] = paths;
  const contents = contentsOf(a, path);
  // What is meant for A is there: the test reads what it thinks it reads.
  expect(contents).toContain('dành cho xã A');
  const keys = findDeviceKeys(province.db);
  const user = province.db.prepare("SELECT name, login FROM user WHERE login = 'quantri'").get() as { name: string };
  const secrets = [
    'CANARY',
    keys?.signing.secretKey,
    keys?.sealing.identity,
    ...(findAuthorityKeys(province.db)?.keys ?? []).map(({ secretKey }) => secretKey),
    'AGE-SECRET-KEY',
    user.name,
    'quantri',
    'mat-khau-thu',
    ...(province.db.prepare('SELECT codeKey FROM invitation').pluck().all() as string[]),
    province.db.prepare("SELECT value FROM meta WHERE key = 'watchFolder'").pluck().get() as string,
    province.db.prepare('SELECT sha256 FROM attachment WHERE id = ?').pluck().get(attached.id) as string,
  ];
  const file = readFileSync(path);
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    expect(contents.includes(secret ?? ''), secret).toBe(false);
    expect(file.includes(Buffer.from(secret ?? '')), secret).toBe(false);
  }
  // Sealed: not even what is meant for A can be read by who finds the stick.
  expect(file.includes(Buffer.from('dành cho xã A'))).toBe(false);
  expect(path).not.toMatch(/Nguyễn|quantri/);
  expect(codeOf(province.call('bundle.prepare', { unitId: 'x' }))).toBe('INVALID_INPUT');
});
