import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../db/api/day.ts';
import {
  type AssignmentState,
  type AssignmentStep,
  applyStep,
  canStep,
  foldAssignment,
  newAssignment,
  rates,
  SIDE_BY_STEP,
  type StepKind,
  timelinessOn,
} from '../../db/domain/assignment.ts';
import { nearDay } from './arbitrary.ts';

const DUE = '2026-05-31';
const step = (kind: StepKind, onDay: Day, more: Partial<AssignmentStep> = {}): AssignmentStep => ({
  kind,
  side: SIDE_BY_STEP[kind],
  onDay,
  reason: 'a reason',
  ...more,
});
const fold = (...steps: AssignmentStep[]): AssignmentState => foldAssignment({ originalDueOn: DUE }, steps);
const through = (...kinds: StepKind[]): AssignmentState =>
  fold(...kinds.map((kind) => step(kind, '2026-05-10', kind.endsWith('Extension') ? { dueOn: '2026-06-15' } : {})));

describe('scenario 10: deadlines', () => {
  test('due 31/5 and done 31/5 23:59 is on time, even when approved later', () => {
    const state = fold(
      step('accept', '2026-05-02'),
      step('submitResult', '2026-05-31', { doneOn: '2026-05-31' }),
      step('approveResult', '2026-06-03'),
    );
    expect(state).toMatchObject({ processing: 'done', completedOn: '2026-05-31', isEnded: true });
    expect(timelinessOn(state, DUE, '2026-06-30')).toEqual({
      current: 'doneOnTime',
      original: 'doneOnTime',
      daysLate: 0,
    });
  });

  test('an approval names the day it approves, and a result announced too early can be taken back', () => {
    const awaiting = fold(step('accept', '2026-05-02'), step('submitResult', '2026-05-20', { doneOn: '2026-05-20' }));
    expect(applyStep(awaiting, step('approveResult', '2026-06-03', { doneOn: '2026-05-18' })).completedOn).toBe(
      '2026-05-18',
    );
    expect(applyStep(awaiting, step('start', '2026-05-21'))).toMatchObject({
      processing: 'inProgress',
      submittedDoneOn: null,
    });
  });

  test('extended on 25/5 to 15/6 and done 10/6: on time by the new deadline, late by the original', () => {
    const asked = fold(step('accept', '2026-05-02'), step('requestExtension', '2026-05-24', { dueOn: '2026-06-15' }));
    expect([asked.currentDueOn, asked.extensionRequestedDueOn]).toEqual([DUE, '2026-06-15']);
    const extended = applyStep(asked, step('approveExtension', '2026-05-25', { dueOn: '2026-06-15' }));
    expect([extended.currentDueOn, extended.extensionRequestedDueOn]).toEqual(['2026-06-15', null]);
    expect(timelinessOn(extended, DUE, '2026-06-05')).toEqual({
      current: 'notYetDue',
      original: 'overdue',
      daysLate: 0,
    });
    const done = [step('submitResult', '2026-06-10'), step('approveResult', '2026-06-12')].reduce(applyStep, extended);
    expect(timelinessOn(done, DUE, '2026-06-30')).toEqual({ current: 'doneOnTime', original: 'doneLate', daysLate: 0 });
  });
});

