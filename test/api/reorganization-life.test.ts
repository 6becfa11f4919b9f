import { describe, expect, test } from 'vitest';
import { commit, create, update } from '../../db/commit.ts';
import { migrate } from '../../db/migrations/index.ts';
import {
  addUnit,
  type Country,
  country,
  edge,
  edgesOf,
  ends,
  eventOf,
  goesOn,
  made,
  merging,
  namesUnder,
} from '../helpers/events.ts';
import { memoryDb, type TestOffice } from '../helpers/office.ts';
import { contentOf, unsound } from '../helpers/undo.ts';
import { assignTo, taskOf, write } from '../helpers/work.ts';

const on = '2026-05-04';
const refusalOf = (at: TestOffice, id: string) => at.get('reorganization.get', { id, on }).withdrawRefused;
const withdraw = (at: TestOffice, id: string) => at.call('reorganization.withdraw', { id });
const leave = (at: TestOffice) => at.db.prepare('UPDATE log SET exportedSeq = seq').run();
/** The clock of the office, from a day on. */
const waitUntil = (at: TestOffice, day: string) => Object.assign(at.ctx, { now: () => Date.parse(`${day}T01:00:00Z`) });

describe('taking an event back', () => {
  test('one entered after its day goes whole, with its units, versions, edges and police', () => {
    const all = country();
    const { at, province } = all;
    at.get('unit.makePolice', {
      on: '2025-03-01',
      provinceIds: 'all',
      officeAreaId: province,
      basisText: '',
      endGone: false,
    });
    const before = contentOf(at.db);
    const { id, policeEventId } = at.get('reorganization.record', merging(all, { withPolice: true }));
    expect(policeEventId).not.toBeNull();
    expect(refusalOf(at, id)).toBeNull();
    at.get('reorganization.withdraw', { id });
    expect(contentOf(at.db)).toEqual(before);
    expect(withdraw(at, id)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(unsound(at)).toEqual([]);
  });

  test('one whose day has not come may go; once it has come, only a correcting event helps', () => {
    const all = country();
    const { at } = all;
    const { id } = at.get('reorganization.record', merging(all, { effectiveOn: '2026-07-01' }));
    expect(refusalOf(at, id)).toBeNull();
    waitUntil(at, '2026-07-01');
    expect(refusalOf(at, id)).toBe('inForce');
    expect(withdraw(at, id)).toMatchObject({
      error: { code: 'EVENT_IN_FORCE', details: { effectiveOn: '2026-07-01' } },
    });
    waitUntil(at, '2026-06-30');
    expect(withdraw(at, id)).toMatchObject({ ok: true });
  });

  test('its papers and heirs may have been mended meanwhile', () => {
    const all = country();
    const { at, a, b, c } = all;
    const before = contentOf(at.db);
    const { id } = at.get('reorganization.record', eventOf('dissolve', { members: [ends(a)], heirsUnknown: 1 }));
    at.get('reorganization.amend', { id, patch: { note: 'Bổ sung', signedOn: '2025-06-01' } });
    const edges = [edge(a, b, { part: 'part' }), edge(a, c, { part: 'part' })];
    at.get('reorganization.setHeirs', { id, edges, heirsUnknown: 0 });
    at.get('reorganization.withdraw', { id });
    expect(contentOf(at.db)).toEqual(before);
  });

  test('not once anything of it has left this PC', () => {
    const all = country();
    const { id } = all.at.get('reorganization.record', merging(all));
    leave(all.at);
    expect(refusalOf(all.at, id)).toBe('exported');
    expect(withdraw(all.at, id)).toMatchObject({ error: { code: 'UNDO_EXPORTED' } });
  });

  test('not once something rests on it: a unit under the new one, a later version, work for it, a correction', () => {
    const users: ((all: Country, newId: string, eventId: string) => unknown)[] = [
      ({ at, c }, newId) =>
        at.get(
          'reorganization.record',
          eventOf('absorb', { effectiveOn: '2026-01-01', members: [ends(c), goesOn(newId)] }),
        ),
      ({ at }, newId) => at.get('unit.change', { unitId: newId, from: '2026-01-01', patch: { isKey: 1 } }),
      ({ at }, newId) => assignTo(at, taskOf(at), newId),
      ({ at, c }, _newId, eventId) =>
        at.get(
          'reorganization.record',
          eventOf('rename', {
            effectiveOn: '2026-01-01',
            members: [goesOn(c, { fullName: 'Xã C' })],
            correctsEventId: eventId,
          }),
        ),
    ];
    for (const use of users) {
      const all = country();
      const { at, district } = all;
      const { id } = at.get('reorganization.record', merging(all));
      const newId =
        at
          .get('unit.children', { parentId: district, nature: 'area', on })
          .find(({ fullName }) => fullName === 'Xã An Bình')?.id ?? '';
      use(all, newId, id);
      const before = contentOf(at.db);
      expect(refusalOf(at, id)).toBe('usedSince');
      expect(withdraw(at, id).ok).toBe(false);
      expect(contentOf(at.db)).toEqual(before);
    }
  });

  test('not when what was recorded since stands where the units stood: another one bears the code', () => {
    const all = country();
    const { at, a, district } = all;
    const { id } = at.get('reorganization.record', eventOf('dissolve', { members: [ends(a)] }));
    addUnit(at, 'Xã Mới', district, { officialCode: '00001', validFrom: '2025-07-01' });
    expect(withdraw(at, id)).toMatchObject({ error: { code: 'UNDO_BLOCKED', details: { by: 'unit' } } });
  });

  test('of thousands recorded by one import none goes alone', () => {
    const all = country();
    const { id } = all.at.get('reorganization.record', merging(all));
    all.at.db.prepare("UPDATE activity SET name = 'reorganization.import' WHERE name = 'reorganization.record'").run();
    expect(refusalOf(all.at, id)).toBe('usedSince');
    expect(withdraw(all.at, id)).toMatchObject({ error: { code: 'UNDO_BLOCKED' } });
  });
});

test('Ctrl+Z right after recording takes the event back, Ctrl+Y records it again, and the list of deeds says which', () => {
  const all = country();
  const { at } = all;
  const before = contentOf(at.db);
  const { id } = at.get('reorganization.record', merging(all));
  const after = contentOf(at.db);
  const { undo } = at.get('activity.stack', {});
  expect(undo).toMatchObject({ name: 'reorganization.record', word: 'merge', isNew: 1 });
  expect(undo?.subject).toMatchObject({ entity: 'unitEvent', id, title: 'Nghị quyết 1660/NQ-UBTVQH15' });
  at.get('activity.undo', {});
  expect(contentOf(at.db)).toEqual(before);
  at.get('activity.redo', {});
  expect(contentOf(at.db)).toEqual(after);
  at.get('reorganization.withdraw', { id });
  expect(contentOf(at.db)).toEqual(before);
  at.get('activity.undo', {});
  expect(contentOf(at.db)).toEqual(after);
  expect(unsound(at)).toEqual([]);
});

describe('putting a wrong event right', () => {
  const wrong = () => {
    const all = country();
    const { id } = all.at.get('reorganization.record', eventOf('absorb', { members: [ends(all.a), goesOn(all.b)] }));
    leave(all.at);
    return { ...all, id };
  };

  test('from the very day: the unit lives on without a gap and is the same', () => {
    const { at, a, b, id } = wrong();
    const plan = eventOf('separate', { members: [goesOn(b), goesOn(a)], correctsEventId: id });
    expect(at.get('reorganization.preview', { ...plan, correctsEventId: null }).problems).toContainEqual(
      expect.objectContaining({ code: 'UNIT_NOT_ALIVE', unitKey: a }),
    );
    const right = eventOf('boundary', {
      members: [goesOn(b), goesOn(a)],
      edges: [edge(b, a, { part: 'part' })],
      correctsEventId: id,
    });
    const { id: rightId } = at.get('reorganization.record', right);
    expect(at.get('unit.get', { id: a, on }).versions.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      ['2020-01-01', '2025-07-01'],
      ['2025-07-01', null],
    ]);
    expect(at.get('reorganization.get', { id, on }).correctedBy).toMatchObject([{ id: rightId }]);
    expect(at.get('reorganization.get', { id: rightId, on }).corrects).toMatchObject({ id });
  });

  test('from a later day: its life would have a gap, so a new unit takes over from the wrong heir and from it', () => {
    const { at, a, b, district, id } = wrong();
    const later = { effectiveOn: '2026-01-01', correctsEventId: id };
    expect(
      at.get(
        'reorganization.preview',
        eventOf('separate', { ...later, members: [goesOn(b), goesOn(a)], created: [made('y', 'Xã Y', district)] }),
      ).problems,
    ).toContainEqual(expect.objectContaining({ code: 'UNIT_NOT_ALIVE', unitKey: a }));
    const plan = eventOf('separate', {
      ...later,
      members: [goesOn(b)],
      created: [made('x', 'Xã An', district)],
      edges: [edge(b, 'x', { part: 'part' }), edge(a, 'x')],
    });
    const { id: rightId } = at.get('reorganization.record', plan);
    expect(edgesOf(at, rightId)).toEqual([
      'Xã Bình → Xã An part',
      'Xã An → Xã An whole chính',
      'Xã Bình → Xã Bình part chính',
    ]);
    expect(namesUnder(at, district, '2026-01-01')).toContain('Xã An');
  });
});

