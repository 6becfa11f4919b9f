import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { primitives as crypto, platform } from '../../db/crypto.ts';
import { findAuthorityKeys } from '../../db/exchange/keeping.ts';
import { saveStatement } from '../../db/queries/exchange.ts';
import { certificateFor, newDeviceKeys, requestToRenew } from '../../db/sync/identity.ts';
import type { SigningKey } from '../../db/sync/primitives.ts';
import { documentHash, type SignedDocument, signDocument } from '../../db/sync/signed.ts';
import {
  admit,
  ask,
  codeOf,
  copyAll,
  errorOf,
  handText,
  heldOf,
  inviteOn,
  say,
  type TwoOffices,
  tasksOf,
  twoOffices,
} from '../helpers/device.ts';
import { deliver, type ExchangePc, newPc, takeFrom, writeTo } from '../helpers/exchange.ts';

let base: TwoOffices;
let now: TwoOffices;
beforeAll(async () => {
  base = await twoOffices();
});
beforeEach(() => {
  now = copyAll(base);
});

const deviceOf = (pc: ExchangePc): string => pc.ctx.office.deviceId;
const shown = (at: ExchangePc, of: ExchangePc) =>
  at.get('device.list', {}).find(({ device }) => device === deviceOf(of));
const revoke = (at: ExchangePc, of: ExchangePc, incarnation: string | null = null) =>
  at.gate('device.revoke', { device: deviceOf(of), incarnation });
const stateOf = (pc: ExchangePc) => pc.get('device.status', {}).state;

/** Carries what the authority says of a PC to that PC, on a stick of its own. */
const notify = (from: ExchangePc, to: ExchangePc) =>
  to.gate('device.takeNotice', {
    file: handText(to, 'thong-bao.json', from.get('device.notice', { device: deviceOf(to) }).file),
  });

/** The reason with which a file is refused, or 'taken'. */
function reasonOf(pc: ExchangePc, path: string): string {
  const result = pc.call('bundle.open', { file: pc.hand(path) });
  return result.ok ? 'taken' : String((result.error.details as { reason?: string }).reason);
}

const pathOf = (from: ExchangePc, unitId: string): string => writeTo(from, unitId).paths[0] as string;

test('PCs of one office share what stays inside it, and its paper opens what is sent to it', async () => {
  const { p1, a1, a2, unitId, paperKey } = now;
  expect(a1.get('device.list', {}).map(({ name }) => name)).toEqual(a2.get('device.list', {}).map(({ name }) => name));
  say(a1, 'việc nội bộ', 'office');
  const path = pathOf(a1, unitId);
  takeFrom(a2, path);
  expect(tasksOf(a2)).toEqual(['việc nội bộ']);
  deliver(a1, p1);
  expect(tasksOf(p1)).toEqual([]);
  say(a2, 'máy hai trả lời', 'office');
  deliver(a2, a1);
  expect(tasksOf(a1)).toEqual(['máy hai trả lời', 'việc nội bộ']);
  // The second PC knows the paper as well, and anyone with it needs nothing of ours but where the body begins.
  const file = readFileSync(pathOf(a2, unitId));
  const at = 12 + file.readUInt32BE(8);
  const plain = await platform.sealing.open([paperKey], one(file.subarray(at)));
  expect(plain).toBeDefined();
  let size = 0;
  for await (const chunk of plain ?? []) size += chunk.length;
  expect(size).toBeGreaterThan(1000);
});

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