describe('steps a person may write', () => {
  test.each<[string, AssignmentState, AssignmentStep, ReturnType<typeof canStep>]>([
    ['accept a new one', through(), step('accept', DUE), true],
    ['accept twice', through('accept'), step('accept', DUE), 'STEP_NOT_ALLOWED'],
    ['submit before accepting', through(), step('submitResult', DUE), 'STEP_NOT_ALLOWED'],
    ['approve what was not submitted', through('accept'), step('approveResult', DUE), 'STEP_NOT_ALLOWED'],
    [
      'approve as the unit itself',
      through('accept', 'submitResult'),
      step('approveResult', DUE, { side: 'unit' }),
      'STEP_NOT_ALLOWED',
    ],
    [
      'submit again after being sent back',
      through('accept', 'submitResult', 'returnResult'),
      step('submitResult', DUE),
      true,
    ],
    ['extend on the due day', through('accept'), step('requestExtension', DUE, { dueOn: '2026-06-01' }), true],
    [
      'extend the day after',
      through('accept'),
      step('requestExtension', '2026-06-01', { dueOn: '2026-06-15' }),
      'EXTENSION_AFTER_DUE',
    ],
    [
      'extend after an extension, before the new day',
      through('accept', 'requestExtension', 'approveExtension'),
      step('requestExtension', '2026-06-10', { dueOn: '2026-06-20' }),
      true,
    ],
    [
      'extend to the same day',
      through('accept'),
      step('requestExtension', '2026-05-10', { dueOn: DUE }),
      'EXTENSION_NOT_LATER',
    ],
    ['extend to no day', through('accept'), step('requestExtension', '2026-05-10'), 'EXTENSION_NOT_LATER'],
    [
      'extend without a reason',
      through('accept'),
      step('requestExtension', '2026-05-10', { dueOn: '2026-06-15', reason: '  ' }),
      'REASON_REQUIRED',
    ],
    [
      'extend what has no deadline',
      newAssignment(null),
      step('requestExtension', '2026-05-10', { dueOn: '2026-06-15' }),
      'STEP_NOT_ALLOWED',
    ],
    [
      'grant what nobody asked for',
      through('accept'),
      step('approveExtension', '2026-05-10', { dueOn: '2026-06-15' }),
      'STEP_NOT_ALLOWED',
    ],
    [
      'grant without naming the day',
      through('accept', 'requestExtension'),
      step('approveExtension', '2026-05-10'),
      'EXTENSION_NOT_LATER',
    ],
    [
      'grant after the due day what was asked before',
      through('accept', 'requestExtension'),
      step('approveExtension', '2026-06-03', { dueOn: '2026-06-10' }),
      true,
    ],
    ['give more days unasked', through('accept'), step('grantExtension', '2026-06-03', { dueOn: '2026-06-15' }), true],
    [
      'give more days without a reason',
      through('accept'),
      step('grantExtension', '2026-05-10', { dueOn: '2026-06-15', reason: '' }),
      'REASON_REQUIRED',
    ],
    [
      'give an earlier day',
      through('accept'),
      step('grantExtension', '2026-05-10', { dueOn: '2026-05-30' }),
      'EXTENSION_NOT_LATER',
    ],
    ['remind once done', through('accept', 'submitResult', 'approveResult'), step('remind', DUE), 'STEP_NOT_ALLOWED'],
    ['reopen what was handed on', through('handOn'), step('reopen', DUE), 'STEP_NOT_ALLOWED'],
  ])('%s', (_name, state, one, verdict) => {
    expect(canStep(state, one)).toBe(verdict);
  });

  test.each<[StepKind, AssignmentState]>([
    ['requestReturn', through()],
    ['returnResult', through('accept', 'submitResult')],
    ['refuseReturn', through('requestReturn')],
    ['refuseExtension', through('accept', 'requestExtension')],
    ['cancel', through()],
    ['handOn', through()],
    ['reopen', through('cancel')],
  ])('%s needs a reason', (kind, state) => {
    expect(canStep(state, step(kind, '2026-05-12', { reason: undefined }))).toBe('REASON_REQUIRED');
    expect(canStep(state, step(kind, '2026-05-12'))).toBe(true);
  });
});

test.each<[StepKind[], Partial<AssignmentState>]>([
  [[], { processing: 'new', currentDueOn: DUE, isEnded: false }],
  [['accept', 'start'], { processing: 'inProgress' }],
  [['accept', 'start', 'requestReturn', 'refuseReturn'], { processing: 'inProgress', beforeReturnRequest: null }],
  [['requestReturn', 'approveReturn'], { processing: 'returned', isEnded: true }],
  [['accept', 'submitResult', 'returnResult'], { processing: 'sentBack', submittedDoneOn: null, isEnded: false }],
  [
    ['accept', 'submitResult', 'approveResult', 'reopen'],
    { processing: 'inProgress', completedOn: null, isEnded: false },
  ],
  [['accept', 'finish'], { processing: 'done', completedOn: '2026-05-10', isEnded: true }],
  [['accept', 'cancel', 'finish'], { processing: 'cancelled' }],
  [['accept', 'cancel', 'reopen'], { processing: 'new', isEnded: false }],
  [['accept', 'requestExtension', 'refuseExtension'], { currentDueOn: DUE, extensionRequestedDueOn: null }],
  [['accept', 'requestExtension', 'grantExtension'], { currentDueOn: '2026-06-15', extensionRequestedDueOn: null }],
  [['accept', 'requestExtension', 'handOn'], { processing: 'handedOn', extensionRequestedDueOn: null, isEnded: true }],
  [['remind', 'remind'], { reminderCount: 2, lastRemindedOn: '2026-05-10' }],
  // Written at the same time in two offices: whichever comes second and no longer fits is ignored.
  [['accept', 'cancel', 'submitResult', 'approveResult'], { processing: 'cancelled', completedOn: null }],
  [['accept', 'submitResult', 'approveResult', 'returnResult'], { processing: 'done' }],
])('after %j', (kinds, state) => {
  expect(through(...kinds)).toMatchObject(state);
});

