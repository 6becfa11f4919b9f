import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ApiName, contract, type Input } from '../../db/api/contract/index.ts';
import type { Role } from '../../db/api/define.ts';
import type { Db } from '../../db/sql.ts';
import { kindId, newDirective } from '../helpers/directive.ts';
import { ends, eventOf, goesOn, made } from '../helpers/events.ts';
import { office, type TestOffice } from '../helpers/office.ts';
import { addCommunes, dated, ruleNamed } from '../helpers/tasks.ts';
import { contentOf, inSession, unsound } from '../helpers/undo.ts';

/** A turn of the dice: which command, and which of what there is it is about. */
interface Turn {
  readonly command: number;
  readonly a: number;
  readonly b: number;
  readonly day: number;
}
const turns = fc.array(
  fc.record<Turn>({ command: fc.nat(999), a: fc.nat(999), b: fc.nat(999), day: fc.integer({ min: 1, max: 28 }) }),
  { minLength: 1, maxLength: 30, size: 'max' },
);

interface Scene {
  readonly o: TestOffice;
  readonly communes: readonly string[];
  readonly file: string;
}

function makeScene(): Scene {
  const o = office('admin');
  const communes = addCommunes(o, 4);
  const path = join(o.ctx.scratch, 'cv.pdf');
  writeFileSync(path, '%PDF-1.7\n1 0 obj\n%%EOF\n');
  // Work that was there before the session: undo must stop at it.
  for (const number of ['1/CT', '2/KH']) o.get('directive.create', newDirective(o, { number }));
  const leads = communes.slice(0, 2).map((unitId) => ({ unitId, supports: [{ unitId: communes[3] ?? '' }] }));
  o.get('task.create', { task: dated(), dueOn: '2026-06-30', leads });
  return { o, communes, file: o.hand(path) };
}

const idsOf = (db: Db, table: string): string[] =>
  db.prepare(`SELECT id FROM ${table} ORDER BY id`).pluck().all() as string[];

type Called = { [N in ApiName]: readonly [name: N, input: Input<N>] }[ApiName];
type Maker = (scene: Scene, turn: Turn, pick: (table: string, by?: number) => string) => Called | undefined;

const day = (turn: Turn, month = '06'): string => `2026-${month}-${String(turn.day).padStart(2, '0')}`;
const seenAt = (db: Db, table: string, id: string): number =>
  (db.prepare(`SELECT changedAtMs FROM ${table} WHERE id = ?`).pluck().get(id) as number | undefined) ?? 0;

const facts = (o: TestOffice, name: string) => ({
  kind: 'commune' as const,
  name,
  fullName: `Công an xã ${name}`,
  shortName: `CAX ${name}`,
  symbol: 'CAX',
  parentId: o.unitId,
  officialCode: null,
  isKey: 0 as const,
  hasPolice: 0 as const,
  orderNumber: null,
  basisDirectiveId: null,
  basisText: '',
});

const unitCommands: Maker[] = [
  ({ o }, turn) => [
    'unit.create',
    { nature: 'police', level: 'commune', validFrom: '2024-01-01', facts: facts(o, `Xã ${turn.a}`) },
  ],
  ({ communes }, turn) => [
    'unit.change',
    {
      unitId: communes[turn.a % 4] ?? '',
      from: day(turn),
      patch: { name: `Đổi ${turn.b}`, fullName: `Công an xã Đổi ${turn.b}` },
    },
  ],
  (_scene, turn, pick) => ['unit.correct', { versionId: pick('unitVersion'), patch: { symbol: `S${turn.b % 3}` } }],
  (_scene, _turn, pick) => ['unit.removeVersion', { versionId: pick('unitVersion') }],
  (_scene, turn, pick) => ['unit.end', { unitId: pick('unit'), on: day(turn, '12') }],
  (_scene, _turn, pick) => ['unit.reopen', { unitId: pick('unit') }],
];

const eventCommands: Maker[] = [
  ({ o, communes }, turn) => [
    'reorganization.record',
    eventOf(turn.a % 2 === 0 ? 'merge' : 'absorb', {
      effectiveOn: day(turn, '20'),
      signedOn: null,
      members:
        turn.a % 2 === 0
          ? [ends(communes[turn.a % 4] ?? ''), ends(communes[(turn.a + 1) % 4] ?? '')]
          : [ends(communes[turn.a % 4] ?? ''), goesOn(communes[(turn.a + 1) % 4] ?? '')],
      created: turn.a % 2 === 0 ? [made('x', `Công an xã ${turn.b}`, o.unitId, { nature: 'police' })] : [],
    }),
  ],
  (_scene, turn, pick) => ['reorganization.amend', { id: pick('unitEvent'), patch: { note: `Ghi chú ${turn.b}` } }],
  (_scene, turn, pick) => [
    'reorganization.setHeirs',
    { id: pick('unitEvent'), edges: [], heirsUnknown: turn.b % 2 === 0 ? 0 : 1 },
  ],
  (_scene, _turn, pick) => ['reorganization.withdraw', { id: pick('unitEvent') }],
];

