import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { create, update } from '../../db/commit.ts';
import { primitives as crypto } from '../../db/crypto.ts';
import { newDeviceKeys, readInvitation, requestToJoin } from '../../db/sync/identity.ts';
import { SignedDocument } from '../../db/sync/signed.ts';
import { admit, ask, codeOf, errorOf, handText, joiner, inviteOn as on } from '../helpers/device.ts';
import { deliver, type ExchangePc, newPc, newProvince } from '../helpers/exchange.ts';
import { filesWith } from '../helpers/host.ts';
import { unitUnder, write } from '../helpers/work.ts';

let province: ExchangePc;
let unitId: string;
beforeAll(async () => {
  province = await newProvince();
  unitId = unitUnder(province, province.unitId, 'An Bình');
});

const invite = (unit = unitId) => province.get('device.invite', { unitId: unit, on });
const stateOfInvitation = (id: string) => province.get('device.invitations', {}).find((one) => one.id === id);

/** A request by somebody who has the invitation and not its code. */
async function forge(file: string, code: string) {
  const invitation = readInvitation(crypto, SignedDocument.parse(JSON.parse(file)));
  if (invitation === undefined) throw new Error('signed by the province');
  const keys = await newDeviceKeys(crypto, province.ctx.newId());
  const content = { name: 'Máy lạ', recoveryKey: null, adopts: [] };
  return JSON.stringify(requestToJoin(crypto, invitation, code, keys, content));
}

test('the secrets of an authority come out once, and lie nowhere in clear', async () => {
  const pc = newPc();
  const office = { name: 'Công an tỉnh Cửa Lớn', shortName: 'CAT', symbol: 'CAT', level: 'province' as const };
  await pc.gate('office.create', { office: { ...office, validFrom: '2021-11-01' }, user: joiner });
  expect(pc.get('device.status', {})).toMatchObject({ state: 'alone', isAuthority: false });
  expect(pc.get('device.list', {})).toEqual([]);
  const { paper } = await pc.gate('authority.create', { deviceName: 'Máy Văn phòng' });
  expect(paper.authoritySecret).toMatch(/^[0-9a-f]{64}$/);
  expect(paper.paperKey).toMatch(/^AGE-SECRET-KEY-1/);
  expect(paper.fingerprint).toMatch(/^\d{5}( \d{5}){5}$/);
  expect(await codeOf(pc.tryGate('authority.create', { deviceName: 'Máy khác' }))).toBe('AUTHORITY_EXISTS');
  expect(pc.get('device.status', {})).toMatchObject({ state: 'joined', isAuthority: true, name: 'Máy Văn phòng' });
  const unit = unitUnder(pc, pc.unitId, 'Cửa Bé');
  const invited = pc.get('device.invite', { unitId: unit, on });
  const told = JSON.stringify([
    ...[pc.get('device.status', {}), pc.get('device.list', {}), pc.get('device.invitations', {})],
    ...[pc.get('activity.recent', { since: on, on }), pc.get('bundle.receivers', {}), invited.file, pc.logged],
  ]);
  // The paper's key is not even kept; the code only as what it proves.
  const kept = pc.db.prepare("SELECT group_concat(value, ' ') FROM meta").pluck().get() as string;
  const rows = JSON.stringify(pc.db.prepare('SELECT * FROM invitation').all());
  for (const secret of [paper.authoritySecret, paper.paperKey, invited.code]) {
    expect(told).not.toContain(secret);
    expect(filesWith(pc.root, secret)).toEqual([]);
  }
  expect(kept + rows).not.toContain(paper.paperKey);
  expect(kept + rows).not.toContain(invited.code);
  pc.vault.close();
  expect(filesWith(pc.root, paper.authoritySecret)).toEqual([]);
});

