import { expect, test } from 'vitest';
import { type SimulationResult, simulate } from './model/simulate.ts';

const small = { offices: 8, rounds: 8 };
const faultsOf = ({ diverged, leaks, lostOps, openGaps, clones, clonesCaught }: SimulationResult) => ({
  ...{ diverged, leaks, lostOps, openGaps },
  clonesMissed: clones - clonesCaught,
});
const none = { diverged: 0, leaks: 0, lostOps: 0, openGaps: 0, clonesMissed: 0 };

test('communes and province, sticks lost, doubled, late and torn, backups put back, disks copied: all show the same', () => {
  for (const seed of [1, 2026]) {
    const result = simulate({ ...small, seed });
    expect([seed, faultsOf(result)]).toEqual([seed, none]);
    expect(result.lost + result.crashed).toBeGreaterThan(5);
  }
});

test('a seed replays exactly', () => {
  expect(simulate({ offices: 3, rounds: 4, seed: 7 })).toEqual(simulate({ offices: 3, rounds: 4, seed: 7 }));
});

test('every planted fault is seen', () => {
  const seen = (bug: 'noHash' | 'absenceDeletes' | 'ackBeforeCommit' | 'noAudience') =>
    faultsOf(simulate({ offices: 12, rounds: 8, seed: 3, bugs: [bug] }));
  expect(seen('noHash').clonesMissed).toBeGreaterThan(0);
  expect(seen('absenceDeletes').lostOps).toBeGreaterThan(0);
  const early = seen('ackBeforeCommit');
  expect(early.lostOps + early.openGaps).toBeGreaterThan(0);
  expect(seen('noAudience').leaks).toBeGreaterThan(0);
});