test('a late or unexplained step of another office is a fact all the same', () => {
  const late = step('requestExtension', '2026-06-02', { dueOn: '2026-06-15', reason: null });
  expect(applyStep(through('accept'), late).extensionRequestedDueOn).toBe('2026-06-15');
});

describe('laws of the fold', () => {
  const kind = fc.constantFrom(...(Object.keys(SIDE_BY_STEP) as StepKind[]));
  const anyStep: fc.Arbitrary<AssignmentStep> = fc
    .tuple(kind, nearDay, fc.option(nearDay), fc.option(nearDay), fc.boolean(), fc.nat(9))
    .map(([one, onDay, dueOn, doneOn, isExplained, chance]) => ({
      kind: one,
      side: chance === 0 ? 'unit' : SIDE_BY_STEP[one],
      onDay,
      dueOn,
      doneOn,
      reason: isExplained ? 'a reason' : null,
    }));
  const history = fc.tuple(fc.option(nearDay), fc.array(anyStep, { maxLength: 30 }));

  test('any steps in any order give a sound state', () => {
    fc.assert(
      fc.property(history, ([originalDueOn, steps]) => {
        const state = foldAssignment({ originalDueOn }, steps);
        expect(state.isEnded).toBe(['done', 'returned', 'handedOn', 'cancelled'].includes(state.processing));
        expect(state.completedOn !== null).toBe(state.processing === 'done');
        expect(state.currentDueOn === null).toBe(originalDueOn === null);
        if (state.currentDueOn !== null && originalDueOn !== null)
          expect(state.currentDueOn >= originalDueOn).toBe(true);
        if (state.extensionRequestedDueOn !== null)
          expect([state.isEnded, state.extensionRequestedDueOn > (state.currentDueOn ?? '9')]).toEqual([false, true]);
        expect(state.beforeReturnRequest !== null).toBe(state.processing === 'returnRequested');
      }),
      { numRuns: 2000 },
    );
  });

  test('what a person may write takes effect, what does not fit changes nothing, and dropping that gives the same', () => {
    fc.assert(
      fc.property(history, ([originalDueOn, steps]) => {
        const fitting: AssignmentStep[] = [];
        let state = newAssignment(originalDueOn);
        for (const one of steps) {
          const next = applyStep(state, one);
          if (canStep(state, one) === true) expect(next).not.toBe(state);
          if (canStep(state, one) === 'STEP_NOT_ALLOWED') expect(next).toBe(state);
          if (next !== state) fitting.push(one);
          state = next;
        }
        expect(foldAssignment({ originalDueOn }, fitting)).toEqual(state);
      }),
      { numRuns: 500 },
    );
  });

  test('a unit alone can neither finish its work nor move its deadline', () => {
    fc.assert(
      fc.property(history, ([originalDueOn, steps]) => {
        const state = foldAssignment(
          { originalDueOn },
          steps.map((one) => ({ ...one, side: 'unit' })),
        );
        expect([state.isEnded, state.currentDueOn]).toEqual([false, originalDueOn]);
      }),
    );
  });
});

