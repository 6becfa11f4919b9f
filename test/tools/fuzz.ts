import { type FuzzResult, fuzz, fuzzAtRandom } from '../sync/model/fuzz.ts';
import { goldenNames, openGolden, readGolden } from '../sync/model/golden.ts';
import { randomOf } from '../sync/model/simulate.ts';
import { args } from './args.ts';

/*
 * npm run fuzz -- --runs N [--seed S]: spoils every byte of every golden bundle in each of five ways once, then N times several bytes at
 * random. Each must be refused with a code. Exit code 1 when one is accepted or anything falls over.
 */

const { numbers, has } = args({ runs: 10_000, seed: 1 });
const { runs = 10_000, seed = 1 } = numbers;
let failed = 0;

function tell(what: string, { tried, codes, accepted, crashed, peakBytes }: FuzzResult, begun: number): void {
  failed += accepted.length + crashed.length;
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(
    `${what}: ${tried} tried, ${accepted.length} accepted, ${crashed.length} fell over, at most ${(peakBytes / 2 ** 20).toFixed(0)} MiB more, ${seconds} s`,
  );
  console.log(`  ${JSON.stringify(codes)}`);
  for (const line of [...accepted, ...crashed].slice(0, 20)) console.log(`  ${line}`);
}

console.log(`seed ${seed}`);
const names = goldenNames();
for (const name of has('random-only') ? [] : names) {
  const { bytes, keys } = readGolden(name);
  const begun = performance.now();
  tell(
    `${name} (${bytes.length} bytes, each in five ways)`,
    await fuzz(bytes, (spoilt) => openGolden(spoilt, keys)),
    begun,
  );
}
const random = randomOf(seed);
for (const name of names) {
  const { bytes, keys } = readGolden(name);
  const begun = performance.now();
  const share = Math.ceil(runs / names.length);
  tell(`${name} at random`, await fuzzAtRandom(bytes, (spoilt) => openGolden(spoilt, keys), share, random), begun);
}
process.exit(failed === 0 ? 0 : 1);
