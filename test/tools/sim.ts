import { isClean, play } from '../sync/model/simulate-all.ts';
import { args } from './args.ts';

/*
 * npm run sim -- --offices N --rounds R --seed S [--seeds K] [--open M]: offices exchange on real databases through everything that goes
 * wrong; K seeds from S on. Exit code 1 when anything diverges, leaks, is lost or is reported wrongly; the seed is printed.
 */

const { numbers } = args({ offices: 40, rounds: 12, seed: 1, seeds: 1, open: 128 });
const { offices = 40, rounds = 12, seed = 1, seeds = 1, open = 128 } = numbers;
let failed = 0;
for (let each = seed; each < seed + seeds; each += 1) {
  const begun = performance.now();
  let peakMib = 0;
  const took = (): string => `${((performance.now() - begun) / 1000).toFixed(0)} s`;
  console.log(`seed ${each}: ${offices} offices, ${rounds} rounds`);
  const tell = (line: string): void => {
    peakMib = Math.max(peakMib, Math.round(process.memoryUsage().rss / 2 ** 20));
    if (seeds === 1) console.log(`${took()} ${peakMib} MiB ${line}`);
  };
  try {
    const outcome = await play({ offices, rounds, seed: each, open, tell });
    tell('done');
    const verdict = isClean(outcome) ? 'nothing wrong' : 'WRONG';
    console.log(`seed ${each}: ${verdict} after ${took()}, at most ${peakMib} MiB`);
    if (seeds === 1 || !isClean(outcome)) console.log(JSON.stringify(outcome, null, 1));
    if (!isClean(outcome)) failed += 1;
  } catch (error) {
    console.log(`seed ${each}: WRONG after ${took()}, it fell over`, error);
    failed += 1;
  }
}
process.exit(failed === 0 ? 0 : 1);
