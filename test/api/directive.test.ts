import { describe, expect, test } from 'vitest';
import { recipientLimit } from '../../db/api/contract/directive-words.ts';
import { roles } from '../../db/api/define.ts';
import { commit, create } from '../../db/commit.ts';
import { addDirective, kindId, newDirective, opCount, storedDirective } from '../helpers/directive.ts';
import { put, samples } from '../helpers/files.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-05-04';
const seen = (o: TestOffice, id: string): number => o.get('directive.get', { id, on }).changedAtMs;

/** The call fails with that error and not one op is written. */
function refused(o: TestOffice, act: () => unknown, error: unknown): void {
  const before = opCount(o);
  expect(act()).toMatchObject({ ok: false, error });
  expect(opCount(o)).toBe(before);
}

describe('entering a document', () => {
  test('keeps every field as it was written', () => {
    const o = office('clerk');
    const given = newDirective(o, {
      effectiveOn: '2009-05-01',
      expiresOn: '2030-01-01',
      field: 'Xây dựng lực lượng',
      urgency: 'veryUrgent',
      signer: 'Lê Văn A',
      signerPosition: 'Bộ trưởng',
      drafter: 'X11',
      recipients: [{ purpose: 'act', name: 'Công an tỉnh Bình Minh', unitId: o.unitId }],
      arrivedOn: '2009-04-15',
      arrivalNumber: '128',
      replyDueOn: '2009-06-30',
      pageCount: 6,
      description: 'Bản chính\nlưu tại VT',
    });
    const { id, duplicates } = o.get('directive.create', given);
    expect(duplicates).toEqual([]);
    const stored = o.get('directive.get', { id, on });
    expect(stored).toMatchObject({
      ...given,
      language: 'Tiếng Việt',
      secrecy: 'normal',
      audience: 'all',
      kindName: 'Chỉ thị',
      isOwn: 1,
    });
    expect(stored).toMatchObject({
      outgoing: [],
      incoming: [],
      attachments: [],
      tasks: { total: 0, open: 0, overdue: 0 },
    });
  });

  test.each([
    '03/CT-BCA-X11',
    '22-NQ/TW',
    '05a/KH-CAT',
    'Không số',
    '',
    '117/2025/QH15',
    "1'; DROP TABLE directive; --",
  ])('takes the odd number %j as it is', (number) => {
    const o = office('clerk');
    const id = addDirective(o, { number });
    expect(o.get('directive.get', { id, on }).number).toBe(number);
  });

  test('may stay inside the office, or go up', () => {
    const o = office('clerk');
    const audienceOf = (audience: 'office' | 'up'): string =>
      o.get('directive.get', { id: addDirective(o, { audience }), on }).audience;
    expect(audienceOf('office')).toBe('office');
    expect(audienceOf('up')).toBe(`up:${o.unitId}`);
  });

  test.each(['secret', 'topSecret', 'absoluteSecret'] as const)('refuses %s and keeps nothing of it', (secrecy) => {
    const o = office('clerk');
    refused(o, () => o.call('directive.create', newDirective(o, { secrecy })), {
      code: 'SECRET_REFUSED',
      details: { secrecy },
    });
    const id = addDirective(o);
    refused(o, () => o.call('directive.update', { id, seenAtMs: seen(o, id), patch: { secrecy } }), {
      code: 'SECRET_REFUSED',
    });
  });

  test.each([
    ['it ends before it is issued', { expiresOn: '2009-04-09' }, '2009-04-10', '2009-04-09'],
    [
      'it ends before it takes effect',
      { effectiveOn: '2010-01-01', expiresOn: '2009-12-31' },
      '2010-01-01',
      '2009-12-31',
    ],
    ['it arrives before it is issued', { arrivedOn: '2009-04-09' }, '2009-04-10', '2009-04-09'],
    ['its answer is due before it is issued', { replyDueOn: '2009-04-09' }, '2009-04-10', '2009-04-09'],
  ])('refuses it when %s', (_name, fields, first, second) => {
    const o = office('clerk');
    const error = { code: 'DATES_OUT_OF_ORDER', details: { first, second } };
    refused(o, () => o.call('directive.create', newDirective(o, fields)), error);
    const id = addDirective(o);
    refused(o, () => o.call('directive.update', { id, seenAtMs: seen(o, id), patch: fields }), error);
  });

  test('takes all dates on one day', () => {
    const day = '2009-04-10';
    expect(() =>
      addDirective(office('clerk'), { effectiveOn: day, expiresOn: day, arrivedOn: day, replyDueOn: day }),
    ).not.toThrow();
  });

  test.each([
    ['31 February', { issuedOn: '2026-02-31' }, 'issuedOn'],
    ['a year of nobody', { issuedOn: '1899-12-31' }, 'issuedOn'],
    ['no subject', { subject: '   ' }, 'subject'],
    ['a subject of 501 characters', { subject: 'á'.repeat(501) }, 'subject'],
    ['no issuer', { issuer: '' }, 'issuer'],
    ['a number of 61 characters', { number: '1'.repeat(61) }, 'number'],
    ['writing turned round', { subject: 'Chỉ thị\u202E03' }, 'subject'],
    ['half a page', { pageCount: 0.5 }, 'pageCount'],
    [
      'one recipient too many',
      {
        recipients: Array.from({ length: recipientLimit + 1 }, () => ({
          purpose: 'know' as const,
          name: 'A',
          unitId: null,
        })),
      },
      'recipients',
    ],
  ])('refuses %s', (_name, fields, path) => {
    const o = office('clerk');
    refused(o, () => o.call('directive.create', newDirective(o, fields)), {
      code: 'INVALID_INPUT',
      details: { issues: [{ path }] },
    });
  });

  test('takes a subject of 500 characters, sent decomposed or not', () => {
    const o = office('clerk');
    const id = addDirective(o, { subject: 'ế'.repeat(500).normalize('NFD') });
    expect(o.get('directive.get', { id, on }).subject).toBe('ế'.repeat(500).normalize('NFC'));
  });

  test('refuses a kind, an issuer and a recipient nobody knows', () => {
    const o = office('clerk');
    const unknown = o.ctx.newId();
    const unit = { code: 'NOT_FOUND', details: { entity: 'unit', id: unknown } };
    refused(o, () => o.call('directive.create', newDirective(o, { kindId: unknown })), {
      code: 'NOT_FOUND',
      details: { entity: 'documentKind', id: unknown },
    });
    refused(o, () => o.call('directive.create', newDirective(o, { issuerUnitId: unknown })), unit);
    refused(
      o,
      () =>
        o.call('directive.create', newDirective(o, { recipients: [{ purpose: 'act', name: 'A', unitId: unknown }] })),
      unit,
    );
  });
});