const directiveCommands: Maker[] = [
  ({ o }, turn) => ['directive.create', newDirective(o, { number: `${turn.a % 7}/CT-BCA`, issuedOn: day(turn, '01') })],
  ({ o }, turn, pick) => {
    const id = pick('directive');
    return [
      'directive.update',
      {
        id,
        seenAtMs: seenAt(o.db, 'directive', id),
        patch: { subject: `Trích yếu ${turn.b % 4}`, kindId: kindId(o, turn.b % 2 === 0 ? 'KH' : 'CT') },
      },
    ];
  },
  (_scene, _turn, pick) => ['directive.remove', { id: pick('directive') }],
  ({ o }, turn, pick) => {
    const id = pick('directive');
    const objectGoneOn = turn.b % 3 === 0 ? null : day(turn);
    return ['directive.setObjectGone', { id, seenAtMs: seenAt(o.db, 'directive', id), objectGoneOn }];
  },
  (_scene, turn, pick) => [
    'directive.relate',
    { fromId: pick('directive'), toId: pick('directive', turn.b), kind: 'guides', isWhole: 1, note: '' },
  ],
  (_scene, _turn, pick) => ['directive.unrelate', { id: pick('directiveRelation') }],
  ({ communes }, turn, pick) => [
    'directive.saveReceipts',
    {
      id: pick('directive'),
      unitIds: communes.slice(0, 1 + (turn.b % 4)),
      step: 'receivedOn',
      day: turn.b % 5 === 0 ? null : day(turn),
    },
  ],
  (_scene, turn) => [
    'documentKind.save',
    { id: null, name: `Loại ${turn.a}`, abbreviation: 'L', grouping: 'other', isActive: 1 },
  ],
  ({ o }) => ['documentKind.reorder', { ids: idsOf(o.db, 'documentKind').reverse() }],
  (_scene, _turn, pick) => ['documentKind.remove', { id: pick('documentKind') }],
  ({ file }, turn, pick) => {
    const parentEntity = (['directive', 'task', 'report'] as const)[turn.b % 3] ?? 'task';
    return ['attachment.add', { parentEntity, parentId: pick(parentEntity), file, name: 'cv.pdf' }];
  },
  (_scene, _turn, pick) => ['attachment.remove', { id: pick('attachment') }],
];

const taskCommands: Maker[] = [
  ({ o, communes }, turn, pick) => {
    const directiveId = turn.b % 2 === 0 ? null : pick('directive') || null;
    const rule = ruleNamed(o, 'Tháng (15 – 14)').id;
    const periodic = { kind: 'periodic', periodRuleId: rule, periodFromOn: '2026-01-15' } as const;
    const task = { ...dated({ directiveId, assignedOn: '2026-05-02' }), ...(turn.a % 3 === 0 ? periodic : {}) };
    const leads = communes
      .slice(0, turn.b % 4)
      .map((unitId) => ({ unitId, supports: turn.a % 2 === 0 ? [{ unitId: o.unitId }] : [] }));
    return ['task.create', { task, dueOn: task.kind === 'dated' ? day(turn) : null, leads }];
  },
  ({ communes }, turn, pick) => [
    'task.assign',
    {
      taskId: pick('task'),
      unitIds: communes.slice(turn.b % 3),
      skipAssigned: true,
      assignedOn: '2026-05-03',
      dueOn: day(turn),
    },
  ],
  ({ o }, turn, pick) => {
    const id = pick('task');
    const parentId = turn.b % 3 === 0 ? pick('task', turn.b) || null : null;
    return [
      'task.update',
      { id, changedAtMs: seenAt(o.db, 'task', id), task: { content: `Việc ${turn.b}`, parentId } },
    ];
  },
  (_scene, _turn, pick) => ['task.remove', { id: pick('task') }],
];

