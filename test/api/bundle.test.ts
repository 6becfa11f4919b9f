import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../../db/api/errors.ts';
import { blobPath, storeBlob } from '../../db/blobs.ts';
import { create, remove } from '../../db/commit.ts';
import { saveBlob } from '../../db/queries/attachment.ts';
import { deliver, type ExchangePc, exchanging, joinAs, newStick, takeFrom, writeTo } from '../helpers/exchange.ts';
import { put, samples } from '../helpers/files.ts';
import { codeOf } from '../helpers/host.ts';
import { taskOf, unitUnder, write } from '../helpers/work.ts';

let province: ExchangePc;
let a: ExchangePc;
let b: ExchangePc;

beforeAll(async () => {
  const made = await exchanging(2);
  province = made.province;
  [a, b] = made.communes as [ExchangePc, ExchangePc];
});

const tasksOf = (pc: ExchangePc): string[] =>
  pc.db.prepare('SELECT content FROM task ORDER BY content').pluck().all() as string[];
const unsentTo = (pc: ExchangePc, unitId: string): number | undefined =>
  pc.get('bundle.receivers', {}).find((each) => each.unitId === unitId)?.opCount;
/** Everything outside of the tables that an opened bundle might leave. */
const leftBehind = (pc: ExchangePc): string[] =>
  readdirSync(pc.ctx.scratch, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('stage'));
const cancelAt = (pc: ExchangePc, isTime: (done: number, total: number) => boolean, work: () => unknown): void => {
  pc.onStep = (done, total) => {
    if (isTime(done, total)) throw new AppError('CANCELLED', {});
  };
  try {
    work();
  } finally {
    pc.onStep = () => {};
  }
};

test('prepare, write, open, preview, take: the preview tells what taking in does; again changes nothing; receipts ride back', () => {
  const full = writeTo(province, b.unitId, { isFull: true });
  taskOf(province, { content: 'cho xã A', audience: `down:${a.unitId}` });
  taskOf(province, { content: 'cho mọi xã', audience: 'all' });
  const due = unsentTo(province, a.unitId);
  const { paths, number, opCount } = writeTo(province, a.unitId);
  // Nothing of A has come since its first bundle: it is all sent again, with what is new.
  expect(opCount).toBe(due);
  expect(full.opCount).toBeGreaterThan(0);
  const [path = ''] = paths;
  const { stageId, head } = a.get('bundle.open', { file: a.hand(path) });
  expect(head).toMatchObject({
    unitId: province.unitId,
    deviceName: 'Máy Văn phòng',
    number,
    toUnitName: 'Công an xã An Bình',
  });
  const before = a.digest();
  const shown = a.get('bundle.preview', { stageId });
  expect(a.digest()).toBe(before);
  expect(shown).toMatchObject({ order: { kind: 'next' }, fresh: 2, admitted: 2, removals: 0, missingOps: 0 });
  expect(a.get('bundle.take', { stageId })).toEqual(shown);
  a.get('bundle.drop', { stageId });
  expect(tasksOf(a)).toEqual(['cho mọi xã', 'cho xã A']);
  const taken = a.digest();
  expect(takeFrom(a, path)).toMatchObject({ order: { kind: 'again' }, fresh: 0, admitted: 0 });
  expect([a.digest(), leftBehind(a)]).toEqual([taken, []]);
  // What was taken in is in the book with who did it, and is nothing that this person can undo.
  expect(a.get('bundle.list', {}).rows[0]).toMatchObject({
    way: 'in',
    number,
    state: 'taken',
    userName: 'Trần Thử Xã',
  });
  expect(a.db.prepare("SELECT count(*) FROM activity WHERE name = 'bundle.take'").pluck().get()).toBeGreaterThan(0);
  expect(codeOf(a.call('activity.undo', {}))).toBe('UNDO_NOTHING');
  taskOf(a, { content: 'từ xã A', audience: `up:${a.unitId}` });
  expect(unsentTo(a, province.unitId)).toBe(1);
  expect(deliver(a, province)).toMatchObject([{ fresh: 1, admitted: 1 }]);
  // The word of A came along: only its own change waits for it no more, and its bundle is known to have come.
  expect(unsentTo(province, a.unitId)).toBe(0);
  expect(
    province.get('bundle.list', {}).rows.find((row) => row.id.length === 32 && row.unitId === a.unitId),
  ).toMatchObject({
    isAcknowledged: true,
  });
  deliver(province, a);
  expect(unsentTo(a, province.unitId)).toBe(0);
});