describe('duplicates', () => {
  test('are told before and after saving, and saved all the same', () => {
    const o = office('clerk');
    const first = addDirective(o);
    const again = { number: ' 3/ct-bca – x11', issuer: 'BỘ CÔNG AN', issuedOn: '2009-12-31' };
    expect(o.get('directive.findDuplicates', again)).toMatchObject([
      { id: first, number: '03/CT-BCA-X11', kindName: 'Chỉ thị' },
    ]);
    expect(o.get('directive.create', newDirective(o, again)).duplicates).toMatchObject([{ id: first }]);
  });

  test('are of one year and one issuer, and never the document itself', () => {
    const o = office('clerk');
    const first = addDirective(o);
    const same = { number: '03/CT-BCA-X11', issuer: 'Bộ Công an', issuedOn: '2009-01-01' };
    expect(o.get('directive.findDuplicates', { ...same, exceptId: first })).toEqual([]);
    expect(o.get('directive.findDuplicates', { ...same, issuedOn: '2010-01-01' })).toEqual([]);
    expect(o.get('directive.findDuplicates', { ...same, issuer: 'Chính phủ' })).toEqual([]);
  });

  test('are no matter of documents without a number', () => {
    const o = office('clerk');
    addDirective(o, { number: '' });
    expect(o.get('directive.create', newDirective(o, { number: '' })).duplicates).toEqual([]);
  });
});

