import { expect, test } from 'vitest';
import { Simulation } from './model/simulate.ts';
import { type SqlPc, sqlKit } from './model/sql-pc.ts';

test('real databases: sticks lost, doubled, late and torn, backups put back, disks copied, and all show the same', () => {
  const simulation = new Simulation({ offices: Number(process.env['OFFICES'] ?? 6), rounds: 8, seed: 1 }, sqlKit());
  const { diverged, leaks, lostOps, openGaps, clones, clonesCaught, ...rest } = simulation.run();
  console.log(rest, { diverged, leaks, lostOps, openGaps, clones, clonesCaught });
  expect({ diverged, leaks, lostOps, openGaps }).toEqual({ diverged: 0, leaks: 0, lostOps: 0, openGaps: 0 });
  expect(clonesCaught).toBe(clones);
  for (const pc of simulation.all()) expect((pc as SqlPc).isWhole).toBe(true);
});
