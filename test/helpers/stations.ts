import type { ApiName, GateName, Input, Output } from '../../db/api/contract/index.ts';
import type { Role } from '../../db/api/define.ts';
import type { ErrorCode, Result } from '../../db/api/errors.ts';
import { type Change, create } from '../../db/commit.ts';
import { primitives } from '../../db/crypto.ts';
import { dispatch } from '../../db/dispatch.ts';
import { saveDeviceKeys, savePin } from '../../db/exchange/keeping.ts';
import { saveMeta } from '../../db/queries/op.ts';
import { Station } from '../sync/model/station.ts';
import { World } from '../sync/model/world.ts';

/*
 * A province, its communes and second PCs with real databases behind the real door. Bundles go from hand to hand in memory, without
 * the file around them.
 */

type Plain = Exclude<ApiName, GateName>;

export const unitIdOf = (n: number): string => `0190ffff-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const unitChanges = (
  id: string,
  level: 'province' | 'commune',
  parentId: string | null,
  name: string,
): Change[] => [
  create('unit', id, { nature: 'police', level, areaId: null }),
  create('unitVersion', id.replace('ffff', 'eeee'), {
    ...{ unitId: id, validFrom: '2025-07-01', validTo: null, kind: level, name, fullName: name, shortName: name },
    ...{
      symbol: 'CA',
      officialCode: null,
      parentId,
      isKey: 0,
      hasPolice: 1,
      orderNumber: null,
      basisDirectiveId: null,
    },
    basisText: '',
  }),
];

/** One PC with the door of its program. */
export class Office {
  readonly station: Station;

  constructor(station: Station) {
    this.station = station;
    const { db, pc, salt, world } = station;
    saveDeviceKeys(db, pc.keys);
    savePin(db, world.pin);
    saveMeta(db, 'salt', salt);
  }

  call<N extends Plain>(name: N, input: Input<N>, role: Role = 'admin'): Result<Output<N>> {
    const { ctx } = this.station;
    // One person per role: nobody decides on work of their own.
    const userId = role === 'admin' ? ctx.caller.userId : unitIdOf(900 + role.length);
    const caller = { ...ctx.caller, role, userId };
    return dispatch({ ...ctx, caller }, name, input, (error) => {
      throw error;
    }) as Result<Output<N>>;
  }

  get<N extends Plain>(name: N, input: Input<N>, role: Role = 'admin'): Output<N> {
    const result = this.call(name, input, role);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  codeOf<N extends Plain>(name: N, input: Input<N>, role: Role = 'admin'): ErrorCode | undefined {
    const result = this.call(name, input, role);
    return result.ok ? undefined : result.error.code;
  }
}

/** The province, with communes A and B below it; each has the tree. */
export function provinceWith(communes = 2): {
  world: World;
  offices: Office[];
  join: (unit: string, name: string) => Office;
} {
  const [top, ...below] = Array.from({ length: communes + 1 }, (_, n) => unitIdOf(n + 1)) as [string, ...string[]];
  const world = new World(primitives, top);
  for (const unit of below) world.addUnit(unit, top);
  const pcs = [top, ...below].map((unit, n) => world.admit(`device-${n}`, unit, undefined, { name: `Máy ${n}` }));
  const stations = pcs.map((pc, n) => new Station(world, pc, world.documents, n));
  const [p] = stations as [Station];
  p.write(
    ...unitChanges(top, 'province', null, 'Công an tỉnh'),
    ...below.flatMap((unit, n) => unitChanges(unit, 'commune', top, `Công an xã ${n + 1}`)),
  );
  for (const station of stations.slice(1)) deliver(p, station);
  let count = stations.length;
  return {
    world,
    offices: stations.map((station) => new Office(station)),
    join(unit, name) {
      const station = new Station(
        world,
        world.admit(`device-${count}`, unit, undefined, { name }),
        world.documents,
        count,
      );
      count += 1;
      for (const other of stations) other.learn(world.documents);
      stations.push(station);
      deliver(p, station);
      return new Office(station);
    },
  };
}

export const deliver = (from: Station | Office, to: Station | Office) => {
  const [a, b] = [from, to].map((one) => (one instanceof Office ? one.station : one)) as [Station, Station];
  return b.import(a.export(b.pc.unit, [b.inc]));
};

/** Two PCs of one office tell each other what they have. */
export function exchange(a: Office, b: Office): void {
  deliver(a, b);
  deliver(b, a);
}