describe('mending', () => {
  test('papers change, what happened does not; signed after its day is refused', () => {
    const all = country();
    const { id } = all.at.get('reorganization.record', merging(all));
    all.at.get('reorganization.amend', { id, patch: { basisText: 'Nghị quyết 2', announcedOn: null } });
    expect(all.at.get('reorganization.get', { id, on })).toMatchObject({
      basisText: 'Nghị quyết 2',
      announcedOn: null,
      signedOn: '2025-06-16',
    });
    const late = all.at.call('reorganization.amend', { id, patch: { signedOn: '2025-07-02' } });
    expect(late).toMatchObject({
      error: { code: 'EVENT_REFUSED', details: { problems: [{ code: 'SIGNED_AFTER_EFFECT' }] } },
    });
  });

  test('heirs are said later, and said anew: old ones that were heirs only leave no trace', () => {
    const all = country();
    const { at, a, b, c } = all;
    const { id } = at.get('reorganization.record', eventOf('dissolve', { members: [ends(a)], heirsUnknown: 1 }));
    const set = (edges: ReturnType<typeof edge>[], heirsUnknown: 0 | 1 = 0) =>
      at.call('reorganization.setHeirs', { id, edges, heirsUnknown });
    expect(set([edge(a, b)])).toMatchObject({ ok: true });
    expect(edgesOf(at, id)).toEqual(['Xã An → Xã Bình whole chính', 'Xã Bình → Xã Bình whole chính']);
    expect(at.get('reorganization.get', { id, on }).heirsUnknown).toBe(0);
    expect(set([edge(a, c, { part: 'part', ratio: '0.6' })])).toMatchObject({ ok: true });
    expect(edgesOf(at, id)).toEqual(['Xã An → Xã Chánh part', 'Xã Chánh → Xã Chánh whole chính']);
    const before = edgesOf(at, id);
    expect(set([edge(a, b), edge(a, c)])).toMatchObject({
      error: { code: 'EVENT_REFUSED', details: { problems: [{ code: 'WHOLE_TWICE' }] } },
    });
    expect(edgesOf(at, id)).toEqual(before);
    expect(set([], 1)).toMatchObject({ ok: true });
    expect(edgesOf(at, id)).toEqual(['Xã An → ∅ whole']);
    expect(unsound(at)).toEqual([]);
  });
});