test('a PC is withdrawn at what is held: later changes are set aside everywhere, whoever brings them', async () => {
  const { p1, p2, a1, a2, unitId } = now;
  say(a1, 'trước 1', `up:${unitId}`);
  say(a1, 'trước 2', `up:${unitId}`);
  deliver(a1, p1);
  deliver(p1, p2);
  say(a1, 'sau', `up:${unitId}`);
  deliver(a1, a2);
  expect(tasksOf(a2)).toEqual(['sau', 'trước 1', 'trước 2']);
  const direct = pathOf(a1, p1.unitId);
  expect(await revoke(p1, a1)).toEqual({ keptOps: 2 });
  expect(shown(p1, a1)).toMatchObject({ state: 'revoked', opCount: 2 });
  expect(reasonOf(p1, direct)).toBe('REVOKED_SENDER');
  // Its own office hears of it, and brings along what came after.
  deliver(p1, a2);
  expect([tasksOf(a2), heldOf(a2)]).toEqual([['trước 1', 'trước 2'], ['revoked']]);
  expect(deliver(a2, p1)).toMatchObject([{ fresh: 1, admitted: 0, refused: [{ reason: 'revoked', count: 1 }] }]);
  expect(deliver(p1, p2)).toMatchObject([{ refused: [{ reason: 'revoked', count: 1 }] }]);
  for (const pc of [p1, p2, a2]) {
    expect([tasksOf(pc), heldOf(pc)]).toEqual([['trước 1', 'trước 2'], ['revoked']]);
    expect(shown(pc, a1)?.state).toBe('revoked');
  }
  // Again changes nothing: what came meanwhile is held by now, and must not slip in.
  expect(await revoke(p1, a1)).toEqual({ keptOps: 2 });
  expect(heldOf(p1)).toEqual(['revoked']);
  expect(await codeOf(p1.tryGate('device.revoke', { device: deviceOf(p1) }))).toBe('DEVICE_IS_THIS_PC');
  expect(await codeOf(p1.tryGate('device.revoke', { device: 'khong-co' }))).toBe('NOT_FOUND');
  expect(await codeOf(p2.tryGate('device.revoke', { device: deviceOf(a2) }))).toBe('AUTHORITY_MISSING');
});

test('a withdrawn PC opens nothing that is sent later, hears of it by a notice, says so, and keeps its data', async () => {
  const { p1, a1, unitId } = now;
  say(a1, 'trước', `up:${unitId}`);
  deliver(a1, p1);
  say(a1, 'sau', `up:${unitId}`);
  await revoke(p1, a1);
  expect(reasonOf(a1, pathOf(p1, unitId))).not.toBe('taken');
  expect(stateOf(a1)).toBe('joined');
  expect(await notify(p1, a1)).toEqual({ state: 'revoked' });
  expect(stateOf(a1)).toBe('revoked');
  expect(shown(a1, a1)?.state).toBe('revoked');
  expect(errorOf(a1.call('bundle.prepare', { unitId: p1.unitId })).code).toBe('DEVICE_REVOKED');
  expect(await codeOf(a1.tryGate('device.renew', {}))).toBe('DEVICE_REVOKED');
  expect([tasksOf(a1), heldOf(a1)]).toEqual([['trước'], ['revoked']]);
  expect(await notify(p1, a1)).toEqual({ state: 'revoked' });
  // An invitation does not take it back.
  const invited = p1.get('device.invite', { unitId, on: inviteOn });
  const answer = a1.tryGate('device.answer', { file: handText(a1, 'm', invited.file), code: invited.code });
  expect(await codeOf(answer)).toBe('JOIN_NOT_WAITING');
});

test('a mistaken withdrawal is put right by a newer certificate, and everything that was set aside counts again', async () => {
  const { p1, p2, a1, a2, unitId } = now;
  say(a1, 'trước', `up:${unitId}`);
  deliver(a1, p1);
  say(a1, 'sau', `up:${unitId}`);
  deliver(a1, a2);
  await revoke(p1, a1);
  await notify(p1, a1);
  deliver(p1, a2);
  deliver(a2, p1);
  deliver(p1, p2);
  expect(heldOf(p2)).toEqual(['revoked']);
  expect(await codeOf(p2.tryGate('device.reinstate', { device: deviceOf(a1) }))).toBe('AUTHORITY_MISSING');
  await p1.gate('device.reinstate', { device: deviceOf(a1) });
  const count = p1.db.prepare('SELECT count(*) FROM statement').pluck().get();
  await p1.gate('device.reinstate', { device: deviceOf(a1) });
  expect(p1.db.prepare('SELECT count(*) FROM statement').pluck().get()).toBe(count);
  for (const pc of [p2, a2, a1]) deliver(p1, pc);
  for (const pc of [p1, p2, a1, a2]) {
    expect([tasksOf(pc), heldOf(pc)]).toEqual([['sau', 'trước'], []]);
    expect(shown(pc, a1)?.state).toBe('active');
  }
  expect(stateOf(a1)).toBe('joined');
  say(a1, 'tiếp', `up:${unitId}`);
  deliver(a1, p1);
  expect(tasksOf(p1)).toEqual(['sau', 'tiếp', 'trước']);
  // And it can be withdrawn again, at what is held by then.
  expect(await revoke(p1, a1)).toEqual({ keptOps: 3 });
});