describe('changing a document', () => {
  test('writes what changed and tells the new time', () => {
    const o = office('clerk');
    const id = addDirective(o);
    const before = seen(o, id);
    const { changedAtMs, duplicates } = o.get('directive.update', {
      id,
      seenAtMs: before,
      patch: { signer: 'Trần Văn B' },
    });
    expect(changedAtMs).toBeGreaterThan(before);
    expect(duplicates).toEqual([]);
    expect(o.get('directive.get', { id, on })).toMatchObject({
      signer: 'Trần Văn B',
      number: '03/CT-BCA-X11',
      changedAtMs,
    });
  });

  test('tells a duplicate that the change makes', () => {
    const o = office('clerk');
    const first = addDirective(o);
    const id = addDirective(o, { number: '04/CT-BCA' });
    expect(
      o.get('directive.update', { id, seenAtMs: seen(o, id), patch: { number: '03/CT-BCA-X11' } }).duplicates,
    ).toMatchObject([{ id: first }]);
  });

  test('is refused when somebody else changed it meanwhile', () => {
    const o = office('clerk');
    const id = addDirective(o);
    const before = seen(o, id);
    o.as('coordinator').get('directive.update', { id, seenAtMs: before, patch: { signer: 'Trần Văn B' } });
    const error = { code: 'CHANGED_MEANWHILE', details: { entity: 'directive', id } };
    refused(o, () => o.call('directive.update', { id, seenAtMs: before, patch: { drafter: 'X' } }), error);
    refused(o, () => o.call('directive.setObjectGone', { id, seenAtMs: before, objectGoneOn: '2025-03-01' }), error);
  });

  test('is refused for a document of another office, and for one that is not there', () => {
    const o = office('clerk');
    const id = addDirective(o);
    const changed = seen(o, id);
    const foreign = { ...o.ctx, office: { ...o.ctx.office, unitId: o.ctx.newId() } };
    const theirs = foreign.newId();
    o.db.transaction(() => commit(foreign, [create('directive', theirs, storedDirective(o))])).immediate();
    expect(o.get('directive.get', { id: theirs, on }).isOwn).toBe(0);
    const owner = { code: 'NOT_OWNER', details: { entity: 'directive' } };
    refused(
      o,
      () => o.call('directive.update', { id: theirs, seenAtMs: seen(o, theirs), patch: { signer: 'X' } }),
      owner,
    );
    refused(o, () => o.call('directive.remove', { id: theirs }), owner);
    const missing = o.ctx.newId();
    const gone = { code: 'NOT_FOUND', details: { entity: 'directive', id: missing } };
    refused(o, () => o.call('directive.update', { id: missing, seenAtMs: changed, patch: {} }), gone);
    refused(o, () => o.call('directive.get', { id: missing, on }), gone);
    refused(o, () => o.call('directive.chain', { id: missing, on }), gone);
    refused(o, () => o.call('directive.remove', { id: missing }), gone);
  });
});

