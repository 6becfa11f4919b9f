import { existsSync, writeFileSync } from 'node:fs';
import { primitives } from '../../../db/crypto.ts';
import { utf8 } from '../../../db/sync/bytes.ts';
import { blobOf, checkpointOf, newScene, opsOf, write } from './goi.ts';
import { type GoldenKeys, goldenPath } from './golden.ts';

/*
 * Writes the golden bundle of the format in force, once, when the format is new: `node test/sync/model/make-golden.mts v1`.
 * Those of released formats are never written again.
 */

const name = process.argv[2] ?? '';
if (name === '' || existsSync(goldenPath(`${name}.goi`))) throw new Error('name a golden bundle that is not there yet');
const scene = await newScene();
const paper = await primitives.newSealingKey();
const both = { ...scene, receiverKeys: [...scene.receiverKeys, paper] };
const ops = opsOf(scene.inc, 5, (seq) => `Đôn đốc nhiệm vụ số ${seq}`);
const content = { ops, documents: [checkpointOf(scene, ops)], blobs: [blobOf(utf8('Nội dung tệp đính kèm.'))] };
const keys: GoldenKeys = {
  unit: 'C',
  keys: both.receiverKeys,
  pin: scene.world.pin,
  documents: scene.world.documents.slice(0, 1),
};
writeFileSync(goldenPath(`${name}.goi`), await write(both, content));
writeFileSync(goldenPath(`${name}.json`), `${JSON.stringify(keys, null, 1)}\n`);