describe('the list', () => {
  test('is newest first and paged without losing an event, with the names of both sides', () => {
    const all = country();
    const { at, a, b, c, d } = all;
    at.get('reorganization.record', merging(all));
    for (const [unitId, effectiveOn] of [
      [c, '2025-08-01'],
      [d, '2025-08-01'],
      [c, '2026-09-01'],
    ] as const)
      at.get(
        'reorganization.record',
        eventOf('rename', { effectiveOn, members: [goesOn(unitId, { fullName: `Xã ${effectiveOn}` })] }),
      );
    const shown = at.get('reorganization.list', { on });
    expect(shown.total).toBe(4);
    expect(shown.rows.map(({ kind, effectiveOn }) => `${kind} ${effectiveOn}`)).toEqual([
      'rename 2026-09-01',
      'rename 2025-08-01',
      'rename 2025-08-01',
      'merge 2025-07-01',
    ]);
    expect(shown.rows[3]).toMatchObject({
      fromNames: ['Xã An', 'Xã Bình'],
      fromCount: 2,
      toNames: ['Xã An Bình'],
      toCount: 1,
      nature: 'area',
    });
    expect(shown.rows[0]).toMatchObject({ fromNames: ['Xã 2025-08-01'], toNames: ['Xã 2026-09-01'] });
    const paged: string[] = [];
    for (let after: string | undefined; ; ) {
      const { rows, next } = at.get('reorganization.list', { on, limit: 1, ...(after === undefined ? {} : { after }) });
      paged.push(...rows.map(({ id }) => id));
      if (next === null) break;
      after = next;
    }
    expect(paged).toEqual(shown.rows.map(({ id }) => id));
    const count = (filter: object) => at.get('reorganization.list', { on, ...filter }).total;
    expect(count({ kinds: ['merge'] })).toBe(1);
    expect(count({ unitId: a })).toBe(1);
    expect(count({ unitId: c })).toBe(2);
    expect(count({ underId: all.province })).toBe(4);
    expect(count({ underId: at.unitId })).toBe(0);
    expect(count({ nature: 'police' })).toBe(0);
    expect(count({ fromOn: '2025-08-01', toOn: '2025-12-31' })).toBe(2);
    expect(count({ state: 'planned' })).toBe(1);
    expect(count({ state: 'heirsUnknown' })).toBe(0);
    expect(count({ text: 'xa an binh' })).toBe(1);
    expect(count({ text: '1660 ubtvqh15' })).toBe(4);
    expect(count({ text: 'không có' })).toBe(0);
    expect(at.get('reorganization.list', { on, unitId: b }).rows).toMatchObject([{ kind: 'merge' }]);
  });

  test('an event is not finished while what its units left open is not settled', () => {
    const all = country();
    const { at } = all;
    const police = addUnit(at, 'Công an xã An', at.unitId, { nature: 'police', validFrom: '2021-11-01' });
    const heir = addUnit(at, 'Công an xã Bình', at.unitId, { nature: 'police', validFrom: '2021-11-01' });
    assignTo(at, taskOf(at), police);
    const plan = eventOf('absorb', { members: [ends(police), goesOn(heir)] });
    expect(at.get('reorganization.preview', plan).open).toEqual([
      { unitId: police, fullName: 'Công an xã An', openCount: 1 },
    ]);
    const { id } = at.get('reorganization.record', plan);
    at.get('reorganization.record', merging(all));
    const { rows, total } = at.get('reorganization.list', { on, state: 'handoverOpen' });
    expect(rows).toMatchObject([{ id, openCount: 1, nature: 'police' }]);
    expect(total).toBe(1);
    expect(at.get('reorganization.get', { id, on })).toMatchObject({
      openCount: 1,
      ended: [{ id: police, openCount: 1 }],
    });
  });
});