test('cancel at every job leaves nothing: no row, no file, no change', () => {
  taskOf(province, { content: 'sắp hủy', audience: 'all' });
  const rows = (): unknown => province.db.prepare('SELECT count(*) FROM sentBundle').pluck().get();
  const before = rows();
  cancelAt(
    province,
    () => true,
    () => expect(codeOf(province.call('bundle.prepare', { unitId: b.unitId }))).toBe('CANCELLED'),
  );
  expect(rows()).toBe(before);
  const stick = newStick();
  const { id, fileName } = province.get('bundle.prepare', { unitId: b.unitId });
  const target = province.hand(join(stick, fileName));
  let seen: string[] = [];
  cancelAt(
    province,
    (done) => {
      seen = readdirSync(stick);
      return done > 0;
    },
    () => expect(codeOf(province.call('bundle.write', { id, target }))).toBe('CANCELLED'),
  );
  expect(seen.every((name) => name.endsWith('.goi.tmp'))).toBe(true);
  expect(readdirSync(stick)).toEqual([]);
  // It is offered again, and forgotten it gives its number back.
  expect(province.get('bundle.receivers', {}).find(({ unitId }) => unitId === b.unitId)?.prepared).toMatchObject({
    id,
    fileName,
  });
  province.get('bundle.settle', { id, isWritten: false });
  const { paths, number } = writeTo(province, b.unitId);
  expect(number).toBe(Number(/so-(\d+)/.exec(fileName)?.[1]));
  const digest = b.digest();
  const file = b.hand(paths[0] ?? '');
  cancelAt(
    b,
    () => true,
    () => expect(codeOf(b.call('bundle.open', { file }))).toBe('CANCELLED'),
  );
  expect(leftBehind(b)).toEqual([]);
  const { stageId } = b.get('bundle.open', { file });
  for (const name of ['bundle.preview', 'bundle.take'] as const)
    cancelAt(
      b,
      () => true,
      () => expect(codeOf(b.call(name, { stageId }))).toBe('CANCELLED'),
    );
  expect(b.digest()).toBe(digest);
  b.get('bundle.drop', { stageId });
  expect(leftBehind(b)).toEqual([]);
  takeFrom(b, paths[0] ?? '');
  expect(tasksOf(b)).toContain('sắp hủy');
});

test('numbers follow each other, a gap is named and closed by the next bundle, an older one changes nothing newer', () => {
  taskOf(province, { content: 'thứ nhất', audience: 'all' });
  const lost = writeTo(province, b.unitId);
  taskOf(province, { content: 'thứ hai', audience: 'all' });
  const next = writeTo(province, b.unitId);
  expect(next.number).toBe(lost.number + 1);
  const { order, missingOps } = takeFrom(b, next.paths[0] ?? '');
  expect([order.kind, order.missing.at(-1), missingOps]).toEqual(['ahead', lost.number, 0]);
  const digest = b.digest();
  expect(takeFrom(b, lost.paths[0] ?? '')).toMatchObject({ order: { kind: 'late' }, fresh: 0 });
  expect(b.digest()).toBe(digest);
});

test('a PC that dies after a bundle was on the stick and before it was said gives its number to no other bundle', () => {
  const [first, second] = [newStick(), newStick()];
  const numberOf = (): number => province.get('bundle.prepare', { unitId: b.unitId }).number;
  const number = numberOf();
  expect(numberOf()).toBe(number); // was on no stick
  const { id, fileName } = province.get('bundle.prepare', { unitId: b.unitId });
  province.get('bundle.write', { id, target: province.hand(join(first, fileName)) });
  const next = writeTo(province, b.unitId, { stick: second });
  expect(next.number).toBe(number + 1);
  expect(
    province.get('bundle.list', {}).rows.filter((row) => row.unitId === b.unitId && row.number === number),
  ).toEqual([]);
  expect(takeFrom(b, next.paths[0] ?? '').order.kind).toBe('ahead');
  expect(takeFrom(b, join(first, fileName)).order.kind).toBe('late');
  // Writing that failed and was taken back leaves the number free.
  const again = province.get('bundle.prepare', { unitId: b.unitId });
  cancelAt(
    province,
    (done) => done > 0,
    () =>
      expect(codeOf(province.call('bundle.write', { id: again.id, target: province.hand(join(first, 'x.goi')) }))).toBe(
        'CANCELLED',
      ),
  );
  expect(numberOf()).toBe(again.number);
});

