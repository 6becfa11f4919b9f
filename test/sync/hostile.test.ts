import { describe, expect, test } from 'vitest';
import { create, update } from '../../db/commit.ts';
import { primitives } from '../../db/crypto.ts';
import { trustOf } from '../../db/exchange/exchange.ts';
import { sayHeld } from '../../db/exchange/hand-out.ts';
import { listStepRows, listStepsOf } from '../../db/queries/assignment-step.ts';
import { listAttachments, saveBlob } from '../../db/queries/attachment.ts';
import { listFilesOfRuns } from '../../db/queries/bundle.ts';
import { effectSql } from '../../db/queries/directive-effect.ts';
import { listIncoming } from '../../db/queries/directive-relation.ts';
import { findPeer, listHeldLogs } from '../../db/queries/exchange.ts';
import { listSentFiles, saveSentFile } from '../../db/queries/sent-file.ts';
import { digestOfAll } from '../../db/rebuild.ts';
import { signAck } from '../../db/sync/ack.ts';
import { readOpLine } from '../../db/sync/bundle/read.ts';
import { signCheckpoint } from '../../db/sync/checkpoint.ts';
import { conflictWindow } from '../../db/sync/fold.ts';
import { SignedDocument, signDocument } from '../../db/sync/signed.ts';
import { readStatement } from '../../db/sync/statement.ts';
import { logKey } from '../../db/sync/vector.ts';
import { deliver, provinceWith, unitChanges, unitIdOf } from '../helpers/stations.ts';
import { Forger, kindFields } from './model/forger.ts';
import { Station } from './model/station.ts';
import { World } from './model/world.ts';

/* What a PC with a true certificate in wrong hands, or a third office on the way, can and cannot do. */