test('a unit with a posting or a count from the day on cannot have ended before; work is handed on instead', () => {
  const all = country();
  const { at } = all;
  const [police, heir] = ['Công an xã An', 'Công an xã Bình'].map((name) =>
    addUnit(at, name, at.unitId, { nature: 'police', validFrom: '2021-11-01' }),
  ) as [string, string];
  const plan = eventOf('absorb', { members: [ends(police), goesOn(heir)] });
  const counts = { establishment: 20, chiefs: 1, deputies: 2, investigators: null, note: '', audience: 'all' } as const;
  const count = (onDay: string) =>
    write(at, create('headcount', at.ctx.newId(), { unitId: police, onDay, present: 12, ...counts }));
  count('2025-06-30');
  expect(at.get('reorganization.preview', plan).problems).toEqual([]);
  count('2025-09-01');
  expect(at.call('reorganization.record', plan)).toMatchObject({
    error: { details: { problems: [{ code: 'HAS_LATER_RECORDS', unitKey: police, detail: '2025-09-01' }] } },
  });
});

describe('one unit on the unit screen leaves the same trace', () => {
  const events = (at: TestOffice) =>
    at
      .get('reorganization.list', { on })
      .rows.map(({ kind, effectiveOn, heirsUnknown }) => [kind, effectiveOn, heirsUnknown]);

  test('a new name, kind or parent is an event with its basis; other fields, and the same day twice, are none', () => {
    const { at, a, b, c, province } = country();
    const change = (unitId: string, patch: object, from = '2025-07-01') =>
      at.get('unit.change', { unitId, from, patch });
    change(a, { name: 'An Phú', fullName: 'Xã An Phú', basisText: 'QĐ 5' });
    change(a, { fullName: 'Xã An Phú 1' });
    change(b, { kind: 'ward', fullName: 'Phường Bình' });
    change(c, { parentId: province });
    change(c, { isKey: 1 }, '2025-08-01');
    expect(events(at)).toEqual([
      ['moveParent', '2025-07-01', 0],
      ['changeKind', '2025-07-01', 0],
      ['rename', '2025-07-01', 0],
    ]);
    const { id } = at.get('reorganization.list', { on, unitId: a }).rows[0] ?? { id: '' };
    expect(at.get('reorganization.get', { id, on }).basisText).toBe('QĐ 5');
  });

  test('an end is an event whose heirs a person must still say, with the units that move up; opened again it never was', () => {
    const { at, a, district } = country();
    at.get('unit.end', { unitId: district, on: '2025-03-01', children: 'moveUp', basisText: 'KL 126' });
    at.get('unit.end', { unitId: a, on: '2025-07-01' });
    expect(events(at)).toEqual([
      ['dissolve', '2025-07-01', 1],
      ['dissolve', '2025-03-01', 1],
    ]);
    at.get('unit.reopen', { unitId: a });
    expect(events(at)).toEqual([['dissolve', '2025-03-01', 1]]);
    const { id } = at.get('reorganization.list', { on }).rows[0] ?? { id: '' };
    expect(edgesOf(at, id)).toHaveLength(5);
    expect(unsound(at)).toEqual([]);
  });

  test('an end that names heirs is not opened behind the back of its event', () => {
    const all = country();
    all.at.get('reorganization.record', merging(all));
    expect(all.at.call('unit.reopen', { unitId: all.a })).toMatchObject({ error: { code: 'EVENT_IN_FORCE' } });
  });

  test('a corrected day takes the event along, a change that never was takes it away', () => {
    const { at, a } = country();
    const { versionId } = at.get('unit.change', { unitId: a, from: '2025-07-01', patch: { fullName: 'Xã A' } });
    at.get('unit.correct', { versionId, patch: { validFrom: '2025-07-15' } });
    expect(events(at)).toEqual([['rename', '2025-07-15', 0]]);
    at.get('unit.removeVersion', { versionId });
    expect(events(at)).toEqual([]);
  });
});