test('a bundle that removes much asks twice; what it brings and takes away itself is no loss', () => {
  const ids = Array.from({ length: 60 }, (_, n) => taskOf(province, { content: `tạm ${n}`, audience: 'all' }));
  deliver(province, b);
  write(province, ...ids.map((id) => remove('task', id)));
  const [path = ''] = writeTo(province, b.unitId).paths;
  const { stageId } = b.get('bundle.open', { file: b.hand(path) });
  expect(b.get('bundle.preview', { stageId })).toMatchObject({ removals: 60, needsSecondWord: true });
  const digest = b.digest();
  expect(codeOf(b.call('bundle.take', { stageId }))).toBe('SECOND_WORD_NEEDED');
  expect(b.digest()).toBe(digest);
  b.get('bundle.take', { stageId, hasSecondWord: true });
  b.get('bundle.drop', { stageId });
  expect(tasksOf(b).filter((content) => content.startsWith('tạm'))).toEqual([]);
  expect(deliver(province, a)).toMatchObject([{ removals: 0, needsSecondWord: false }]);
});

test('files travel once, in volumes that are each whole by itself and may be taken in any order; a missing one is named', () => {
  const taskId = taskOf(province, { content: 'có tệp', audience: 'all' });
  const folder = newStick();
  const attach = (name: string, content: Uint8Array) =>
    province.get('attachment.add', {
      ...{ parentEntity: 'task', parentId: taskId, name },
      file: province.hand(put(folder, name, content)),
    });
  const big = (seed: number): Buffer => Buffer.concat([samples['application/pdf'][1], Buffer.alloc(150_000, seed)]);
  attach('mot.pdf', big(1));
  const twin = attach('hai.pdf', big(1));
  attach('ba.pdf', big(2));
  const stick = newStick();
  const { paths, number } = writeTo(province, a.unitId, { stick, volumeBytes: 200_000 });
  // Two contents, three records.
  expect(paths).toHaveLength(2);
  expect(paths.every((path) => /_tap-[12]-2\.goi$/.test(path))).toBe(true);
  const [first = '', second = ''] = paths;
  // Together, in whatever order, they are one bundle; a volume of another is not let in with them.
  const opened = [second, first].map((path) => a.get('bundle.open', { file: a.hand(path) }));
  const [stageId = '', ...others] = opened.map((each) => each.stageId);
  const digest = a.digest();
  expect(a.get('bundle.preview', { stageId, others })).toMatchObject({
    ...{ order: { kind: 'next', missingVolumes: [] }, waiting: [], refusedFiles: [] },
    head: {
      opCount: opened[0] === undefined ? 0 : opened[0].head.opCount + (opened[1]?.head.opCount ?? 0),
      fileCount: 2,
    },
  });
  expect(a.digest()).toBe(digest);
  const other = a.get('bundle.open', { file: a.hand(writeTo(province, a.unitId).paths[0] ?? '') }).stageId;
  expect(codeOf(a.call('bundle.preview', { stageId, others: [other] }))).toBe('STAGE_GONE');
  for (const each of [stageId, other, ...others]) a.get('bundle.drop', { stageId: each });
  expect(takeFrom(a, second)).toMatchObject({ order: { kind: 'next', missingVolumes: [1] } });
  expect(a.get('bundle.list', {}).rows[0]).toMatchObject({ number, state: 'part', missingVolumes: [1] });
  expect(takeFrom(a, first)).toMatchObject({ order: { kind: 'part', missingVolumes: [] } });
  expect(a.get('bundle.list', {}).rows[0]).toMatchObject({ number, state: 'taken', missingVolumes: [] });
  const out = join(folder, 'ra.pdf');
  a.get('attachment.export', { id: twin.id, file: a.hand(out) });
  expect(readFileSync(out).equals(big(1))).toBe(true);
  // Acknowledged, they do not travel again.
  deliver(a, province);
  const { id, fileCount } = province.get('bundle.prepare', { unitId: a.unitId });
  expect(fileCount).toBe(0);
  province.get('bundle.settle', { id, isWritten: false });
});