const workCommands: Maker[] = [
  (_scene, turn, pick) => ['assignment.accept', { id: pick('assignment'), onDay: day(turn, '05'), reason: '' }],
  (_scene, turn, pick) => ['assignment.start', { id: pick('assignment'), onDay: day(turn, '05'), reason: '' }],
  (_scene, turn, pick) => [
    'assignment.requestExtension',
    { id: pick('assignment'), onDay: day(turn, '05'), dueOn: day(turn, '07'), reason: 'Thiếu người' },
  ],
  (_scene, turn, pick) => [
    'assignment.submitResult',
    { id: pick('assignment'), onDay: day(turn, '06'), doneOn: day(turn, '06'), reason: '' },
  ],
  ...(['approveExtension', 'grantExtension', 'approveResult', 'returnResult', 'cancel', 'reopen'] as const).map(
    (kind): Maker =>
      (_scene, turn, pick) => [
        'assignment.decide',
        {
          id: pick('assignment'),
          kind,
          onDay: day(turn, '07'),
          reason: 'Đã xem',
          ...(kind === 'grantExtension' ? { dueOn: day(turn, '09') } : {}),
        },
      ],
  ),
  ({ communes }, turn, pick) => [
    'assignment.handOn',
    { id: pick('assignment'), toUnitId: communes[turn.b % 4] ?? '', onDay: day(turn), reason: 'Sáp nhập' },
  ],
  ({ o }, turn) => [
    'assignment.remind',
    { ids: idsOf(o.db, 'assignment').slice(0, 5), onDay: day(turn, '06'), reason: 'Chậm' },
  ],
  (_scene, turn, pick) => {
    const reportedOn = day(turn, '06');
    const words = { content: 'Đã làm', difficulties: '', proposals: '', figures: [], isNothing: 0 as const };
    const doneOn = turn.b % 3 === 0 ? reportedOn : null;
    const periodKey = turn.b % 2 === 0 ? null : day(turn) < '2026-06-15' ? '2026-06' : '2026-07';
    const percent = doneOn === null ? 50 : 100;
    return [
      'report.submit',
      {
        assignmentId: pick('assignment'),
        periodKey,
        on: '2026-12-31',
        reportedOn,
        doneOn,
        percent,
        correctsId: null,
        ...words,
      },
    ];
  },
  (_scene, turn, pick) => {
    const kind = (['approve', 'return', 'close'] as const)[turn.b % 3] ?? 'approve';
    return ['report.review', { reportId: pick('report'), kind, onDay: day(turn, '08'), reason: 'Bổ sung' }];
  },
];

const commands = [
  ...unitCommands,
  ...eventCommands,
  ...directiveCommands,
  ...taskCommands,
  ...taskCommands,
  ...workCommands,
  ...workCommands,
];

/** Someone who may do it. */
const roleFor = (name: string): Role => contract[name as ApiName]?.roles[0] ?? 'admin';

/** Undoes or redoes as someone who may do what it is about. */
function turnBack(o: TestOffice, which: 'undo' | 'redo'): unknown {
  const stack = inSession(o)('activity.stack', {}) as { value: Record<'undo' | 'redo', { name: string } | null> };
  return inSession(o, { role: roleFor(stack.value[which]?.name ?? '') })(`activity.${which}`, {});
}

/** Plays the turns; returns what the tables held before each command that wrote, and at the end. */
function play(scene: Scene, list: readonly Turn[]): Record<string, string>[] {
  const { o } = scene;
  const states = [contentOf(o.db)];
  for (const turn of list) {
    const make = commands[turn.command % commands.length];
    const pick = (table: string, by = turn.a): string => {
      const ids = idsOf(o.db, table);
      return ids[by % Math.max(1, ids.length)] ?? '';
    };
    const called = make?.(scene, turn, pick);
    if (called === undefined) continue;
    const before = lastActivity(o.db);
    // Another person in the same chair decides, since nobody may decide on what is their own.
    const result = inSession(o, { userId: `person-${turn.b % 2}`, role: roleFor(called[0]) })(called[0], called[1]);
    if (!result.ok && result.error.code === 'INTERNAL') throw o.logged.at(-1);
    if (lastActivity(o.db) > before) states.push(contentOf(o.db));
  }
  return states;
}

const lastActivity = (db: Db): number =>
  db.prepare('SELECT coalesce(max(activityId), 0) FROM activity').pluck().get() as number;

test('undoing everything gives the tables back step by step, doing it again gives them back too, and the log stands behind both', () => {
  let written = 0;
  const seen = new Set<string>();
  fc.assert(
    fc.property(turns, (list) => {
      const scene = makeScene();
      const { o } = scene;
      const states = play(scene, list);
      for (const name of o.db.prepare('SELECT name FROM activity').pluck().all()) seen.add(String(name));
      written += states.length - 1;
      for (const state of states.slice(0, -1).toReversed()) {
        expect(turnBack(o, 'undo')).toEqual({ ok: true, value: expect.anything() });
        expect(contentOf(o.db)).toEqual(state);
      }
      expect(turnBack(o, 'undo')).toMatchObject({ ok: false, error: { code: 'UNDO_NOTHING' } });
      expect(unsound(o)).toEqual([]);
      for (const state of states.slice(1)) {
        expect(turnBack(o, 'redo')).toEqual({ ok: true, value: expect.anything() });
        expect(contentOf(o.db)).toEqual(state);
      }
      expect(turnBack(o, 'redo')).toMatchObject({ ok: false, error: { code: 'REDO_NOTHING' } });
      for (const state of states.slice(0, -1).toReversed()) {
        expect(turnBack(o, 'undo')).toEqual({ ok: true, value: expect.anything() });
        expect(contentOf(o.db)).toEqual(state);
      }
      expect(unsound(o)).toEqual([]);
      o.db.close();
    }),
    { numRuns: 80 },
  );
  // The dice are worth nothing if most throws were refused.
  expect(written).toBeGreaterThan(300);
  expect(seen.size).toBeGreaterThan(24);
}, 120_000);
