import { beforeEach, expect, test } from 'vitest';
import { create } from '../../db/commit.ts';
import type { Fields } from '../../db/entities/index.ts';
import { countOpenItems, listOpenItems } from '../../db/queries/open-item.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { assignTo, taskOf, unitUnder, write } from '../helpers/work.ts';

const end = '2026-07-01';
let o: TestOffice;
/** A commune that ends on 1/7/2026, and one that goes on. */
let oldId: string;
let newId: string;

beforeEach(() => {
  o = office();
  oldId = unitUnder(o, o.unitId, 'Sơn Đông', '2021-11-01', end);
  newId = unitUnder(o, o.unitId, 'Yên Sơn');
});

const count = (unitId = oldId, on = end): number | undefined => countOpenItems(o.db, [unitId], on).get(unitId);
const list = () => listOpenItems(o.db, { unitIds: [oldId], on: end, limit: 50 }).rows;

function post(over: Partial<Fields<'post'>> = {}): string {
  const id = o.ctx.newId();
  const flags = { isActing: 0, isInvestigator: 0, isPartyCommittee: 0 } as const;
  const text = { basisDirectiveId: null, basisText: '', note: '', audience: 'office' };
  const place = { unitId: oldId, title: 'chief', holder: 'Trưởng 01', fromOn: '2025-03-01', toOn: null } as const;
  write(o, create('post', id, { ...place, ...flags, ...text, ...over }));
  return id;
}

function registration(over: Partial<Fields<'registration'>> = {}): string {
  const [id, setId] = [o.ctx.newId(), o.ctx.newId()];
  const text = { basisDirectiveId: null, basisText: '' };
  const life = { endedOn: null, endReason: '', note: '', target: '', registeredOn: '2026-01-10' };
  write(
    o,
    create('criterionSet', setId, { name: 'Bộ tiêu chí tạm thời', validFrom: '2021-07-13', validTo: null, ...text }),
    create('registration', id, { unitId: oldId, setId, year: 2026, ...life, ...text, ...over }),
  );
  return id;
}

function keep(itemKind: 'assignment' | 'post' | 'registration' | 'draft', recordId: string): void {
  const eventId = o.ctx.newId();
  const papers = { signedOn: null, announcedOn: null, basisDirectiveId: null, basisText: '', note: '' };
  const line = {
    fromUnitId: oldId,
    toUnitId: null,
    toRecordId: null,
    title: 'Mục',
    onDay: end,
    reason: 'Theo quyết định',
  };
  write(
    o,
    create('unitEvent', eventId, {
      kind: 'dissolve',
      effectiveOn: end,
      correctsEventId: null,
      heirsUnknown: 0,
      ...papers,
    }),
    create('handover', o.ctx.newId(), { eventId, itemKind, recordId, resolution: 'keep', ...line }),
  );
}

test('a unit that leaves nothing has nothing open, and is still answered for', () => {
  expect(count()).toBe(0);
});

test('work, drafts on it, posts that run on and registrations of the year are open, each once', () => {
  const assignmentId = assignTo(o, taskOf(o), oldId);
  for (const period of ['-', '2026-M05']) o.get('draft.save', { key: `report:${assignmentId}:${period}`, body: '{}' });
  const postId = post();
  const registrationId = registration();
  expect(list().map(({ kind, recordId, detail }) => [kind, recordId, detail])).toEqual([
    ['assignment', assignmentId, 'lead'],
    ['draft', assignmentId, '2'],
    ['post', postId, 'chief'],
    ['registration', registrationId, '2026'],
  ]);
  expect(count()).toBe(4);
  expect(count(newId)).toBe(0);
});

test('what ended by itself before the unit, or is of a year gone by, is not open', () => {
  post({ toOn: end });
  registration({ endedOn: end });
  registration({ year: 2022 });
  const recognised = registration({ year: 2027 });
  write(
    o,
    create('assessment', o.ctx.newId(), {
      ...{ registrationId: recognised, unitId: oldId, kind: 'appraisal', onDay: '2026-03-01', marks: [] },
      ...{ isRecognised: 1, conclusion: '' },
    }),
  );
  const done = assignTo(o, taskOf(o), oldId);
  const days = { onDay: '2026-06-01', dueOn: null, doneOn: null, reportId: null, toAssignmentId: null, reason: 'Thôi' };
  write(
    o,
    create('assignmentStep', o.ctx.newId(), {
      assignmentId: done,
      unitId: oldId,
      kind: 'cancel',
      side: 'issuer',
      ...days,
    }),
  );
  expect(count()).toBe(0);
});

test('what was kept by decision is settled, and drafts with the work they are about', () => {
  const assignmentId = assignTo(o, taskOf(o), oldId);
  o.get('draft.save', { key: `report:${assignmentId}:-`, body: '{}' });
  const other = assignTo(o, taskOf(o), oldId);
  o.get('draft.save', { key: `report:${other}:-`, body: '{}' });
  const [postId, registrationId] = [post(), registration()];
  expect(count()).toBe(6);
  keep('assignment', assignmentId);
  expect(count()).toBe(4);
  keep('draft', other);
  keep('post', postId);
  keep('registration', registrationId);
  expect(list().map(({ kind }) => kind)).toEqual(['assignment']);
});

test('a unit that has no end yet is weighed on the day of the plan', () => {
  post({ unitId: newId, toOn: '2026-08-01' });
  expect(count(newId, '2026-07-01')).toBe(1);
  expect(count(newId, '2026-08-01')).toBe(0);
});

test('pages follow one another without a gap', () => {
  for (let n = 0; n < 5; n += 1) assignTo(o, taskOf(o), oldId, n === 2 ? null : `2026-0${5 - n}-15`);
  post();
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = listOpenItems(o.db, { unitIds: [oldId], on: end, limit: 2, after });
    seen.push(...page.rows.map(({ recordId }) => recordId));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toEqual(list().map(({ recordId }) => recordId));
  expect(seen).toHaveLength(6);
});