test('many offices at once into a folder: one that cannot be reached does not stop the others; nothing there is written over', () => {
  const without = unitUnder(province, province.unitId, 'Không Máy');
  const { rows } = province.get('bundle.prepareMany', { unitIds: [a.unitId, without, b.unitId] });
  expect(rows.map(({ problem }) => problem)).toEqual([null, 'RECEIVER_WITHOUT_PC', null]);
  const stick = newStick();
  const ids = rows.flatMap(({ prepared }) => prepared?.id ?? []);
  const names = rows.flatMap(({ prepared }) => prepared?.fileName ?? []);
  writeFileSync(join(stick, names[0] ?? ''), 'của người khác');
  writeFileSync(join(stick, 'do-dang.goi.tmp'), 'USB bị rút lần trước');
  const folder = province.hand(stick);
  const written = province.get('bundle.writeMany', { ids: [...ids, 'khong-co'], folder }).rows;
  expect(written.map(({ problem }) => problem)).toEqual([null, null, 'STAGE_GONE']);
  expect(readFileSync(join(stick, names[0] ?? ''), 'utf8')).toBe('của người khác');
  expect(readdirSync(stick).sort()).toEqual([names[0], ...written.flatMap(({ fileNames }) => fileNames)].sort());
  province.get('bundle.settleMany', {
    rows: written.slice(0, 2).map(({ id, byteCount }) => ({ id, isWritten: true, byteCount })),
  });
  for (const [pc, row] of [
    [a, written[0]],
    [b, written[1]],
  ] as const)
    expect(takeFrom(pc, join(stick, row?.fileNames[0] ?? '')).order.kind).not.toBe('again');
  // Stopped, what is whole stays and is told, and of the one that was being written nothing is left.
  const again = province.get('bundle.prepareMany', { unitIds: [a.unitId, b.unitId] }).rows;
  const more = again.flatMap(({ prepared }) => prepared?.id ?? []);
  const before = readdirSync(stick);
  cancelAt(
    province,
    (done) => done > 100,
    () => {
      const { rows: stopped } = province.get('bundle.writeMany', { ids: more, folder });
      expect(stopped.map(({ problem }) => problem)).toEqual([null, 'CANCELLED']);
      expect(readdirSync(stick).filter((name) => !before.includes(name))).toEqual(stopped[0]?.fileNames);
    },
  );
  province.get('bundle.settleMany', { rows: more.map((id) => ({ id, isWritten: false })) });
});

test('a watched folder names its bundles by what stands outside of them, and hides while the stick is away', () => {
  const stick = newStick();
  expect(a.get('bundle.found', {})).toEqual({ folderName: null, isThere: false, files: [] });
  a.get('bundle.watch', { folder: a.hand(stick) });
  taskOf(province, { content: 'tìm thấy', audience: 'all' });
  const [mine = ''] = writeTo(province, a.unitId, { stick }).paths;
  writeTo(province, b.unitId, { stick });
  writeTo(a, province.unitId, { stick });
  writeFileSync(join(stick, 'anh.goi'), 'không phải gói');
  writeFileSync(join(stick, 'khac.txt'), '');
  mkdirSync(join(stick, 'thu-muc.goi'));
  const states = () => Object.fromEntries(a.get('bundle.found', {}).files.map(({ name, state }) => [name, state]));
  expect(Object.values(states()).sort()).toEqual(['new', 'odd', 'other', 'own']);
  const name = mine.slice(stick.length + 1);
  expect(states()[name]).toBe('new');
  const { stageId } = a.get('bundle.open', { found: name });
  a.get('bundle.take', { stageId });
  a.get('bundle.drop', { stageId });
  expect(states()[name]).toBe('taken');
  for (const found of ['../khac.goi', '/etc/passwd', 'khac.txt', '..'])
    expect(codeOf(a.call('bundle.open', { found }))).toBe('FILE_NOT_FOUND');
  rmSync(stick, { recursive: true });
  expect(a.get('bundle.found', {})).toMatchObject({ isThere: false, files: [] });
  expect(codeOf(a.call('bundle.watch', { folder: a.hand('\\\\may-chu\\chung') }))).toBe('BUNDLE_REFUSED');
});

