import type { Output } from '../../db/api/contract/index.ts';
import { type Change, commit, create } from '../../db/commit.ts';
import type { TestOffice } from './office.ts';

type EventKind = Output<'reorganization.get'>['kind'];

/** Writes changes in a transaction, as a command does. */
export const write = (o: TestOffice, ...changes: readonly Change[]): unknown =>
  o.db.transaction(() => commit(o.ctx, changes)).immediate();

export interface VersionGiven {
  readonly name: string;
  readonly from: string;
  readonly to?: string | null;
  readonly kind?: 'commune' | 'ward' | 'province' | 'ruralDistrict';
  readonly parentId?: string | null;
}

const kindWords = { commune: 'xã', ward: 'phường', province: 'tỉnh', ruralDistrict: 'huyện' } as const;
const shortWords = { commune: 'CAX', ward: 'CAP', province: 'CAT', ruralDistrict: 'CAH' } as const;

/** Fields of a version of a police unit with a Vietnamese name. */
export function versionOf(unitId: string, given: VersionGiven) {
  const kind = given.kind ?? 'commune';
  return {
    unitId,
    validFrom: given.from,
    validTo: given.to ?? null,
    kind,
    name: given.name,
    fullName: `Công an ${kindWords[kind]} ${given.name}`,
    shortName: `${shortWords[kind]} ${given.name}`,
    symbol: shortWords[kind],
    officialCode: null,
    parentId: given.parentId ?? null,
    isKey: 0 as const,
    hasPolice: 0 as const,
    orderNumber: null,
    basisDirectiveId: null,
    basisText: '',
  };
}

/** A police unit with all its versions; returns its id. */
export function unitWith(o: TestOffice, ...versions: readonly VersionGiven[]): string {
  const id = o.ctx.newId();
  const kind = versions[0]?.kind;
  const level = kind === 'province' ? 'province' : kind === 'ruralDistrict' ? 'district' : 'commune';
  write(
    o,
    create('unit', id, { nature: 'police', level, areaId: null }),
    ...versions.map((given) =>
      create(
        'unitVersion',
        o.ctx.newId(),
        versionOf(id, { parentId: kind === 'province' ? null : o.unitId, ...given }),
      ),
    ),
  );
  return id;
}

export interface EdgeGiven {
  readonly from: string | null;
  readonly to: string | null;
  readonly part?: 'whole' | 'part';
  readonly isMain?: 0 | 1;
  readonly ratio?: string | null;
}

/** An event with its edges, as it is written; the units' versions are the caller's. Returns its id. */
export function eventWith(
  o: TestOffice,
  given: { kind: EventKind; on: string; basisText?: string; heirsUnknown?: 0 | 1; edges: readonly EdgeGiven[] },
): string {
  const id = o.ctx.newId();
  write(
    o,
    create('unitEvent', id, {
      ...{ kind: given.kind, signedOn: null, announcedOn: null, effectiveOn: given.on, basisDirectiveId: null },
      ...{ basisText: given.basisText ?? '', note: '', correctsEventId: null, heirsUnknown: given.heirsUnknown ?? 0 },
    }),
    ...given.edges.map(({ from, to, part = 'whole', isMain = 1, ratio = null }) =>
      create('unitLineage', o.ctx.newId(), {
        ...{ eventId: id, fromUnitId: from, toUnitId: to, part, isMainHeir: isMain, ratio },
      }),
    ),
  );
  return id;
}