test('what a withdrawn office had written still reaches those who come after', async () => {
  const { p1, p2, a1, a2, unitId } = now;
  say(a1, 'trước', `up:${unitId}`);
  deliver(a1, p1);
  await revoke(p1, a1);
  await revoke(p1, a2);
  deliver(p1, p2);
  expect([tasksOf(p2), heldOf(p2)]).toEqual([['trước'], []]);
  expect(errorOf(p1.call('bundle.prepare', { unitId })).code).toBe('RECEIVER_WITHOUT_PC');
});

test('one life of a database is withdrawn: the PC hears of it, begins another, and goes on', async () => {
  const { p1, a1, a2, unitId } = now;
  say(a1, 'trước', `up:${unitId}`);
  deliver(a1, p1);
  say(a1, 'sau', `up:${unitId}`);
  deliver(a1, a2);
  const { incarnation } = a1.ctx.office;
  expect(shown(p1, a1)?.lives).toEqual([{ incarnation, opCount: 1 }]);
  expect(await revoke(p1, a1, incarnation)).toEqual({ keptOps: 1 });
  expect(shown(p1, a1)?.state).toBe('active');
  deliver(p1, a1);
  expect(a1.ctx.office.incarnation).not.toBe(incarnation);
  expect([stateOf(a1), tasksOf(a1), heldOf(a1)]).toEqual(['joined', ['trước'], ['revoked']]);
  say(a1, 'sau nữa', `up:${unitId}`);
  deliver(a1, p1);
  deliver(p1, a2);
  expect(tasksOf(p1)).toEqual(['sau nữa', 'trước']);
  expect(tasksOf(a2)).toEqual(['sau nữa', 'trước']);
  expect(shown(p1, a1)?.lives).toHaveLength(2);
});

/** A certificate for a PC of a stranger, signed with some key. */
async function forged(p1: ExchangePc, key: SigningKey): Promise<SignedDocument> {
  const authority = findAuthorityKeys(p1.db)?.id ?? '';
  const keys = await newDeviceKeys(crypto, 'may-la');
  const request = {
    ...{ kind: 'join-request' as const, v: 1 as const, invitation: '0'.repeat(32), unit: p1.unitId, name: 'Máy lạ' },
    ...{ device: keys.device, signingKey: keys.signing.publicKey, sealingKey: keys.sealing.recipient },
    ...{ recoveryKey: null, adopts: [], mac: '0'.repeat(64) },
  };
  const grant = { authority, version: 900, channels: ['down'], entities: ['*'] };
  return signDocument(crypto, certificateFor(request, grant), [key]);
}

const noticeOf = (pc: ExchangePc, ...documents: SignedDocument[]) =>
  pc.tryGate('device.takeNotice', {
    file: handText(pc, 'n.json', JSON.stringify({ kind: 'notice', v: 1, documents })),
  });

test('the authority gets new keys: all goes on, and the old key can add nothing', async () => {
  const { p1, p2, a1, unitId } = now;
  const old = findAuthorityKeys(p1.db)?.keys[0] as SigningKey;
  // Statements that nobody stands behind lie around before; they must not gain by it.
  const planted = await forged(p1, crypto.newSigningKey());
  saveStatement(p1.db, documentHash(crypto, planted), 'certificate', planted, 0);
  const { paper } = await p1.gate('authority.rotate', {});
  expect(paper.authoritySecret).not.toBe(old.secretKey);
  expect(paper.fingerprint).toMatch(/^\d{5}( \d{5}){5}$/);
  const theft = await forged(p1, old);
  expect(await codeOf(noticeOf(p1, theft))).toBe('JOIN_FILE_WRONG');
  for (const pc of [a1, p2]) deliver(p1, pc);
  for (const pc of [p1, p2, a1]) {
    expect(await codeOf(noticeOf(pc, theft))).toBe('JOIN_FILE_WRONG');
    expect([stateOf(pc), shown(pc, a1)?.state, pc.get('device.list', {}).length]).toEqual(['joined', 'active', 4]);
  }
  say(a1, 'sau khi đổi khóa', `up:${unitId}`);
  deliver(a1, p1);
  expect(tasksOf(p1)).toEqual(['sau khi đổi khóa']);
  // Who joins now trusts the new key and those that the old one let in.
  const late = newPc();
  await admit(p1, (await ask(late, p1.get('device.invite', { unitId, on: inviteOn }))).file);
  deliver(p1, late);
  expect([stateOf(late), tasksOf(late)]).toEqual(['joined', ['sau khi đổi khóa']]);
  expect(await revoke(p1, a1)).toEqual({ keptOps: 1 });
});

