import fc from 'fast-check';
import { addDays, type Day } from '../../db/api/day.ts';
import type { LineageEdge, LineageLife } from '../../db/domain/lineage.ts';

export const start = '2020-01-01';

/** Days ten apart. */
export const dayOf = (n: number): Day => addDays(start, n * 10);

/** One event, told loosely: who is named is found among those that live. */
export interface Deed {
  readonly kind: 'merge' | 'split' | 'part' | 'absorb' | 'end' | 'unknown' | 'name';
  readonly who: readonly number[];
  readonly ratios: 'none' | 'exact' | 'short';
}

export interface Story {
  readonly edges: LineageEdge[];
  readonly lives: LineageLife[];
  readonly first: string[];
}

export const deeds = fc.array(
  fc.record<Deed>({
    kind: fc.constantFrom('merge', 'split', 'part', 'absorb', 'end', 'unknown', 'name'),
    who: fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 4 }),
    ratios: fc.constantFrom('none', 'exact', 'exact', 'short'),
  }),
  { maxLength: 14 },
);

/** Eight units and what the deeds make of them, every deed on a day of its own. */
export function tell(list: readonly Deed[]): Story {
  const life = new Map<string, { validFrom: Day; validTo: Day | null }>();
  for (let n = 0; n < 8; n++) life.set(`u${n}`, { validFrom: start, validTo: null });
  const edges: LineageEdge[] = [];
  for (const [n, { kind, who, ratios }] of list.entries()) {
    const on = dayOf(n + 1);
    const alive = [...life].filter(([, { validTo }]) => validTo === null).map(([id]) => id);
    const named = [...new Set(who.map((index) => alive[index % Math.max(1, alive.length)]))].filter(
      (id): id is string => id !== undefined,
    );
    const [one] = named;
    if (one === undefined) continue;
    const end = (id: string): void => void life.set(id, { validFrom: life.get(id)?.validFrom ?? start, validTo: on });
    const make = (name: string): string => {
      life.set(`${name}${n}`, { validFrom: on, validTo: null });
      return `${name}${n}`;
    };
    const parts = { none: [null, null], exact: ['0.35', '0.65'], short: ['0.35', '0.6'] }[ratios];
    const put = (from: string, to: string | null, ratio: string | null = null, unknown: 0 | 1 = 0): void =>
      void edges.push({ eventId: `e${n}`, on, fromUnitId: from, toUnitId: to, ratio, heirsUnknown: unknown });
    if (kind === 'merge') {
      const heir = make('m');
      for (const id of named) {
        put(id, heir);
        end(id);
      }
    } else if (kind === 'split') {
      put(one, make('s'), parts[0]);
      put(one, make('t'), parts[1]);
      end(one);
    } else if (kind === 'part') {
      put(one, one, parts[0]);
      put(one, make('p'), parts[1]);
    } else if (kind === 'absorb') {
      put(one, one);
      for (const id of named.slice(1)) {
        put(id, one);
        end(id);
      }
    } else if (kind === 'name') put(one, one);
    else {
      put(one, null, null, kind === 'unknown' ? 1 : 0);
      end(one);
    }
  }
  return {
    edges,
    lives: [...life].map(([unitId, of]) => ({ unitId, ...of })),
    first: ['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7'],
  };
}