const crypto = primitives;
const [P, A, B] = [unitIdOf(1), unitIdOf(2), unitIdOf(3)];
const idOf = (n: number): string => `0190aaaa-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** A province with communes A and B, and A's second PC in wrong hands. */
function setting() {
  const { world, offices } = provinceWith(2);
  const [p, a, b] = offices.map(({ station }) => station) as [Station, Station, Station];
  const thief = new Forger(world, world.admit('device-thief', A));
  for (const station of [p, a, b]) station.learn(world.documents);
  return { world, p, a, b, thief };
}

const count = ({ db }: Station, sql: string, ...bound: string[]): unknown =>
  db
    .prepare(sql)
    .pluck()
    .get(...bound);
const fates = ({ db }: Station): unknown[] =>
  db
    .prepare('SELECT status, reason FROM heldOp ORDER BY seq')
    .all()
    .map((row) => Object.values(row as object).join(' '));
const headcount = (unitId: string, audience: string) => ({
  ...{
    unitId,
    onDay: '2026-01-01',
    establishment: null,
    present: 7,
    chiefs: null,
    deputies: null,
    investigators: null,
  },
  ...{ note: '', audience },
});
const withFalse = (document: SignedDocument): SignedDocument => ({
  ...document,
  signatures: document.signatures.map(({ key }) => ({ key, signature: '0'.repeat(128) })),
});
const byStrangers = ({ text }: SignedDocument, many: number): SignedDocument => {
  const body = JSON.parse(text) as { kind: string };
  const keys = Array.from({ length: many }, () => crypto.newSigningKey());
  return signDocument(crypto, body, keys);
};

describe('statements on their way through other hands', () => {
  test('false signatures in place of the right one keep nothing out, and nothing is acknowledged for them', () => {
    const { world, p, a, thief } = setting();
    world.revoke('device-thief', []);
    const withdrawal = world.documents.at(-1) as SignedDocument;
    for (const spoilt of [withFalse(withdrawal), byStrangers(withdrawal, 16)]) {
      a.import(thief.cargo(A, [spoilt]));
      expect(trustOf(a.exchange).devices.get('device-thief')?.revoked).toBeUndefined();
      p.learn([withdrawal]);
      p.import(a.export(P, [p.inc]));
      const { documents } = p.export(A, [a.inc]);
      expect(documents.map(({ text }) => text)).toContain(withdrawal.text);
    }
    deliver(p, a);
    expect(trustOf(a.exchange).devices.get('device-thief')?.revoked).toBeDefined();
  });

  test('the word of a PC on its log counts, also when it first came with a false signature', () => {
    const { p, a, thief } = setting();
    a.write(create('task', a.newId(), { ...task, audience: `up:${A}` }));
    const cargo = a.export(P, [p.inc]);
    const isWord = (document: SignedDocument) => readStatement(document)?.kind === 'checkpoint';
    for (const spoil of [withFalse, (document: SignedDocument) => byStrangers(document, 16)])
      p.import({ ...thief.cargo(P, cargo.documents.filter(isWord).map(spoil)), ops: cargo.ops });
    expect(count(p, 'SELECT count(*) FROM task')).toBe(0);
    p.import(cargo);
    expect(count(p, 'SELECT count(*) FROM task')).toBe(1);
  });

  test('nobody puts so many signatures under a statement that others refuse it', () => {
    const { world, p, b, thief } = setting();
    const known = world.documents.filter((document) => readStatement(document)?.kind !== 'checkpoint');
    for (let round = 0; round < 2; round += 1)
      p.import(
        thief.cargo(
          P,
          known.map((each) => byStrangers(each, 12)),
        ),
      );
    const { documents } = p.export(B, []);
    for (const document of documents) expect(SignedDocument.safeParse(document).success).toBe(true);
    const fresh = new Station(world, b.pc, [world.documents[0] as SignedDocument], 77);
    fresh.learn(documents);
    expect([...trustOf(fresh.exchange).devices.keys()]).toContain(b.pc.keys.device);
  });
});

const task = {
  ...{
    directiveId: null,
    clause: '',
    content: 'việc',
    detail: '',
    product: '',
    kind: 'dated' as const,
    periodRuleId: null,
  },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01' },
};

describe('whose log it is', () => {
  test('a certificate that claims to have adopted the life of another PC takes nothing from it', () => {
    const { world, p, a } = setting();
    a.write(create('task', a.newId(), { ...task, audience: `up:${A}` }));
    deliver(a, p);
    const rows = () => listHeldLogs(p.db).filter(({ incarnation }) => incarnation === a.inc);
    const before = rows().map(({ author, upTo, splitSeq }) => [author, upTo, splitSeq]);
    const thief = new Forger(world, world.admit('device-b2', B, undefined, { adopted: [a.inc] }));
    const { device } = thief.pc.keys;
    const about = { device, inc: a.inc, salt: '' };
    const words = rows().map(({ channel: ch, seq }) =>
      signCheckpoint(crypto, { ...about, ch, seq, head: 'f'.repeat(64) }, thief.pc.keys.signing),
    );
    const lie = { ...about, unit: B, to: P, number: 1000, documents: [], bundles: [] };
    const logs = new Map(listHeldLogs(p.db).map(({ incarnation, channel }) => [logKey(incarnation, channel), 9999]));
    p.learn(world.documents);
    p.import(thief.cargo(P, [...words, signAck(crypto, { ...lie, logs }, thief.pc.keys.signing)]));
    expect(rows().map(({ author, upTo, splitSeq }) => [author, upTo, splitSeq])).toEqual(before);
    expect(count(p, 'SELECT count(*) FROM task')).toBe(1);
    expect(findPeer(p.db, a.inc)).toMatchObject({ device: a.pc.keys.device, unit: A });
    // Also when the lie is there first.
    const late = new Station(world, world.admit('device-p2', P), world.documents, 78);
    late.import(thief.cargo(P, [...words, signAck(crypto, { ...lie, logs }, thief.pc.keys.signing)]));
    late.import(a.export(P, []));
    expect(findPeer(late.db, a.inc)).toMatchObject({ device: a.pc.keys.device, unit: A });
    expect(count(late, 'SELECT count(*) FROM task')).toBe(1);
  });

  test('whoever has an older key of a PC, or one that was withdrawn, acknowledges nothing for it', () => {
    const { world, p, thief } = setting();
    const { keys } = thief.pc;
    const about = { device: keys.device, unit: A, inc: thief.inc, salt: thief.salt, to: P, logs: new Map() };
    const lie = (number: number) => signAck(crypto, { ...about, number, documents: [], bundles: [] }, keys.signing);
    p.import(thief.cargo(P, [lie(1)]));
    expect(findPeer(p.db, thief.inc)?.number).toBe(1);
    world.certify({ ...keys, signing: crypto.newSigningKey() }, A);
    p.learn(world.documents);
    p.import(thief.cargo(P, [lie(2)]));
    expect(findPeer(p.db, thief.inc)?.number).toBe(1);
    const other = new Forger(world, world.admit('device-a3', A));
    world.revoke('device-a3', []);
    p.learn(world.documents);
    const word = {
      ...about,
      device: 'device-a3',
      inc: other.inc,
      salt: other.salt,
      number: 1,
      documents: [],
      bundles: [],
    };
    p.import(other.cargo(P, [signAck(crypto, word, other.pc.keys.signing)]));
    expect(findPeer(p.db, other.inc)).toBeUndefined();
  });

  test('what came before it was known who writes it is let go when its writer may not write to this office', () => {
    const { world, p, b } = setting();
    const certificate = world.documents.length;
    const thief = new Forger(world, world.admit('device-a4', A));
    const id = idOf(1);
    thief.write('down', { entity: 'unit', id, kind: 'create' }, { nature: 'police', level: 'commune', areaId: null });
    thief.write('down', { entity: 'documentKind', id: idOf(2), kind: 'create' }, kindFields('giả'));
    for (const station of [p, b]) {
      const before = digestOfAll(station.db);
      station.import(thief.cargo(station.pc.unit));
      expect(fates(station)).toEqual(['pending certificate', 'pending certificate']);
      station.learn(world.documents.slice(certificate));
      expect(fates(station)).toEqual([]);
      expect(station.import(thief.cargo(station.pc.unit))?.refused).toBe(2);
      expect(digestOfAll(station.db)).toBe(before);
    }
  });

  test('an authority lets in no PC of the office above it', () => {
    const world = new World(crypto, P);
    const [M] = [unitIdOf(9)];
    const top = new Station(world, world.admit('device-0', P), world.documents, 0);
    top.write(...unitChanges(M, 'province', null, 'Bộ'), ...unitChanges(P, 'province', M, 'Công an tỉnh'));
    world.admit('device-m', M);
    top.learn(world.documents);
    expect(trustOf(top.exchange).devices.has('device-m')).toBe(false);
  });

  test('what an office wrote for a unit stays readable for its other PCs when the unit moves away', () => {
    const { world, p } = setting();
    const [C, M] = [unitIdOf(8), unitIdOf(7)];
    p.write(...unitChanges(C, 'commune', P, 'Công an xã C'));
    p.write(create('task', p.newId(), { ...task, audience: `down:${C}` }));
    p.write(...unitChanges(M, 'province', null, 'Công an tỉnh khác'));
    p.write(update('unitVersion', C.replace('ffff', 'eeee'), { parentId: M }));
    const second = new Station(world, world.admit('device-p2', P), world.documents, 79);
    deliver(p, second);
    expect(count(second, 'SELECT count(*) FROM task')).toBe(1);
  });
});

describe('what an op may say', () => {
  test('a removal says nothing of fields', () => {
    const { p, thief } = setting();
    const about = { entity: 'headcount', id: idOf(3) };
    const made = thief.write(`up:${A}`, { ...about, kind: 'create' }, headcount(A, `up:${A}`));
    thief.write(`up:${A}`, { ...about, kind: 'delete' }, { ownerId: P, present: -1 }, { base: [made] });
    p.import(thief.cargo(P));
    expect(fates(p)).toEqual(['quarantined shape']);
    expect(count(p, 'SELECT ownerId FROM headcount')).toBe(A);
  });

  test('a creation that no command would write is set aside, and holds up nothing', () => {
    const { p, thief } = setting();
    const up = `up:${A}`;
    const put = (entity: string, n: number, fields: object) =>
      thief.write(up, { entity, id: idOf(n), kind: 'create' }, fields as Record<string, unknown>);
    const post = {
      ...{ unitId: A, title: 'chief', holder: '', isActing: 0, isInvestigator: 0, isPartyCommittee: 0 },
      ...{ fromOn: '2026-01-01', toOn: null, basisDirectiveId: null, basisText: '', note: '', audience: up },
    };
    put('post', 10, { ...post, toOn: '2025-01-01' });
    put('post', 11, { ...post, holder: 'Nguyễn'.normalize('NFD') });
    put('post', 12, { ...post, holder: ' cách ' });
    put('post', 13, { ...post, note: 'a‮b' });
    put('headcount', 14, headcount(B, up));
    put('directiveReceipt', 15, {
      ...{ directiveId: idOf(90), unitId: B, receivedOn: '2026-01-01', readOn: null, disseminatedOn: null },
      ...{ note: '', audience: up },
    });
    put('directiveRelation', 16, {
      fromId: idOf(91),
      toId: idOf(91),
      kind: 'replaces',
      isWhole: 1,
      note: '',
      audience: up,
    });
    put('headcount', 17, { ...headcount(A, up), present: 2 ** 50 });
    put('stocktake', 18, { title: 'thiếu' });
    put('post', 19, post);
    expect(p.import(thief.cargo(P))?.moves.length).toBeGreaterThan(0);
    expect(fates(p)).toEqual(Array.from({ length: 9 }, () => 'quarantined shape'));
    expect(count(p, 'SELECT group_concat(id) FROM post')).toBe(idOf(19));
  });

  test('edits that are each right and together are not leave the record as it can be, on every PC the same', () => {
    const { world, p } = setting();
    const second = new Station(world, world.admit('device-p2', P), world.documents, 80);
    p.learn(world.documents);
    const id = p.newId();
    const days = { validFrom: '2026-01-01', validTo: null };
    p.write(create('criterionSet', id, { name: 'Bộ', ...days, basisDirectiveId: null, basisText: '' }));
    deliver(p, second);
    p.write(update('criterionSet', id, { validTo: '2026-06-01' }));
    second.write(update('criterionSet', id, { validFrom: '2026-09-01' }));
    deliver(p, second);
    deliver(second, p);
    deliver(p, second);
    expect(digestOfAll(p.db)).toBe(digestOfAll(second.db));
    const found = p.db.prepare('SELECT validFrom, validTo FROM criterionSet').get() as {
      validFrom: string;
      validTo: string | null;
    };
    expect(found.validTo === null || found.validFrom < found.validTo).toBe(true);
    expect(count(p, 'SELECT count(*) FROM conflict')).toBeGreaterThan(0);
    second.write(update('criterionSet', id, { validFrom: '2026-02-01', validTo: '2026-12-31', name: 'Bộ mới' }));
    deliver(second, p);
    expect(p.db.prepare('SELECT name, validFrom, validTo FROM criterionSet').get()).toEqual({
      ...{ name: 'Bộ mới', validFrom: '2026-02-01', validTo: '2026-12-31' },
    });
    expect(() => second.write(update('criterionSet', id, { validTo: '2020-01-01' }))).toThrow('INVALID_INPUT');
  });

  test('a claimed time that no calendar has is no op', () => {
    const { thief } = setting();
    for (const wall of [8_640_000_000_000_001, -8_640_000_000_000_001]) {
      thief.write(`up:${A}`, { entity: 'headcount', id: idOf(20), kind: 'create' }, {}, { wall });
      const { hash, bytes } = thief.ops.at(-1) as (typeof thief.ops)[0];
      expect(() => readOpLine(hash, bytes)).toThrow('MALFORMED');
    }
  });

  test('thousands of edits of one record that did not see each other are taken in, and their clashes are bounded', () => {
    const { p, thief } = setting();
    const about = { entity: 'headcount', id: idOf(30) };
    const heads = [thief.write(`up:${A}`, { ...about, kind: 'create' }, headcount(A, `up:${A}`))];
    for (let n = 0; n < conflictWindow + 300; n += 1) {
      const base = [heads[Math.max(0, heads.length - 2 - (n % 2))] as string];
      heads.push(thief.write(`up:${A}`, { ...about, kind: 'update' }, { present: n }, { base }));
    }
    p.import(thief.cargo(P));
    expect(count(p, 'SELECT present FROM headcount')).toBe(conflictWindow + 299);
    expect(count(p, 'SELECT json_array_length(heads) FROM conflict')).toBeLessThanOrEqual(conflictWindow);
  });
});

describe('files', () => {
  const attachment = (parentId: string, sha256: string, byteCount: number) => ({
    ...{
      parentEntity: 'directive' as const,
      parentId,
      name: 'tệp.pdf',
      sha256,
      byteCount,
      mediaType: 'application/pdf' as const,
    },
    ...{ hasMacros: 0 as const, audience: `up:${A}` },
  });

  test('a record that lies about the size of a file does not stop the file, nor the bundle', () => {
    const { p, a } = setting();
    const sha256 = 'ab'.repeat(32);
    saveBlob(p.db, { sha256, byteCount: 5, storedAtMs: 0 });
    a.write(
      create('attachment', a.newId(), attachment(idOf(40), sha256, 999)),
      create('attachment', a.newId(), attachment(idOf(40), 'ba'.repeat(32), 7)),
    );
    deliver(a, p);
    const runs = listHeldLogs(p.db).map(({ incarnation, channel, upTo }) => ({
      ...{ key: logKey(incarnation, channel), from: 1, to: upTo, isSplit: false },
    }));
    expect(listFilesOfRuns(p.db, runs)).toEqual([
      { sha256, byteCount: 5 },
      { sha256: 'ba'.repeat(32), byteCount: 7 },
    ]);
    saveSentFile(p.db, { unitId: A, sha256, byteCount: 999, inc: a.inc, number: 0 });
    expect(listSentFiles(p.db, A)).toMatchObject([{ sha256, byteCount: 5 }]);
  });
});

describe('what belongs to others', () => {
  const report = (assignmentId: string, unitId: string, percent: number) => ({
    ...{
      assignmentId,
      unitId,
      periodKey: '2026-05',
      version: 9,
      correctsId: null,
      reportedOn: '2026-05-12',
      doneOn: null,
    },
    ...{ percent, content: 'đã làm', difficulties: '', proposals: '', figures: [], isNothing: 0 as const },
  });
  const standing = ({ db }: Station) => [
    db.prepare("SELECT percent FROM assignmentState WHERE role = 'lead'").pluck().get(),
    db.prepare('SELECT count(*) FROM periodReport').pluck().get(),
    db.prepare('SELECT count(*) FROM reportState WHERE isLatest').pluck().get(),
  ];

  test('what a unit reports on the work of another changes nothing of that work, in whatever order it comes', () => {
    const { world, p, b, thief } = setting();
    const [taskId, lead] = [p.newId(), p.newId()];
    const given = { taskId, assignedOn: '2026-01-01', originalDueOn: '2026-06-01', note: '' };
    p.write(
      create('task', taskId, { ...task, audience: 'all' }),
      create('assignment', lead, { ...given, unitId: B, role: 'lead', leadId: null }),
      create('assignment', p.newId(), { ...given, unitId: A, role: 'support', leadId: lead }),
    );
    deliver(p, b);
    b.write(create('report', b.newId(), { ...report(lead, B, 40), version: 1 }));
    thief.write(`up:${A}`, { entity: 'report', id: idOf(60), kind: 'create' }, report(lead, A, 100), { lam: 9999 });
    const step = {
      assignmentId: lead,
      unitId: A,
      side: 'unit',
      onDay: '2026-02-01',
      dueOn: null,
      doneOn: null,
      reportId: null,
    };
    for (const [n, kind] of ['accept', 'submitResult'].entries())
      thief.write(
        `up:${A}`,
        { entity: 'assignmentStep', id: idOf(61 + n), kind: 'create' },
        { ...step, kind, toAssignmentId: null, reason: '' },
        { lam: 10_000 + n },
      );
    p.import(thief.cargo(P));
    expect(count(p, 'SELECT count(*) FROM assignmentStep')).toBe(2);
    expect(count(p, "SELECT processing FROM assignmentState WHERE role = 'lead'")).toBe('new');
    expect(listStepRows(p.db, lead)).toEqual([]);
    expect(listStepsOf(p.db, lead)).toEqual([]);
    expect(standing(p)).toEqual([0, 0, 1]);
    deliver(b, p);
    expect(standing(p)).toEqual([40, 1, 2]);
    const second = new Station(world, world.admit('device-p2', P), world.documents, 81);
    second.import(thief.cargo(P));
    deliver(b, second);
    deliver(p, second);
    expect(standing(second)).toEqual([40, 1, 2]);
    expect(digestOfAll(second.db)).toBe(digestOfAll(p.db));
  });

  const directive = (audience: string) => ({
    ...{
      direction: 'incoming' as const,
      kindId: idOf(70),
      number: '1',
      issuer: 'Bộ',
      issuerUnitId: null,
      issuedOn: '2026-01-01',
    },
    ...{ effectiveOn: null, expiresOn: null, objectGoneOn: null, objectGoneNote: '', subject: 'chỉ thị', field: '' },
    ...{
      urgency: 'normal' as const,
      secrecy: 'normal' as const,
      signer: '',
      signerPosition: '',
      drafter: '',
      recipients: [],
    },
    ...{
      arrivedOn: null,
      arrivalNumber: '',
      replyDueOn: null,
      pageCount: null,
      language: '',
      description: '',
      audience,
    },
  });

  test('an office below neither ends the directive of the one above nor hangs a paper on it', () => {
    const { p, thief } = setting();
    const id = p.newId();
    p.write(create('documentKind', idOf(70), kindFields('Chỉ thị')), create('directive', id, directive('all')));
    const up = `up:${A}`;
    const put = (entity: string, n: number, fields: object) =>
      thief.write(up, { entity, id: idOf(n), kind: 'create' }, fields as Record<string, unknown>);
    put('directive', 71, { ...directive(up), number: '2' });
    put('directiveRelation', 72, { fromId: idOf(71), toId: id, kind: 'replaces', isWhole: 1, note: '', audience: up });
    put('attachment', 73, {
      ...{ parentEntity: 'directive', parentId: id, name: 'thay thế.pdf', sha256: 'cd'.repeat(32), byteCount: 9 },
      ...{ mediaType: 'application/pdf', hasMacros: 0, audience: up },
    });
    p.import(thief.cargo(P));
    expect(count(p, 'SELECT count(*) FROM directiveRelation')).toBe(1);
    const effect = p.db.prepare(`SELECT ${effectSql('d')} FROM directive d WHERE d.id = @id`).pluck();
    expect(effect.get({ id, on: '2026-12-31' })).toBe('inForce');
    expect(listIncoming(p.db, id)).toEqual([]);
    expect(listAttachments(p.db, 'directive', id, P)).toEqual([]);
    expect(listAttachments(p.db, 'directive', id, A)).toHaveLength(1);
  });
});

test('an acknowledgement can always be read, however much there is to say', () => {
  const { p } = setting();
  const insert = p.db.prepare(
    "INSERT INTO log (incarnation, channel, seq, head, author, upTo) VALUES (?, ?, 1, '', ?, ?)",
  );
  for (let n = 0; n < 9000; n += 1) insert.run(crypto.sha256(String(n)).slice(0, 32), `up:${A}`, A, n + 1);
  const document = p.db.transaction(() => sayHeld(p.exchange, P)).immediate();
  expect(SignedDocument.safeParse(document).success).toBe(true);
  const said = readStatement(document);
  if (said?.kind !== 'ack') throw new Error('an ack');
  const seqs = said.logs.flatMap(([, logs]) => logs.map(([, seq]) => seq));
  expect([Math.max(...seqs), seqs.length > 3000]).toEqual([9000, true]);
});
