import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { bundleReasonNames, type ErrorDetails, writeReasons } from '../../db/api/errors.ts';
import { platform } from '../../db/crypto.ts';
import { sealBundle } from '../../db/exchange/bundle-file.ts';
import { findDeviceKeys } from '../../db/exchange/keeping.ts';
import { writeReasonOf } from '../../db/exchange/stick.ts';
import { packDocuments, packVolumes } from '../../db/sync/bundle/pack.ts';
import { incarnationName } from '../../db/sync/certificate.ts';
import { canonicalJson } from '../../db/sync/json.ts';
import { en } from '../../renderer/text/en/index.ts';
import { bundleOrders } from '../../renderer/text/vi/bundle-reasons.ts';
import { vi } from '../../renderer/text/vi/index.ts';
import { type ExchangePc, exchanging, newStick, takeFrom, writeTo } from '../helpers/exchange.ts';
import { taskOf } from '../helpers/work.ts';
import { World } from '../sync/model/world.ts';

let province: ExchangePc;
let a: ExchangePc;
let b: ExchangePc;

beforeAll(async () => {
  const made = await exchanging(2);
  province = made.province;
  [a, b] = made.communes as [ExchangePc, ExchangePc];
});

type Refused = ErrorDetails['BUNDLE_REFUSED'];

/** What a clerk reads, once it is sure that nothing has changed here. */
function refusedAt(pc: ExchangePc, path: string): Refused & { says: string } {
  const before = [pc.digest(), readdirSync(pc.ctx.scratch)];
  const result = pc.call('bundle.open', { file: pc.hand(path) });
  expect([pc.digest(), readdirSync(pc.ctx.scratch)]).toEqual(before);
  if (result.ok || result.error.code !== 'BUNDLE_REFUSED') throw new Error(JSON.stringify(result));
  const { details } = result.error;
  for (const says of [vi.errors.BUNDLE_REFUSED(details), en.errors.BUNDLE_REFUSED(details)])
    expect(says).not.toMatch(/undefined|null|\(\)| {2}| ,/);
  return { ...details, says: vi.errors.BUNDLE_REFUSED(details) };
}

/** A small bundle from the province for an office, changed on its way. */
function spoilt(unitId: string, spoil: (whole: Buffer) => Buffer): string {
  const [path = ''] = writeTo(province, unitId).paths;
  writeFileSync(path, spoil(readFileSync(path)));
  return path;
}

test('operator error 1: the wrong stick, another kind of file, a link or a folder', () => {
  const stick = newStick();
  writeFileSync(join(stick, 'anh.goi'), Buffer.from('89504e470d0a1a0a', 'hex'));
  writeFileSync(join(stick, 'rong.goi'), '');
  expect(refusedAt(a, join(stick, 'anh.goi')).says).toMatch(
    /không phải gói đồng bộ.*nhầm USB.*Hãy chọn tệp có đuôi \.goi/,
  );
  expect(refusedAt(a, join(stick, 'rong.goi')).reason).toBe('NOT_A_BUNDLE');
  symlinkSync(join(a.root, 'office.db'), join(stick, 'loi-tat.goi'));
  mkdirSync(join(stick, 'thu-muc.goi'));
  for (const name of ['loi-tat.goi', 'thu-muc.goi']) expect(refusedAt(a, join(stick, name)).reason).toBe('NOT_A_FILE');
  expect(refusedAt(a, '//may-chu/chung/a.goi').says).toContain('máy khác trong mạng');
  a.get('bundle.watch', { folder: a.hand(newStick()) });
  expect(a.get('bundle.found', {})).toMatchObject({ isThere: true, files: [] });
});

test('operator error 2: an old bundle is taken for what it is, and changes nothing', () => {
  taskOf(province, { content: 'lần một', audience: 'all' });
  const [old = ''] = writeTo(province, a.unitId).paths;
  taskOf(province, { content: 'lần hai', audience: 'all' });
  const [newer = ''] = writeTo(province, a.unitId).paths;
  takeFrom(a, newer);
  const digest = a.digest();
  expect(takeFrom(a, old).order.kind).toBe('late');
  expect(takeFrom(a, newer).order.kind).toBe('again');
  expect(a.digest()).toBe(digest);
  expect(bundleOrders.again).toMatch(/đã nhập rồi.*không thay đổi gì.*Hãy tìm gói mới hơn/);
  expect(bundleOrders.late).toMatch(/cũ hơn.*không làm mất dữ liệu mới.*hãy chọn gói có số lớn hơn/);
});