test('among hundreds of old bundles in the watched folder the newest are named, wherever their names stand', () => {
  const stick = newStick();
  for (let n = 0; n < 320; n += 1) {
    const path = join(stick, `cu-${n}.goi`);
    writeFileSync(path, '');
    utimesSync(path, 1e9, 1e9);
  }
  const mine = writeTo(province, a.unitId, { stick }).paths.map((path) => basename(path));
  const first = ['0-moi.goi', 'zz-moi.goi'];
  for (const name of first) copyFileSync(join(stick, mine[0] ?? ''), join(stick, name));
  a.get('bundle.watch', { folder: a.hand(stick) });
  const fresh = a.get('bundle.found', {}).files.filter(({ state }) => state === 'new');
  expect(fresh.map(({ name }) => name).sort()).toEqual([...mine, ...first].sort());
  a.get('bundle.watch', { folder: null });
});

test('what was prepared for an office whose PCs were withdrawn meanwhile is not written, and says whose', async () => {
  const unitId = unitUnder(province, province.unitId, 'Tân Hòa');
  await joinAs(province, unitId);
  const { id } = province.get('bundle.prepare', { unitId });
  const device = province.get('device.list', {}).find((row) => row.unitId === unitId)?.device ?? '';
  await province.gate('device.revoke', { device });
  const target = province.hand(join(newStick(), 'x.goi'));
  const told = province.call('bundle.write', { id, target });
  expect(told).toMatchObject({
    ok: false,
    error: { code: 'RECEIVER_WITHOUT_PC', details: { name: 'Công an xã Tân Hòa' } },
  });
});

test('Xem gói: the head of any bundle, the contents of one’s own, and nothing is taken in', () => {
  taskOf(province, { content: 'chỉ để xem', audience: 'all' });
  const [path = ''] = writeTo(province, a.unitId).paths;
  const digest = a.digest();
  const seen = a.get('bundle.inspect', { file: a.hand(path) });
  expect(seen).toMatchObject({ isForUs: true, refusal: null, head: { unitId: province.unitId } });
  expect(seen.ops.map(({ text }) => text)).toContain('chỉ để xem');
  expect(b.get('bundle.inspect', { file: b.hand(path) })).toMatchObject({
    ...{ isForUs: false, refusal: 'WRONG_RECIPIENT', head: null, ops: [], entities: [] },
    number: seen.number,
  });
  expect([a.digest(), leftBehind(a), existsSync(path)]).toEqual([digest, [], true]);
});

test('a third office carries on what is not its own: signed changes pass through the PC of the office to another PC of it', async () => {
  const second = await joinAs(province, a.unitId, 'Máy thứ hai');
  deliver(province, a);
  deliver(province, second);
  const id = taskOf(a, { content: 'máy một viết', audience: `up:${a.unitId}` });
  deliver(a, province);
  // The province hands the change on, signed by the first PC; nobody in between can alter it.
  deliver(province, second);
  expect(tasksOf(second)).toContain('máy một viết');
  expect(second.db.prepare('SELECT ownerId FROM task WHERE id = ?').pluck().get(id)).toBe(a.unitId);
  // What is private to the office goes from PC to PC, and never by the province.
  taskOf(a, { content: 'nội bộ xã', audience: 'office' });
  deliver(a, province);
  expect(tasksOf(province)).not.toContain('nội bộ xã');
  deliver(a, second);
  expect(tasksOf(second)).toContain('nội bộ xã');
});

const pdf = (seed: number, size = 2000): Buffer =>
  Buffer.concat([samples['application/pdf'][1], Buffer.alloc(size, seed)]);