describe('removing a document', () => {
  test('takes it and its files', () => {
    const o = office('clerk');
    const id = addDirective(o);
    o.get('directive.remove', { id });
    expect(o.call('directive.get', { id, on })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  test('is refused while a relation, a task or a receipt uses it', () => {
    const o = office('coordinator');
    const [old, newer, tasked, read] = ['1', '2', '3', '4'].map((number) => addDirective(o, { number })) as [
      string,
      string,
      string,
      string,
    ];
    o.get('directive.relate', { fromId: newer, toId: old, kind: 'basis' });
    o.get('directive.saveReceipts', { id: read, unitIds: [o.unitId], step: 'readOn', day: on });
    const task = {
      directiveId: tasked,
      clause: '',
      content: 'Quán triệt',
      detail: '',
      product: '',
      kind: 'standing',
      periodRuleId: null,
      periodFromOn: null,
      periodToOn: null,
      parentId: null,
      assignedBy: '',
      assignedOn: on,
      audience: 'all',
    } as const;
    o.db.transaction(() => commit(o.ctx, [create('task', o.ctx.newId(), task)])).immediate();
    for (const id of [old, newer, tasked, read]) {
      refused(o, () => o.call('directive.remove', { id }), { code: 'DIRECTIVE_IN_USE', details: { count: 1 } });
    }
  });
});

describe('hết đối tượng điều chỉnh', () => {
  test('holds from its day on, without any repealing document, and can be taken back', () => {
    const o = office('coordinator');
    const id = addDirective(o);
    const objectGoneNote = 'Công an cấp huyện kết thúc hoạt động';
    o.get('directive.setObjectGone', { id, seenAtMs: seen(o, id), objectGoneOn: '2025-03-01', objectGoneNote });
    const at = (day: string) => o.get('directive.get', { id, on: day }).effect;
    expect(at('2025-02-28')).toEqual({
      effect: 'inForce',
      since: '2009-04-10',
      cause: 'start',
      by: null,
      next: { on: '2025-03-01', effect: 'objectGone' },
    });
    expect(at('2025-03-01')).toEqual({
      effect: 'objectGone',
      since: '2025-03-01',
      cause: 'objectGone',
      by: null,
      next: null,
    });
    o.get('directive.setObjectGone', { id, seenAtMs: seen(o, id), objectGoneOn: null, objectGoneNote });
    expect(o.get('directive.get', { id, on })).toMatchObject({
      objectGoneOn: null,
      objectGoneNote: '',
      effect: { effect: 'inForce' },
    });
  });

  test('is refused before the day of issue', () => {
    const o = office('coordinator');
    const id = addDirective(o);
    const error = { code: 'DATES_OUT_OF_ORDER', details: { first: '2009-04-10', second: '2009-04-09' } };
    refused(
      o,
      () => o.call('directive.setObjectGone', { id, seenAtMs: seen(o, id), objectGoneOn: '2009-04-09' }),
      error,
    );
  });
});

test('a number names its kind while it is typed', () => {
  const o = office('clerk');
  const read = (number: string) => o.get('directive.readNumber', { number }).kindId;
  expect([read('03/CT-BCA-X11'), read('22-NQ/TW'), read('3371/BCA-V05')]).toEqual([
    kindId(o, 'CT'),
    kindId(o, 'NQ/TW'),
    null,
  ]);
});

test('a rebuild from the log gives the same documents, relations, receipts and files', () => {
  const o = office('clerk');
  const old = addDirective(o);
  const id = addDirective(o, {
    number: '05/CT-BCA',
    issuedOn: '2020-06-19',
    relations: [{ toId: old, kind: 'continues' }],
  });
  o.get('directive.update', { id, seenAtMs: seen(o, id), patch: { number: '5/CT-BCA', subject: 'Ánh sáng' } });
  o.get('directive.saveReceipts', { id, unitIds: [o.unitId], step: 'readOn', day: on });
  const file = o.hand(put(o.ctx.scratch, 'f', samples['application/pdf'][1]));
  o.get('attachment.add', { parentEntity: 'directive', parentId: id, file, name: 'f.pdf' });
  expect(o.get('data.check', {})).toMatchObject({ ok: true, brokenLogs: [] });
});

test('words already used are suggested, most used first', () => {
  const o = office('clerk');
  for (const issuer of ['Bộ Công an', 'Bộ Công an', 'Công an tỉnh Bình Minh', 'Chính phủ']) addDirective(o, { issuer });
  expect(o.get('directive.suggest', { column: 'issuer', text: 'cong an' })).toEqual([
    { text: 'Bộ Công an', count: 2 },
    { text: 'Công an tỉnh Bình Minh', count: 1 },
  ]);
  expect(o.get('directive.suggest', { column: 'signer', text: '' })).toEqual([]);
});

test('only those who keep directives write them; everyone reads', () => {
  const o = office('admin');
  const id = addDirective(o);
  const seenAtMs = seen(o, id);
  for (const role of roles) {
    const user = o.as(role);
    expect(user.call('directive.get', { id, on }).ok).toBe(true);
    if (['admin', 'clerk', 'coordinator'].includes(role)) continue;
    const forbidden = { code: 'FORBIDDEN', details: { role } };
    refused(o, () => user.call('directive.create', newDirective(o)), forbidden);
    refused(o, () => user.call('directive.update', { id, seenAtMs, patch: { signer: 'X' } }), forbidden);
    refused(o, () => user.call('directive.remove', { id }), forbidden);
    refused(o, () => user.call('directive.relate', { fromId: id, toId: id, kind: 'basis' }), forbidden);
    refused(o, () => user.call('directive.unrelate', { id }), forbidden);
    refused(o, () => user.call('directive.setObjectGone', { id, seenAtMs, objectGoneOn: null }), forbidden);
  }
});