test('an office joins by two trips, works with its first bundle, and sends back what it writes', async () => {
  const pc = newPc();
  const invited = invite();
  const file = handText(pc, 'loi-moi.json', invited.file);
  expect(await pc.gate('office.readInvitation', { file })).toEqual({
    ...{ unitName: 'Công an xã An Bình', authorityName: 'Công an tỉnh Bình Minh' },
    fingerprint: expect.stringMatching(/^\d{5}( \d{5}){5}$/),
  });
  const asked = await ask(pc, invited);
  expect(asked).toMatchObject({
    paperKey: expect.stringMatching(/^AGE-SECRET-KEY-1/),
    recoveryCode: expect.any(String),
  });
  expect(asked.session).toMatchObject({ officeUnitId: unitId, officeName: 'Công an xã An Bình' });
  expect(pc.get('device.status', {})).toMatchObject({ state: 'waiting', authorityName: 'Công an tỉnh Bình Minh' });
  // The stick was lost: the same request again.
  expect(pc.get('device.request', {})).toEqual({
    ...{ fileName: asked.fileName, file: asked.file, fingerprint: asked.fingerprint },
  });
  expect(stateOfInvitation(invited.id)?.state).toBe('open');
  const request = handText(province, 'yeu-cau.json', asked.file);
  expect(await province.gate('device.readRequest', { file: request })).toEqual({
    ...{ kind: 'join', unitId, unitName: 'Công an xã An Bình', name: 'Máy trực ban' },
    ...{ fingerprint: asked.fingerprint, hasSparePaper: false },
  });
  const wrong = asked.fingerprint.replace(/\d$/, (last) => String((Number(last) + 1) % 10));
  const refused = province.tryGate('device.admit', { file: request, fingerprint: wrong });
  expect(await codeOf(refused)).toBe('FINGERPRINT_WRONG');
  expect(province.get('device.list', {})).toHaveLength(1);
  const admitted = await province.gate('device.admit', { file: request, fingerprint: asked.fingerprint });
  expect(admitted).toEqual({ device: pc.ctx.office.deviceId, unitId });
  expect(stateOfInvitation(invited.id)?.state).toBe('used');
  deliver(province, pc);
  expect(pc.get('device.status', {})).toMatchObject({ state: 'joined', name: 'Máy trực ban', isAuthority: false });
  expect(await codeOf(pc.tryGate('authority.create', { deviceName: 'x' }))).toBe('EXCHANGE_JOINED');
  expect(errorOf(pc.call('device.request', {})).code).toBe('JOIN_NOT_WAITING');
  const task = {
    ...{ directiveId: null, clause: '', detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
    ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-05-01' },
  };
  write(pc, create('task', pc.ctx.newId(), { ...task, content: 'gửi lên tỉnh', audience: `up:${unitId}` }));
  expect(deliver(pc, province)).toMatchObject([{ fresh: 1, admitted: 1 }]);
  expect(province.db.prepare('SELECT content FROM task').pluck().all()).toEqual(['gửi lên tỉnh']);
  const [own, other] = province.get('device.list', {});
  expect(own).toMatchObject({ isThisPc: true, isOwnOffice: true, state: 'active', heardAtMs: null });
  expect(other).toMatchObject({ unitId, unitName: 'Công an xã An Bình', name: 'Máy trực ban', opCount: 1 });
  expect(other?.heardAtMs).toBeGreaterThan(0);
  // Each end sees one fingerprint of the other.
  expect(other?.fingerprint).toBe(pc.get('device.status', {}).fingerprint);
});

test('a request that was admitted changes nothing when it comes again, and no other takes its place', async () => {
  const pc = newPc();
  const invited = invite();
  const { file } = await ask(pc, invited);
  await admit(province, file);
  const before = province.db.prepare('SELECT count(*) FROM statement').pluck().get();
  await admit(province, file);
  expect(province.db.prepare('SELECT count(*) FROM statement').pluck().get()).toBe(before);
  const second = handText(province, 'b.json', await forge(invited.file, invited.code));
  expect(errorOf(await province.tryGate('device.readRequest', { file: second }))).toEqual({
    ...{ code: 'JOIN_REQUEST_REFUSED', details: { reason: 'used' } },
  });
});

test('five requests with wrong codes make an invitation void, and so does a person', async () => {
  const invited = invite();
  for (let tries = 4; tries >= 0; tries -= 1) {
    const file = handText(province, 'x.json', await forge(invited.file, 'AAAA-AAAA-AAAA-AAAA'));
    const answer =
      tries % 2 === 0
        ? await province.tryGate('device.readRequest', { file })
        : await province.tryGate('device.admit', { file, fingerprint: '0' });
    const error = errorOf(answer);
    const details = tries === 0 ? { reason: 'void' } : { triesLeft: tries };
    expect(error.details).toEqual(details);
  }
  expect(stateOfInvitation(invited.id)).toMatchObject({ state: 'void', failures: 5 });
  const late = newPc();
  const file = handText(province, 'y.json', (await ask(late, invited)).file);
  expect(errorOf(await province.tryGate('device.readRequest', { file })).details).toEqual({ reason: 'void' });
  const other = invite();
  province.get('device.voidInvitation', { id: other.id });
  expect(stateOfInvitation(other.id)?.state).toBe('void');
  const forged = handText(province, 'z.json', await forge(other.file, other.code));
  expect(errorOf(await province.tryGate('device.admit', { file: forged, fingerprint: '0' })).details).toEqual({
    reason: 'void',
  });
  // The office that was made for it waits on, and answers a new one with the keys it has.
  const again = invite();
  const newFile = handText(late, 'loi-moi-2.json', again.file);
  const answer = late.tryGate('device.answer', { file: newFile, code: other.code });
  expect(await codeOf(answer)).toBe('JOIN_CODE_WRONG');
  const elsewhere = invite(province.unitId);
  const otherFile = handText(late, 'loi-moi-3.json', elsewhere.file);
  const wrongUnit = errorOf(await late.tryGate('device.answer', { file: otherFile, code: elsewhere.code }));
  expect(wrongUnit.details).toEqual({ reason: 'otherUnit' });
  const renewed = await late.gate('device.answer', { file: newFile, code: again.code });
  expect(late.get('device.request', {})).toEqual(renewed);
  await admit(province, renewed.file);
  deliver(province, late);
  expect(late.get('device.status', {}).state).toBe('joined');
  expect(await codeOf(late.tryGate('device.answer', { file: newFile, code: again.code }))).toBe('JOIN_NOT_WAITING');
});

test('only police units of the office and below it are invited, while they live', () => {
  const dead = unitUnder(province, province.unitId, 'Đã hết', '2021-11-01', '2025-07-01');
  const stranger = unitUnder(province, unitId, 'Chốt', '2021-11-01');
  write(province, update('unitVersion', versionOf(stranger), { parentId: null }));
  const area = areaOf(province);
  const codes = [dead, stranger, area, province.ctx.newId()].map(
    (id) => errorOf(province.call('device.invite', { unitId: id, on })).code,
  );
  expect(codes).toEqual(['UNIT_NOT_ALIVE', 'INVITE_UNIT_WRONG', 'INVITE_UNIT_WRONG', 'NOT_FOUND']);
});

function areaOf(pc: ExchangePc): string {
  const id = pc.ctx.newId();
  const names = { name: 'An Bình', fullName: 'Xã An Bình', shortName: '', symbol: '' };
  write(
    pc,
    create('unit', id, { nature: 'area', level: 'commune', areaId: null }),
    create('unitVersion', pc.ctx.newId(), {
      ...{ unitId: id, validFrom: '2021-11-01', validTo: null, kind: 'commune', ...names, officialCode: null },
      ...{ parentId: null, isKey: 0, hasPolice: 0, orderNumber: null, basisDirectiveId: null, basisText: '' },
    }),
  );
  return id;
}

const versionOf = (unit: string): string =>
  province.db.prepare('SELECT id FROM unitVersion WHERE unitId = ?').pluck().get(unit) as string;

test('a wrong code, a damaged file, an office that is there: nothing is made and nothing is lost', async () => {
  const pc = newPc();
  const invited = invite();
  const join_ = (text: string, code: string) =>
    pc.tryGate('office.join', { file: handText(pc, 'm.json', text), code, deviceName: 'Máy', user: joiner });
  expect(errorOf(await join_(invited.file, 'AAAA-BBBB-CCCC-DDDD'))).toEqual({
    ...{ code: 'JOIN_CODE_WRONG', details: { triesLeft: null } },
  });
  const damaged = [
    ...[invited.file.slice(0, -20), '', '[]', '{"text":"x"}', 'a'.repeat(3_000_000)],
    ...[
      invited.file.replace('An Bình', 'An Bịnh'),
      invited.file.replace(/"key":"(.)/, (_, first) => `"key":"${first === '0' ? '1' : '0'}`),
    ],
  ];
  for (const text of damaged) expect(await codeOf(join_(text, invited.code))).toBe('JOIN_FILE_WRONG');
  const gone = { file: pc.hand('/khong/co/tep.json'), code: invited.code, deviceName: 'Máy', user: joiner };
  expect(await codeOf(pc.tryGate('office.join', gone))).toBe('FILE_NOT_FOUND');
  expect([existsSync(pc.vault.folders.keyFile), existsSync(pc.vault.folders.database)]).toEqual([false, false]);
  const { file } = await ask(pc, { ...invited, code: invited.code.toLowerCase().replaceAll('-', ' ') });
  expect(await codeOf(join_(invited.file, invited.code))).toBe('OFFICE_EXISTS');
  expect(pc.get('device.request', {}).file).toBe(file);
  expect(await codeOf(province.tryGate('device.readRequest', { file: handText(province, 'a', 'x') }))).toBe(
    'JOIN_FILE_WRONG',
  );
  // An invitation is no request, and a request of another province none of ours.
  const mixed = province.tryGate('device.readRequest', { file: handText(province, 'a', invited.file) });
  expect(await codeOf(mixed)).toBe('JOIN_FILE_WRONG');
  const other = await newProvince('Công an tỉnh Khác');
  const foreign = other.tryGate('device.readRequest', { file: handText(other, 'a', file) });
  expect(errorOf(await foreign).details).toEqual({ reason: 'otherInvitation' });
  expect(await codeOf(pc.tryGate('device.readRequest', { file: handText(pc, 'a', file) }))).toBe('AUTHORITY_MISSING');
});

test('a joining that failed or was cut off leaves no office, and is repeated', async () => {
  const pc = newPc();
  const invited = invite();
  // The disk takes the database and not the keys.
  mkdirSync(`${pc.vault.folders.keyFile}.tmp`, { recursive: true });
  await expect(ask(pc, invited)).rejects.toThrow('office.join');
  expect(existsSync(pc.vault.folders.database)).toBe(false);
  rmSync(`${pc.vault.folders.keyFile}.tmp`, { recursive: true });
  // The power goes between the database and the keys.
  writeFileSync(pc.vault.folders.database, readFileSync(province.vault.folders.database).subarray(0, 4096));
  const { file } = await ask(pc, invited);
  await admit(province, file);
  deliver(province, pc);
  expect(pc.get('device.status', {}).state).toBe('joined');
});

test('a request cannot take over the name of another PC', async () => {
  const pc = newPc();
  const { file } = await ask(pc, invite());
  await admit(province, file);
  const invited = invite();
  const invitation = readInvitation(crypto, SignedDocument.parse(JSON.parse(invited.file)));
  if (invitation === undefined) throw new Error('signed');
  const keys = await newDeviceKeys(crypto, pc.ctx.office.deviceId);
  const content = { name: 'Máy trực ban', recoveryKey: null, adopts: [] };
  const request = handText(
    province,
    'r.json',
    JSON.stringify(requestToJoin(crypto, invitation, invited.code, keys, content)),
  );
  const refused = await province.tryGate('device.readRequest', { file: request });
  expect(errorOf(refused).details).toEqual({ reason: 'deviceKnown' });
});

test('a request cannot claim what another PC has written', async () => {
  const invited = invite();
  const invitation = readInvitation(crypto, SignedDocument.parse(JSON.parse(invited.file)));
  if (invitation === undefined) throw new Error('signed');
  const keys = await newDeviceKeys(crypto, province.ctx.newId());
  const content = { name: 'Máy lạ', recoveryKey: null, adopts: [province.ctx.office.incarnation] };
  const text = JSON.stringify(requestToJoin(crypto, invitation, invited.code, keys, content));
  const refused = await province.tryGate('device.readRequest', { file: handText(province, 'claim.json', text) });
  expect(errorOf(refused).details).toEqual({ reason: 'adopts' });
});