test('with the key from the paper another PC of the province takes the authority over', async () => {
  const { p1, p2, a1, unitId } = now;
  const authoritySecret = findAuthorityKeys(p1.db)?.keys[0]?.secretKey ?? '';
  expect(p2.get('device.status', {})).toMatchObject({ isAuthority: false, isAuthorityOffice: true });
  expect(errorOf(p2.call('device.invite', { unitId, on: inviteOn })).code).toBe('AUTHORITY_MISSING');
  expect(await codeOf(p2.tryGate('authority.rotate', {}))).toBe('AUTHORITY_MISSING');
  expect(await codeOf(a1.tryGate('authority.rotate', { authoritySecret }))).toBe('AUTHORITY_MISSING');
  for (const wrong of ['', 'xyz', `${authoritySecret}00`, '0'.repeat(64)])
    expect(await codeOf(p2.tryGate('authority.rotate', { authoritySecret: wrong }))).toBe('AUTHORITY_SECRET_WRONG');
  const spaced = (authoritySecret.toUpperCase().match(/.{8}/g) ?? []).join(' - ');
  const { paper } = await p2.gate('authority.rotate', { authoritySecret: spaced });
  expect(p2.get('device.status', {}).isAuthority).toBe(true);
  expect(await codeOf(p2.tryGate('authority.rotate', { authoritySecret }))).toBe('AUTHORITY_SECRET_WRONG');
  const late = newPc();
  await admit(p2, (await ask(late, p2.get('device.invite', { unitId, on: inviteOn }))).file);
  deliver(p2, a1);
  deliver(p2, late);
  say(a1, 'gửi máy mới', `up:${unitId}`);
  deliver(a1, p2);
  expect([stateOf(late), tasksOf(p2)]).toEqual(['joined', ['gửi máy mới']]);
  // The old PC turns up again: its key is worth nothing once it has heard.
  deliver(p2, p1);
  expect(p1.get('device.status', {})).toMatchObject({ state: 'joined', isAuthority: false });
  expect(await codeOf(p1.tryGate('device.revoke', { device: deviceOf(a1) }))).toBe('AUTHORITY_MISSING');
  // And it takes the authority back by the newest paper.
  await p1.gate('authority.rotate', { authoritySecret: paper.authoritySecret });
  expect(p1.get('device.status', {}).isAuthority).toBe(true);
});

