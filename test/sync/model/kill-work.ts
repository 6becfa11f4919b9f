import { join } from 'node:path';
import { platform, primitives } from '../../../db/crypto.ts';
import type { Exchange } from '../../../db/exchange/exchange.ts';
import { handOut, sayHeld } from '../../../db/exchange/hand-out.ts';
import { beginIncarnation } from '../../../db/exchange/incarnation.ts';
import { entityRules } from '../../../db/exchange/rules.ts';
import { sealTo } from '../../../db/exchange/seal-bundle.ts';
import { inOneGo, takeIn } from '../../../db/exchange/take-in.ts';
import type { OpenOptions } from '../../../db/open.ts';
import { saveSent } from '../../../db/queries/exchange.ts';
import { findMeta } from '../../../db/queries/op.ts';
import type { Db } from '../../../db/sql.ts';
import { packDocuments, packOps, packVolumes } from '../../../db/sync/bundle/pack.ts';
import { readOpLine } from '../../../db/sync/bundle/read.ts';
import type { Envelope } from '../../../db/sync/bundle/write.ts';
import type { Pin } from '../../../db/sync/certificate.ts';
import type { DeviceKeys } from '../../../db/sync/identity.ts';
import type { SealingKey } from '../../../db/sync/primitives.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import { backUp, databaseKey } from './kill-backup.ts';

/** What a process that is to be killed works with, as it stands in a file. */
export interface Plan {
  readonly folder: string;
  readonly unitId: string;
  readonly keys: DeviceKeys;
  readonly pin: Pin;
  /** The office that bundles go to, with the keys that open them. */
  readonly to: { readonly unitId: string; readonly keys: readonly SealingKey[] };
  readonly sender: string;
  readonly chain: readonly SignedDocument[];
  readonly cargo: {
    readonly from: { readonly unitId: string; readonly inc: string };
    readonly place: { readonly number: number; readonly set: string; readonly previous: string };
    readonly documents: readonly SignedDocument[];
    readonly ops: readonly { readonly hash: string; readonly text: string }[];
  };
}

export interface Schedule extends Plan {
  readonly opening: OpenOptions;
}
export const scheduleOf = (plan: Plan): Schedule => ({
  ...plan,
  opening: { path: join(plan.folder, 'office.db'), key: databaseKey, cipher: 'aegis' },
});

export function exchangeIn(db: Db, { unitId, keys, pin }: Plan): Exchange {
  const incarnation = findMeta(db, 'incarnation') ?? '';
  const office = { unitId, deviceId: keys.device, incarnation };
  const salt = findMeta(db, 'salt') ?? '';
  return { db, office, salt, keys, pin, crypto: primitives, rules: entityRules, now: Date.now };
}

type Tell = (line: string) => void;

/** Works and tells what is done, each thing only once it is. */
export async function work(name: string, db: Db, schedule: Schedule, tell: Tell): Promise<void> {
  tell('ready');
  if (name === 'import') importOnce(db, schedule, tell);
  if (name === 'backup') backUp(schedule.folder, db, tell);
  for (let n = 1; name === 'export'; n += 1) await exportOnce(db, schedule, tell, n);
  while (name === 'newLife') {
    const exchange = exchangeIn(db, schedule);
    const { incarnation } = db.transaction(() => beginIncarnation(exchange)).immediate();
    tell(incarnation);
  }
  db.close();
}

function importOnce(db: Db, plan: Plan, tell: Tell): void {
  const { from, place, documents, ops } = plan.cargo;
  const exchange = exchangeIn(db, plan);
  const received = ops.map(({ hash, text }) => readOpLine(hash, Buffer.from(text)));
  const arrived = { ...from, place: { ...place, volume: { k: 1, n: 1 } }, madeAtMs: 0, documents, ops: received };
  inOneGo(exchange, () => takeIn(exchange, arrived, 'u'));
  // The word on what was taken in leaves only after it is on the disk.
  tell(db.transaction(() => sayHeld(exchange, plan.to.unitId)).immediate().text);
}

async function exportOnce(db: Db, plan: Plan, tell: Tell, n: number): Promise<void> {
  const exchange = exchangeIn(db, plan);
  const { office, keys, salt } = exchange;
  const prepared = db
    .transaction(() => {
      const { place, documents, ops } = handOut(exchange, plan.to.unitId, []);
      const packed = [...ops()];
      saveSent(db, {
        ...{ setId: place.set, unitId: plan.to.unitId, inc: office.incarnation, number: place.number },
        ...{ previous: place.previous, madeAtMs: 0, opCount: packed.length, byteCount: 0, volumeCount: 1, userId: 'u' },
        ...{ state: 'written', runs: [], documents: [] },
      });
      return { place, documents, packed };
    })
    .immediate();
  const frames = [...packDocuments(platform, prepared.documents), ...packOps(platform, prepared.packed)];
  const [volume] = packVolumes(frames, []);
  if (volume === undefined) throw new Error('there is always a volume');
  const envelope: Envelope = {
    ...{ set: prepared.place.set, sender: plan.sender, key: keys.signing, unit: office.unitId, device: keys.device },
    ...{ inc: office.incarnation, salt, to: plan.to.unitId, number: prepared.place.number },
    ...{ previous: prepared.place.previous, volume: { k: 1, n: 1 }, schema: 1, app: '0.1.0', wall: 0 },
    recipients: plan.to.keys.map(({ recipient }) => recipient),
    chain: plan.chain,
  };
  const fileName = `goi-${n}-${prepared.place.number}.goi`;
  const order = {
    ...{ kind: 'seal' as const, path: join(plan.folder, fileName), envelope, sections: volume.sections, blobs: [] },
    frames: volume.frames.map(({ entry, sections, read }) => ({ entry, sections, bytes: read() })),
    store: { folder: plan.folder, key: databaseKey },
  };
  for await (const message of sealTo(order)) void message;
  tell(fileName);
}