/** A file of a record of all; returns its record's id and its content. */
function attach(pc: ExchangePc, name: string, content: Buffer): string {
  const parentId = taskOf(pc, { content: name, audience: 'all' });
  const file = pc.hand(put(newStick(), name, content));
  return pc.get('attachment.add', { parentEntity: 'task', parentId, name, file }).id;
}

/** Can its bytes be saved out there? */
const isHere = (pc: ExchangePc, id: string): boolean =>
  pc.call('attachment.export', { id, file: pc.hand(join(newStick(), 'ra.pdf')) }).ok;

test('a file that comes after its record has gone, or whose volume was lost, goes with the next bundle, until it is held', () => {
  deliver(b, province);
  const late = attach(province, 'den-sau.pdf', pdf(11));
  const { sha256 } = province.db.prepare('SELECT sha256 FROM attachment WHERE id = ?').get(late) as { sha256: string };
  const path = blobPath(province.ctx.blobs, sha256);
  renameSync(path, `${path}.away`);
  deliver(province, b);
  deliver(b, province);
  expect([isHere(b, late), unsentTo(province, b.unitId)]).toEqual([false, 0]);
  renameSync(`${path}.away`, path);
  const receiver = () => province.get('bundle.receivers', {}).find(({ unitId }) => unitId === b.unitId);
  expect(receiver()).toMatchObject({ opCount: 0, fileCount: 1 });
  expect(deliver(province, b)).toMatchObject([{ head: { opCount: 0, fileCount: 1 } }]);
  expect(isHere(b, late)).toBe(true);
  // Until B has said so it goes again; then never more.
  expect(receiver()?.fileCount).toBe(1);
  deliver(b, province);
  expect(receiver()?.fileCount).toBe(0);
  const lost = [attach(province, 'mat-1.pdf', pdf(12, 150_000)), attach(province, 'mat-2.pdf', pdf(13, 150_000))];
  const { paths } = writeTo(province, b.unitId, { volumeBytes: 200_000 });
  expect(paths).toHaveLength(2);
  takeFrom(b, paths[0] ?? '');
  deliver(b, province);
  expect(lost.map((id) => isHere(b, id))).toEqual([true, false]);
  deliver(province, b);
  expect(lost.map((id) => isHere(b, id))).toEqual([true, true]);
});

test('a file that nobody could attach is not taken in, and what came with it is', () => {
  const good = attach(province, 'dung.pdf', pdf(21));
  // A PC that does not hold to the rules: a program under the name of a paper.
  const file = openSync(put(newStick(), 'la.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(3000, 1)])), 'r');
  const { sha256, byteCount } = storeBlob(province.ctx.blobs, file, 10_000, () => {});
  saveBlob(province.db, { sha256, byteCount, storedAtMs: 0 });
  const about = { parentEntity: 'task', parentId: taskOf(province, { audience: 'all' }), audience: 'all' } as const;
  const program = province.ctx.newId();
  const said = { name: 'chuong-trinh.pdf', mediaType: 'application/pdf', hasMacros: 0 } as const;
  write(province, create('attachment', program, { ...about, ...said, sha256, byteCount }));
  const [path = ''] = writeTo(province, b.unitId).paths;
  const { stageId } = b.get('bundle.open', { file: b.hand(path) });
  const shown = b.get('bundle.preview', { stageId });
  expect(shown).toMatchObject({ refusedFiles: [{ name: 'chuong-trinh.pdf', reason: 'type' }], refused: [] });
  expect(b.get('bundle.take', { stageId })).toEqual(shown);
  b.get('bundle.drop', { stageId });
  expect([isHere(b, good), isHere(b, program)]).toEqual([true, false]);
});

test('a receiver says what waits for it: changes, a receipt, or nothing', () => {
  deliver(province, b);
  deliver(b, province);
  const due = () => {
    const found = province.get('bundle.receivers', {}).find(({ unitId }) => unitId === b.unitId);
    return [found?.opCount, found?.fileCount, found?.documentCount, found?.isReceiptDue];
  };
  expect(due()).toEqual([0, 0, 0, false]);
  taskOf(b, { content: 'xã báo', audience: `up:${b.unitId}` });
  deliver(b, province);
  expect(due()).toEqual([0, 0, 0, true]);
  deliver(province, b);
  expect(due()).toEqual([0, 0, 0, false]);
});