test('only the level that keeps the tree changes it', () => {
  const all = country();
  const { at, a, b, c } = all;
  const { id } = at.get('reorganization.record', eventOf('absorb', { members: [ends(c), goesOn(b)] }));
  const [version] = at.get('unit.get', { id: a, on }).versions;
  at.db.transaction(() => commit(at.ctx, [update('unit', at.unitId, { level: 'commune' })])).immediate();
  const before = contentOf(at.db);
  const file = at.hand('/nowhere.csv');
  const choices = { on, provinceIds: 'all' as const, officeAreaId: null, basisText: '', endGone: false };
  const calls = [
    at.call('unit.create', {
      nature: 'area',
      level: 'commune',
      validFrom: on,
      facts: made('x', 'Xã', null).facts as never,
    }),
    at.call('unit.change', { unitId: a, from: on, patch: { isKey: 1 } }),
    at.call('unit.correct', { versionId: version?.id ?? '', patch: { isKey: 1 } }),
    at.call('unit.removeVersion', { versionId: version?.id ?? '' }),
    at.call('unit.end', { unitId: a, on }),
    at.call('unit.reopen', { unitId: c }),
    at.call('unit.setHasPolice', { unitIds: [a], hasPolice: 0, on }),
    at.call('unit.import', { file, on, codeReuse: 'ask', missing: 'keep', basisText: '', skipErrors: false } as never),
    at.call('unit.makePolice', choices),
    at.call('reorganization.record', eventOf('rename', { members: [goesOn(a, { fullName: 'Xã A' })] })),
    at.call('reorganization.amend', { id, patch: { note: 'x' } }),
    at.call('reorganization.setHeirs', { id, edges: [], heirsUnknown: 1 }),
    at.call('reorganization.withdraw', { id }),
  ];
  for (const result of calls)
    expect(result).toMatchObject({
      error: { code: 'TREE_NOT_OWN', details: { officeName: 'Công an tỉnh Bình Minh' } },
    });
  expect(contentOf(at.db)).toEqual(before);
  expect(at.get('reorganization.list', { on }).total).toBe(1);
});