test('operator error 3: a bundle for another office', () => {
  const [path = ''] = writeTo(province, b.unitId).paths;
  const refused = refusedAt(a, path);
  expect(refused).toMatchObject({ reason: 'WRONG_RECIPIENT', fromName: 'Công an tỉnh Bình Minh' });
  expect(refused.says).toMatch(/cơ quan khác.*không cần mở.*Hãy chuyển gói đến đúng nơi nhận/);
});

test('operator error 4: a sender that nobody here knows', async () => {
  const { crypto } = platform;
  const world = new World(crypto);
  const stranger = world.admit('device-x', 'P', await crypto.newSealingKey());
  const salt = crypto.randomHex(16);
  const [volume] = packVolumes([...packDocuments(platform, world.documents)], []);
  const recipient = findDeviceKeys(a.db)?.sealing.recipient ?? '';
  const path = join(newStick(), 'la.goi');
  const inc = incarnationName(crypto, stranger.keys.signing.publicKey, salt);
  const who = { sender: stranger.certificate, key: stranger.keys.signing, unit: 'P', device: 'device-x', inc, salt };
  const rest = {
    number: 1,
    previous: '',
    volume: { k: 1, n: 1 },
    schema: 1,
    app: '0.1.0',
    wall: 1,
    chain: world.documents,
  };
  sealBundle(
    {
      path,
      envelope: { set: crypto.randomHex(16), ...who, to: a.unitId, recipients: [recipient], ...rest },
      frames: (volume?.frames ?? []).map(({ entry, sections, read }) => ({ entry, sections, bytes: read() })),
      ...{ sections: [], blobs: [], store: a.ctx.blobs },
    },
    () => {},
  );
  const refused = refusedAt(a, path);
  expect(refused.reason).toBe('UNKNOWN_SENDER');
  expect(refused.says).toMatch(/chưa biết máy đã lập gói.*Hãy nhập gói mới nhất của Công an tỉnh trước/);
});

test('operator error 6: a damaged file', () => {
  const path = spoilt(a.unitId, (whole) => {
    const at = whole.length - 20;
    whole[at] = (whole[at] ?? 0) ^ 1;
    return whole;
  });
  const refused = refusedAt(a, path);
  expect(refused).toMatchObject({ reason: 'DAMAGED', fromName: 'Công an tỉnh Bình Minh' });
  expect(refused.says).toMatch(/bị hỏng.*Dữ liệu trong máy không đổi.*Hãy đề nghị Công an tỉnh Bình Minh xuất lại/);
});

test('operator error 7: a file that was cut', () => {
  const path = spoilt(a.unitId, (whole) => whole.subarray(0, whole.length - 10));
  const refused = refusedAt(a, path);
  expect(refused.reason).toBe('CUT');
  expect(refused.says).toMatch(/thiếu phần cuối.*rút USB.*Hãy chép lại gói/);
});

test('operator error 8: a bundle whose predecessor never came', () => {
  const lost = writeTo(province, b.unitId);
  const [path = ''] = writeTo(province, b.unitId).paths;
  const { order, missingOps } = takeFrom(b, path);
  expect(order).toMatchObject({ kind: 'ahead' });
  expect(order.missing).toContain(lost.number);
  expect(missingOps).toBe(0);
  expect(bundleOrders.ahead(order.missing.join(', '))).toMatch(
    /Chưa nhận được gói số .*\d.*có trong gói này.*Cứ nhập gói này/,
  );
});

test('operator error 9: a newer format', () => {
  const path = spoilt(a.unitId, (whole) => {
    const length = whole.readUInt32BE(8);
    const header = JSON.parse(whole.toString('utf8', 12, 12 + length)) as object;
    const text = Buffer.from(canonicalJson({ ...header, format: 9, minReader: 9, minApp: '9.1.0' }));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(text.length);
    return Buffer.concat([whole.subarray(0, 8), size, text, whole.subarray(12 + length)]);
  });
  expect(refusedAt(a, path).says).toMatch(/mới hơn; máy này cần bản 9\.1\.0 trở lên.*Hãy cập nhật phần mềm/);
});

test('operator error 10: one’s own bundle', () => {
  const [path = ''] = writeTo(province, a.unitId).paths;
  expect(refusedAt(province, path).says).toMatch(/do chính máy này lập ra.*Hãy mang gói đến đơn vị nhận/);
});

