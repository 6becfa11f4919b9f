import { existsSync, writeFileSync } from 'node:fs';
import { primitives } from '../../../db/crypto.ts';
import { utf8 } from '../../../db/sync/bytes.ts';
import { blobOf, type Content, checkpointOf, newScene, opsOf, write } from './goi.ts';
import { type GoldenKeys, goldenPath } from './golden.ts';

/*
 * Writes the golden bundles of the format in force, once, when the format is new: `node test/sync/model/make-golden.mts v1`: a whole
 * copy with a file, a receipt, and what came after the fifth op. Those of released formats are never written again.
 */

const name = process.argv[2] ?? '';
if (name === '') throw new Error('name the format');
const scene = await newScene();
const paper = await primitives.newSealingKey();
const both = { ...scene, receiverKeys: [...scene.receiverKeys, paper] };
const all = opsOf(scene.inc, 8, (seq) => `Đôn đốc nhiệm vụ số ${seq}`);
const whole = all.slice(0, 5);
const kinds: Record<string, Content> = {
  [name]: {
    ops: whole,
    documents: [checkpointOf(scene, whole)],
    blobs: [blobOf(utf8('Nội dung tệp đính kèm.'))],
  },
  [`${name}-receipt`]: {},
  [`${name}-delta`]: { ops: all.slice(5), documents: [checkpointOf(scene, all)] },
};
const keys: GoldenKeys = {
  unit: 'C',
  keys: both.receiverKeys,
  pin: scene.world.pin,
  documents: scene.world.documents.slice(0, 1),
};
for (const [kind, content] of Object.entries(kinds)) {
  if (existsSync(goldenPath(`${kind}.goi`))) continue;
  writeFileSync(goldenPath(`${kind}.goi`), await write(both, content));
  writeFileSync(goldenPath(`${kind}.json`), `${JSON.stringify(keys, null, 1)}\n`);
}