test('a PC renews its keys and the paper of its office; nothing on the way is lost', async () => {
  const { p1, a1, a2, unitId, paperKey } = now;
  say(a1, 'khóa cũ', `up:${unitId}`);
  const first = await a1.gate('device.renew', {});
  const asked = await a1.gate('device.renew', { hasNewPaper: true });
  expect([first.paperKey, asked.paperKey === paperKey]).toEqual([null, false]);
  deliver(a1, p1);
  const onTheWay = pathOf(p1, unitId);
  const file = handText(p1, 'doi-khoa.json', asked.file);
  expect(await p1.gate('device.readRequest', { file })).toMatchObject({
    ...{ kind: 'renew', name: 'Máy trực ban', fingerprint: asked.fingerprint, hasSparePaper: false },
  });
  await p1.gate('device.admit', { file, fingerprint: asked.fingerprint });
  const count = p1.db.prepare('SELECT count(*) FROM statement').pluck().get();
  await p1.gate('device.admit', { file, fingerprint: asked.fingerprint });
  expect(p1.db.prepare('SELECT count(*) FROM statement').pluck().get()).toBe(count);
  const before = { ...a1.ctx.office, print: a1.get('device.status', {}).fingerprint };
  const path = pathOf(p1, unitId);
  takeFrom(a1, path);
  takeFrom(a2, path);
  expect(a1.ctx.office.incarnation).not.toBe(before.incarnation);
  expect(a1.get('device.status', {})).toMatchObject({ state: 'joined' });
  expect(a1.get('device.status', {}).fingerprint).not.toBe(before.print);
  expect(takeFrom(a1, onTheWay).order.kind).not.toBe('again');
  say(a1, 'khóa mới', `up:${unitId}`);
  deliver(a1, p1);
  deliver(p1, a2);
  for (const pc of [p1, a1, a2]) expect([tasksOf(pc), heldOf(pc)]).toEqual([['khóa cũ', 'khóa mới'], []]);
  const sealed = readFileSync(pathOf(p1, unitId));
  const body = sealed.subarray(12 + sealed.readUInt32BE(8));
  expect(await platform.sealing.open([paperKey], one(body))).toBeUndefined();
  expect(await platform.sealing.open([asked.paperKey ?? ''], one(body))).toBeDefined();
  // The key that was replaced asks for nothing any more.
  const late = errorOf(await p1.tryGate('device.readRequest', { file: handText(p1, 'cu.json', first.file) }));
  expect(late.details).toEqual({ reason: 'keyNotProven' });
});

test('new keys are given only to whom has the old ones', async () => {
  const { p1, a1, unitId } = now;
  const [stranger, next] = await Promise.all([1, 2].map(() => newDeviceKeys(crypto, deviceOf(a1))));
  if (stranger === undefined || next === undefined) throw new Error('two');
  const request = requestToRenew(crypto, unitId, stranger, next, null);
  const file = handText(p1, 'la.json', JSON.stringify(request));
  expect(errorOf(await p1.tryGate('device.readRequest', { file })).details).toEqual({ reason: 'keyNotProven' });
  const asked = await a1.gate('device.renew', {});
  await revoke(p1, a1);
  const late = handText(p1, 'muon.json', asked.file);
  expect(errorOf(await p1.tryGate('device.admit', { file: late, fingerprint: asked.fingerprint })).details).toEqual({
    reason: 'revoked',
  });
});

test('a certificate that arrives late lets in what waited for it', async () => {
  const { p1, p2, unitId } = now;
  const a3 = newPc();
  await admit(p1, (await ask(a3, p1.get('device.invite', { unitId, on: inviteOn }), 'Máy ba')).file);
  deliver(p1, a3);
  say(a3, 'chờ chứng thư', `up:${unitId}`);
  const { id, fileName } = a3.get('bundle.prepare', { unitId: p1.unitId });
  const kept = `json_group_array(json(value)) FILTER (WHERE value ->> 'text' NOT LIKE '%"kind":"certificate"%')`;
  a3.db.prepare(`UPDATE sentBundle SET documents = (SELECT ${kept} FROM json_each(documents)) WHERE setId = ?`).run(id);
  const path = handText(a3, fileName, '');
  a3.get('bundle.write', { id, target: path });
  expect(takeFrom(p2, a3.ctx.path(path))).toMatchObject({
    admitted: 0,
    waiting: [{ reason: 'certificate', count: 1 }],
  });
  expect([tasksOf(p2), heldOf(p2)]).toEqual([[], ['certificate']]);
  deliver(p1, p2);
  expect([tasksOf(p2), heldOf(p2)]).toEqual([['chờ chứng thư'], []]);
});

test('what a preview read and took back is forgotten', async () => {
  const { p1, p2, a1, a2 } = now;
  await revoke(p1, a1);
  const { stageId } = p2.get('bundle.open', { file: p2.hand(pathOf(p1, p1.unitId)) });
  await revoke(p1, a2);
  p2.get('bundle.preview', { stageId });
  // Another word changes what is trusted, before anything has looked at it again.
  const { file } = p1.get('device.notice', { device: deviceOf(a2) });
  await p2.gate('device.takeNotice', { file: handText(p2, 'n.json', file) });
  expect([shown(p2, a1)?.state, shown(p2, a2)?.state]).toEqual(['active', 'revoked']);
});