describe('timeliness', () => {
  const open = through('accept');
  test.each([
    ['2026-05-23', 'notYetDue', 0],
    ['2026-05-24', 'dueSoon', 0],
    ['2026-05-31', 'dueSoon', 0],
    ['2026-06-01', 'overdue', 1],
    ['2026-09-30', 'overdue', 122],
  ])('due 31/5, on %s', (day, current, daysLate) => {
    expect(timelinessOn(open, DUE, day)).toEqual({ current, original: current, daysLate });
  });

  test('other warning days, no deadline, and work that stopped', () => {
    expect(timelinessOn(open, DUE, '2026-05-27', 3).current).toBe('notYetDue');
    expect(timelinessOn(newAssignment(null), null, DUE)).toEqual({
      current: 'noDeadline',
      original: 'noDeadline',
      daysLate: 0,
    });
    for (const state of [through('cancel'), through('handOn'), through('requestReturn', 'approveReturn')]) {
      expect(timelinessOn(state, DUE, '2026-09-30')).toEqual({ current: 'stopped', original: 'stopped', daysLate: 0 });
    }
  });

  test('finished late, by days of work and not of approval; and not yet finished on an earlier day', () => {
    const late = fold(
      step('accept', '2026-05-02'),
      step('submitResult', '2026-06-09', { doneOn: '2026-06-04' }),
      step('approveResult', '2026-07-01'),
    );
    expect(timelinessOn(late, DUE, '2026-07-02')).toEqual({ current: 'doneLate', original: 'doneLate', daysLate: 4 });
    expect(timelinessOn(late, DUE, '2026-06-02')).toEqual({ current: 'overdue', original: 'overdue', daysLate: 2 });
  });
});

describe('rates', () => {
  const many = (count: number, currentDueOn: Day | null, completedOn: Day | null = null) =>
    Array.from({ length: count }, () => ({
      processing: completedOn ? ('done' as const) : ('inProgress' as const),
      currentDueOn,
      originalDueOn: currentDueOn,
      completedOn,
    }));

  test("the Government's report of 2017 comes out with its own denominator", () => {
    const states = [
      ...many(14_068, '2017-06-01', '2017-06-01'),
      ...many(1_983, '2017-06-01', '2017-06-02'),
      ...many(5_640, '2018-06-01'),
      ...many(223, '2017-12-01'),
      ...many(50, null),
    ];
    const result = rates(states, '2017-12-31');
    expect(result).toMatchObject({
      done: 16_051,
      doneOnTime: 14_068,
      doneLate: 1_983,
      notDone: 5_863,
      notYetDue: 5_640,
      overdue: 223,
      noDeadline: 50,
    });
    expect(((result.overdueShare ?? 0) * 100).toFixed(2)).toBe('1.37');
  });

  test('ageing bands end at 30, 60 and 120 days', () => {
    const states = [1, 30, 31, 60, 61, 120, 121, 500].flatMap((daysLate) => many(1, addDays('2026-11-21', -daysLate)));
    expect(rates(states, '2026-11-21').ageing).toEqual([2, 2, 2, 2]);
  });

  test('an extension counts for the deadline in force only; nothing due gives no share', () => {
    const extended = [
      { processing: 'done' as const, originalDueOn: DUE, currentDueOn: '2026-06-15', completedOn: '2026-06-10' },
    ];
    expect([rates(extended, '2026-07-01').onTimeShare, rates(extended, '2026-07-01', 'original').onTimeShare]).toEqual([
      1, 0,
    ]);
    expect(rates([], DUE)).toMatchObject({ overdueShare: null, onTimeShare: null, ageing: [0, 0, 0, 0] });
  });

  test('every assignment is counted once, and every overdue one has a band', () => {
    const state = fc.record({
      processing: fc.constantFrom('new' as const, 'done' as const, 'cancelled' as const, 'awaitingApproval' as const),
      currentDueOn: fc.option(nearDay),
      originalDueOn: fc.option(nearDay),
      completedOn: fc.option(nearDay),
    });
    fc.assert(
      fc.property(
        fc.array(state),
        nearDay,
        fc.integer({ min: 0, max: 200 }),
        fc.constantFrom('current' as const, 'original' as const),
        (states, day, offset, deadline) => {
          const r = rates(states, addDays(day, offset), deadline);
          expect(r.done + r.notDone + r.noDeadline + r.stopped).toBe(states.length);
          expect(r.ageing.reduce((sum, count) => sum + count)).toBe(r.overdue);
        },
      ),
    );
  });
});