/** Tries to write a bundle for A; what a clerk reads when it does not work, and that the bundle can be written again. */
function unwritten(stick: string): string {
  const digest = province.digest();
  const { id, fileName } = province.get('bundle.prepare', { unitId: a.unitId });
  const result = province.call('bundle.write', { id, target: province.hand(join(stick, fileName)) });
  if (result.ok || result.error.code !== 'BUNDLE_WRITE_FAILED') throw new Error(JSON.stringify(result));
  expect(province.digest()).toBe(digest);
  const again = newStick();
  province.get('bundle.write', { id, target: province.hand(again) });
  expect(readdirSync(again)).toEqual([fileName]);
  province.get('bundle.settle', { id, isWritten: false });
  expect(en.errors.BUNDLE_WRITE_FAILED(result.error.details)).not.toContain('undefined');
  return vi.errors.BUNDLE_WRITE_FAILED(result.error.details);
}

test('operator error 11: a full stick', () => {
  const stick = newStick();
  // Where this user may not mount a small disk, the name of the failure alone is held.
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', stick]).status === 0;
  onTestFinished(() => {
    if (isMounted) spawnSync('umount', ['-l', stick]);
  });
  const says = isMounted ? unwritten(stick) : vi.errors.BUNDLE_WRITE_FAILED({ reason: writeReasonOf('ENOSPC') });
  // Where the room is known, nothing is begun.
  if (isMounted) expect(says).toMatch(/chỉ còn trống 4 kB, gói cần .*nên chưa ghi gì.*Hãy dọn bớt USB/);
  else expect(says).toMatch(/USB đã đầy.*phần ghi dở đã được xóa.*Hãy dọn bớt USB/);
  expect(readdirSync(stick)).toEqual([]);
});

test('operator error 12: a stick that is pulled out while it is written to, or read', () => {
  const stick = newStick();
  let isPulled = false;
  province.onStep = (done) => {
    if (done > 0 && !isPulled) rmSync(stick, { recursive: true });
    isPulled ||= done > 0;
  };
  const says = unwritten(stick);
  province.onStep = () => {};
  expect(isPulled).toBe(true);
  expect(says).toMatch(/có thể USB đã bị rút ra.*dữ liệu trong máy không đổi.*Hãy cắm lại USB/);
  const [path = ''] = writeTo(province, a.unitId).paths;
  rmSync(path);
  expect(refusedAt(a, path).says).toMatch(/có thể USB đã bị rút ra.*Hãy cắm lại USB rồi mở lại gói/);
  expect(basename(path)).toMatch(/^cong-an-tinh-binh-minh_den_cong-an-xa-an-binh_so-\d{3}_\d{4}-\d\d-\d\d\.goi$/);
});

test('operator error 5: a sender that was withdrawn', async () => {
  taskOf(b, { content: 'sau khi thu hồi', audience: `up:${b.unitId}` });
  const [path = ''] = writeTo(b, province.unitId).paths;
  const device = province.get('device.list', {}).find(({ unitId }) => unitId === b.unitId)?.device ?? '';
  await province.gate('device.revoke', { device });
  const refused = refusedAt(province, path);
  expect(refused).toMatchObject({ reason: 'REVOKED_SENDER', deviceName: 'Máy trực ban' });
  expect(refused.says).toMatch(/Máy trực ban của Công an xã Bình Hòa đã bị thu hồi.*vẫn giữ.*Hãy liên hệ/);
  // It may be looked at all the same.
  expect(province.get('bundle.inspect', { file: province.hand(path) })).toMatchObject({ refusal: 'REVOKED_SENDER' });
});

test('every reason has a sentence of three parts in both languages: what happened, what it means, what to do', () => {
  for (const reason of bundleReasonNames) {
    const says = vi.errors.BUNDLE_REFUSED({ reason, number: 5, fromName: 'Công an xã A', minApp: '2.0.0' });
    expect(says, reason).toMatch(/Hãy /);
    expect(en.errors.BUNDLE_REFUSED({ reason }), reason).toMatch(
      /\. (Ask|Choose|Copy|Plug|Update|Carry|Take|Make)|^.*Ask/,
    );
  }
  for (const reason of writeReasons) expect(vi.errors.BUNDLE_WRITE_FAILED({ reason }), reason).toMatch(/Hãy /);
});
