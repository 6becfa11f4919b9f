import { availableParallelism } from 'node:os';
import { killMany } from '../sync/model/kill.ts';
import { args } from './args.ts';

/*
 * npm run kill -- --cycles N [--seed S] [--lanes L]: kills real processes while they take bundles in, write them, write backups and put
 * them back, begin a new life and migrate. Exit code 1 when one leaves anything but the old state or the new one.
 */

const { numbers } = args({ cycles: 100, seed: 1, lanes: availableParallelism() });
const { cycles = 100, seed = 1, lanes = 1 } = numbers;
console.log(`seed ${seed}, ${cycles} cycles in ${lanes} lanes`);
const begun = performance.now();
const result = await killMany({ cycles, seed, lanes, tell: (line) => console.log(line) });
console.log(`${((performance.now() - begun) / 1000).toFixed(0)} s: ${JSON.stringify(result, null, 1)}`);
process.exit(result.violations.length === 0 ? 0 : 1);