test('a database of the release before keeps its events and edges, and its indexes serve the lists', () => {
  const db = memoryDb(2);
  const stamps = "'o', 1, 2, 'u', 3, 'u'";
  db.exec(`UPDATE syncContext SET isOpen = 1;
    INSERT INTO unit VALUES ('a', 'area', 'commune', NULL, ${stamps}), ('b', 'area', 'commune', NULL, ${stamps});
    INSERT INTO unitEvent VALUES ('e', 'absorb', '2025-06-16', NULL, '2025-07-01', NULL, 'NQ', '', ${stamps});
    INSERT INTO unitLineage VALUES ('l', 'e', 'a', 'b', 'part', 1, '0.5', ${stamps});
    UPDATE syncContext SET isOpen = 0;`);
  migrate(db);
  expect(db.prepare('SELECT * FROM unitEvent').all()).toMatchObject([
    {
      id: 'e',
      kind: 'absorb',
      signedOn: '2025-06-16',
      announcedOn: null,
      effectiveOn: '2025-07-01',
      basisText: 'NQ',
      ownerId: 'o',
      correctsEventId: null,
      heirsUnknown: 0,
    },
  ]);
  expect(
    db
      .prepare(
        'SELECT id, eventId, fromUnitId, toUnitId, part, isMainHeir, ratio, ownerId, createdLam FROM unitLineage',
      )
      .all(),
  ).toEqual([
    {
      id: 'l',
      eventId: 'e',
      fromUnitId: 'a',
      toUnitId: 'b',
      part: 'part',
      isMainHeir: 1,
      ratio: '0.5',
      ownerId: 'o',
      createdLam: 1,
    },
  ]);
  expect(() => db.exec("UPDATE unitLineage SET ratio = '1'")).toThrow(/outside apply/);
  for (const [sql, index] of [
    [
      'SELECT id FROM unitEvent WHERE (effectiveOn, id) < (?, ?) ORDER BY effectiveOn DESC, id DESC LIMIT 9',
      'unitEvent_by_day',
    ],
    ['SELECT * FROM unitLineage WHERE eventId = ?', 'unitLineage_by_event'],
    ['SELECT * FROM unitLineage WHERE fromUnitId = ?', 'unitLineage_by_from'],
    ['SELECT * FROM unitLineage WHERE toUnitId = ?', 'unitLineage_by_to'],
  ] as const) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...(sql.match(/\?/g) ?? []).map(() => '')) as {
      detail: string;
    }[];
    expect(plan.map(({ detail }) => detail).join()).toContain(index);
    expect(plan.map(({ detail }) => detail).join()).not.toContain('TEMP B-TREE');
  }
});
