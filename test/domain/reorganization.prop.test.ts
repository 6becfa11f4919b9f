import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FullEventPlan } from '../../db/api/contract/reorganization.ts';
import type { Day } from '../../db/api/day.ts';
import { isInside, overlaps } from '../../db/domain/interval.ts';
import { policeFacts } from '../../db/domain/police.ts';
import {
  buildOrganisation,
  carryOut,
  type EventOutcome,
  type Organisation,
  type OrganisationUnit,
} from '../../db/domain/reorganization.ts';
import { planEvent } from '../../db/domain/reorganization-plan.ts';
import { mirrorForPolice } from '../../db/domain/reorganization-police.ts';
import { checkParents, checkVersions, lifeOf, versionOn } from '../../db/domain/unit.ts';
import { nearDay } from './arbitrary.ts';

/* Random histories of a small country: whatever is asked for, what is carried out keeps the rules of units over time. */

const kinds = [
  'establish',
  'dissolve',
  'absorb',
  'merge',
  'divide',
  'separate',
  'boundary',
  'rename',
  'changeKind',
  'moveParent',
] as const;
const parts = ['whole', 'part', 'partArea', 'partPopulation', 'partAreaWholePopulation'] as const;

const makers: readonly string[] = ['establish', 'merge', 'divide', 'separate'];
const enders: readonly string[] = ['dissolve', 'absorb', 'merge', 'divide'];
/** Kinds without units that go on. */
const starters: readonly string[] = ['establish', 'merge', 'divide'];

/** A wish for an event; numbers choose among the units there are when its turn comes. */
interface Wish {
  readonly kind: (typeof kinds)[number];
  readonly on: Day;
  readonly level: 'province' | 'district' | 'commune';
  readonly ends: readonly number[];
  readonly goes: readonly number[];
  readonly makes: number;
  readonly edges: readonly {
    from: number;
    to: number;
    part: (typeof parts)[number];
    isMainHeir: 0 | 1;
    ratio: string | null;
  }[];
  readonly parent: number;
  readonly code: number;
  readonly children: FullEventPlan['children'];
  readonly corrects: boolean;
  readonly isTidy: boolean;
}

const small = fc.nat({ max: 40 });
const few = { minLength: 1, maxLength: 3 };
const anyWish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom(...kinds),
  on: nearDay,
  level: fc.constantFrom('province', 'district', 'commune', 'commune', 'commune'),
  ends: fc.array(small, few),
  goes: fc.array(small, few),
  makes: fc.nat({ max: 2 }),
  edges: fc.array(
    fc.record({
      from: fc.nat({ max: 3 }),
      to: fc.nat({ max: 3 }),
      part: fc.constantFrom(...parts),
      isMainHeir: fc.constantFrom(0, 0, 1),
      ratio: fc.constantFrom(null, null, '0.4', '0.7', '1'),
    }),
    { maxLength: 3 },
  ),
  parent: small,
  code: fc.nat({ max: 12 }),
  children: fc.constantFrom('refuse', 'moveUp', 'toMainHeir'),
  corrects: fc.constantFrom(false, false, false, true),
  isTidy: fc.constantFrom(true, true, true, false),
});

class Country {
  readonly organisation: Organisation;
  readonly ids: string[] = [];
  readonly done: { plan: FullEventPlan; outcome: EventOutcome }[] = [];
  #count = 0;

  constructor(withPolice: boolean) {
    const units: OrganisationUnit[] = [];
    const add = (level: OrganisationUnit['level'], name: string, parentId: string | null, kind: string): string => {
      const id = this.newId();
      const facts = this.facts(name, parentId, kind, units.length);
      units.push({
        id,
        nature: 'area',
        level,
        areaId: null,
        versions: [{ ...facts, id: this.newId(), unitId: id, validFrom: '2020-01-01', validTo: null }],
      });
      this.ids.push(id);
      return id;
    };
    for (const province of [0, 1]) {
      const provinceId = add('province', `Tỉnh P${province}`, null, 'province');
      for (const district of [0, 1]) {
        const districtId = add('district', `Huyện D${province}${district}`, provinceId, 'ruralDistrict');
        for (const commune of [0, 1, 2]) add('commune', `Xã C${province}${district}${commune}`, districtId, 'commune');
      }
      for (const commune of [3, 4]) add('commune', `Xã C${province}${commune}`, provinceId, 'commune');
    }
    const police = withPolice ? units.map((area) => this.#policeOf(area, units)) : [];
    this.organisation = buildOrganisation([...units, ...police]);
    this.ids.push(...police.map(({ id }) => id));
  }

  newId = (): string => {
    this.#count += 1;
    return `u${this.#count}`;
  };

  #policeOf(area: OrganisationUnit, areas: readonly OrganisationUnit[]): OrganisationUnit {
    const [version] = area.versions;
    if (version === undefined) throw new Error('an area without a version');
    const parentId = version.parentId === null ? null : `${version.parentId}p`;
    if (parentId !== null && !areas.some(({ id }) => `${id}p` === parentId)) throw new Error('no parent');
    const own = { ...version, ...policeFacts(version), officialCode: null, hasPolice: 0 as const, parentId };
    const id = `${area.id}p`;
    return {
      id,
      nature: 'police',
      level: area.level,
      areaId: area.id,
      versions: [{ ...own, id: this.newId(), unitId: id }],
    };
  }

  facts(fullName: string, parentId: string | null, kind: string, code: number | null) {
    return {
      kind: kind as 'commune',
      name: fullName,
      fullName,
      shortName: '',
      symbol: '',
      officialCode: code === null ? null : String(code).padStart(5, '0'),
      parentId,
      isKey: 0 as const,
      hasPolice: 1 as const,
      orderNumber: null,
      basisDirectiveId: null,
      basisText: '',
    };
  }

  unit(id: string): OrganisationUnit {
    const unit = this.organisation.unit(id);
    if (unit === undefined) throw new Error(`no unit ${id}`);
    return unit;
  }

  units = (): OrganisationUnit[] => this.ids.map((id) => this.unit(id));

  /** Areas of a level; most wishes ask for living ones, so that most of them can be carried out. */
  #choose(wish: Wish, number: number, level = wish.level): string | undefined {
    const all = this.units().filter((unit) => unit.nature === 'area' && unit.level === level);
    const alive = all.filter(({ versions }) => versionOn(versions, wish.on) !== undefined);
    const among = wish.isTidy && !wish.corrects ? alive : all;
    return among[number % Math.max(1, among.length)]?.id;
  }

  /** A tidy wish asks for what its kind allows, so that most of them can be carried out; the others ask for anything. */
  planOf(wish: Wish): FullEventPlan {
    const parentId = this.#parentOf(wish);
    const members = this.#membersOf(wish, parentId);
    const kind = { province: 'centralCity', district: 'town', commune: 'ward' }[wish.level];
    const name = `${wish.kind} ${this.done.length} ${wish.parent}`;
    const makes = makers.includes(wish.kind) ? Math.max(1, wish.makes) : 0;
    const created = Array.from({ length: wish.isTidy ? makes : wish.makes }, (_, index) => ({
      key: `new${index}`,
      nature: 'area' as const,
      level: wish.level,
      areaId: null,
      facts: this.facts(`${name} ${index}`, parentId, kind, index === 0 ? wish.code : null),
    }));
    return {
      kind: wish.kind,
      effectiveOn: wish.on,
      ...{ signedOn: null, announcedOn: null, basisDirectiveId: null, basisText: 'QĐ', note: '' },
      correctsEventId: wish.corrects ? 'an earlier event' : null,
      heirsUnknown: 0,
      members,
      created,
      edges: this.#edgesOf(wish, [...members.map(({ unitId }) => unitId), ...created.map(({ key }) => key)]),
      children: wish.children,
      withPolice: false,
    };
  }

  #parentOf(wish: Wish): string | null {
    if (wish.level === 'province') return null;
    const level = wish.level === 'commune' && wish.parent % 2 === 0 ? 'district' : 'province';
    return this.#choose(wish, wish.parent, level) ?? null;
  }

  #membersOf(wish: Wish, parentId: string | null): FullEventPlan['members'] {
    const name = `${wish.kind} ${this.done.length} ${wish.parent}`;
    const kind = { province: 'centralCity', district: 'town', commune: 'ward' }[wish.level] as 'ward';
    const patches: Partial<Record<Wish['kind'], FullEventPlan['members'][number]['patch']>> = {
      rename: { name, fullName: name },
      changeKind: { kind, fullName: name },
      moveParent: { parentId },
    };
    const wanted = {
      ends: !wish.isTidy || enders.includes(wish.kind),
      goes: !wish.isTidy || !starters.includes(wish.kind),
    };
    const ends = (wanted.ends ? wish.ends : []).slice(0, wish.isTidy && wish.kind === 'divide' ? 1 : 3);
    const chosen = [
      ...ends.map((number) => ({ number, fate: 'ends' as const, patch: {} })),
      ...(wanted.goes ? wish.goes : []).map((number) => ({
        number,
        fate: 'continues' as const,
        patch: patches[wish.kind] ?? {},
      })),
    ].flatMap(({ number, ...rest }) => {
      const unitId = this.#choose(wish, number);
      return unitId === undefined ? [] : [{ unitId, ...rest }];
    });
    return wish.isTidy ? [...new Map(chosen.map((member) => [member.unitId, member])).values()] : chosen;
  }

  #edgesOf(wish: Wish, keys: readonly string[]): FullEventPlan['edges'] {
    const [first = null, second = null] = keys;
    if (wish.isTidy && wish.kind === 'boundary')
      return [{ from: first, to: second, part: 'partArea', isMainHeir: 0, ratio: null }];
    const ends = [...keys, null];
    return (wish.isTidy ? [] : wish.edges).map(({ from, to, ...rest }) => ({
      ...rest,
      from: ends[from % ends.length] ?? null,
      to: ends[(from + 1 + to) % ends.length] ?? null,
    }));
  }

  /** Plans and carries out; true when it had no problems. */
  happen(plan: FullEventPlan, areaIds?: ReadonlyMap<string, string>): EventOutcome {
    const outcome = planEvent(this.organisation, plan, { officeUnitId: null, newId: this.newId, areaIds });
    if (carryOut(this.organisation, outcome)) {
      this.ids.push(...outcome.createdIds.values());
      this.done.push({ plan, outcome });
    }
    return outcome;
  }
}

const isSelf = (edge: { fromUnitId: string | null; toUnitId: string | null }): boolean =>
  edge.fromUnitId === edge.toUnitId;
const endOf = (unit: OrganisationUnit): Day | null => lifeOf(unit.versions)?.validTo ?? null;

/** DOMAIN 5.2.1: no overlap, no gap, children within their parents, areas under the level above, one unit to a code. */
function expectRules(country: Country): void {
  const rank = { province: 1, district: 2, commune: 3 } as Record<string, number>;
  for (const unit of country.units()) {
    expect(checkVersions(unit.versions)).toBeUndefined();
    expect(checkParents(unit.versions, (id) => country.organisation.unit(id)?.versions ?? [])).toBeUndefined();
    for (const version of unit.versions) {
      if (version.parentId === null) continue;
      const parent = country.unit(version.parentId);
      expect(parent.nature).toBe(unit.nature);
      if (unit.nature === 'area') expect(rank[parent.level]).toBeLessThan(rank[unit.level] ?? 0);
    }
  }
  const coded = country
    .units()
    .flatMap(({ level, versions }) =>
      versions.flatMap((version) => (version.officialCode === null ? [] : [{ level, version }])),
    );
  for (const [index, { level, version }] of coded.entries())
    for (const other of coded.slice(index + 1)) {
      const isTwice =
        other.level === level &&
        other.version.officialCode === version.officialCode &&
        other.version.unitId !== version.unitId;
      if (isTwice) expect(overlaps(version, other.version)).toBe(false);
    }
}

/** DOMAIN 5.2.2 and what every event promises of its edges. */
function expectEdges(country: Country): void {
  const revived = new Set(
    country.done.flatMap(({ plan }) =>
      plan.correctsEventId === null
        ? []
        : plan.members.flatMap(({ unitId, fate }) => (fate === 'continues' ? unitId : [])),
    ),
  );
  for (const { plan, outcome } of country.done) {
    const on = plan.effectiveOn;
    const named = new Set(outcome.edges.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId]));
    for (const { id, before, versions, isNew } of outcome.writes) {
      const changes = JSON.stringify(versionOn(before, on)) !== JSON.stringify(versionOn(versions, on));
      const isOlder = before.some(({ validFrom }) => validFrom < on);
      if (isNew || (changes && isOlder)) expect(named).toContain(id);
    }
    for (const id of outcome.endedIds) if (!revived.has(id)) expect(endOf(country.unit(id))).toBe(on);
    for (const edge of outcome.edges) {
      const { fromUnitId: from, toUnitId: to } = edge;
      if (to !== null && from !== to)
        expect(country.unit(to).versions.some((version) => isInside(version, on))).toBe(true);
      if (from === null || isSelf(edge) || revived.has(from)) continue;
      if (edge.part === 'whole') expect(endOf(country.unit(from))).toBe(on);
    }
  }
}

/** Follows the edges of every ended unit to units that live, or to an event that says it has no heir. */
function expectHeirs(country: Country): void {
  const reaches = (id: string): boolean => {
    const end = endOf(country.unit(id));
    if (end === null) return true;
    const edges = country.organisation
      .edges(id)
      .filter((edge) => edge.fromUnitId === id && edge.effectiveOn === end && !isSelf(edge));
    return edges.length > 0 && edges.every(({ toUnitId }) => toUnitId === null || reaches(toUnitId));
  };
  for (const { id } of country.units()) expect(reaches(id), id).toBe(true);
}

/** What is said of one unit on one day by all events together. */
function expectShares(country: Country): void {
  for (const { id } of country.units()) {
    const given = country.organisation.edges(id).filter((edge) => edge.fromUnitId === id && !isSelf(edge));
    for (const edges of Map.groupBy(given, ({ effectiveOn }) => effectiveOn).values()) {
      if (edges.some(({ part }) => part === 'whole')) expect(edges).toHaveLength(1);
      expect(edges.filter(({ isMainHeir }) => isMainHeir === 1).length).toBeLessThan(2);
      expect(edges.reduce((sum, { ratio }) => sum + Number(ratio ?? 0), 0)).toBeLessThanOrEqual(1.000001);
    }
  }
}

const history = fc.array(anyWish, { minLength: 5, maxLength: 30 });

test('any history that is carried out keeps the rules of units over time, and loses no unit without saying so', () => {
  const carried = new Map<string, number>();
  fc.assert(
    fc.property(history, (wishes) => {
      const country = new Country(false);
      for (const wish of wishes) {
        const before = JSON.stringify(country.units());
        const { problems } = country.happen(country.planOf(wish));
        if (problems.length > 0) expect(JSON.stringify(country.units())).toBe(before);
        else carried.set(wish.kind, (carried.get(wish.kind) ?? 0) + 1);
        expectRules(country);
      }
      expectEdges(country);
      expectHeirs(country);
      expectShares(country);
    }),
    { numRuns: 150 },
  );
  for (const kind of kinds) expect(carried.get(kind) ?? 0, kind).toBeGreaterThan(5);
});

test('police units follow their areas: each living area with police has one unit, each living unit a living area', () => {
  let followed = 0;
  fc.assert(
    fc.property(fc.array(anyWish, { minLength: 3, maxLength: 15 }), (wishes) => {
      const country = new Country(true);
      const days = new Set<Day>();
      for (const wish of wishes.map((one) => ({
        ...one,
        on: one.on < '2025-03-01' ? one.on : '2025-02-28',
        corrects: false,
      }))) {
        const plan = country.planOf({ ...wish, children: 'moveUp' });
        const outcome = planEvent(country.organisation, plan, { officeUnitId: null, newId: country.newId });
        if (outcome.problems.length > 0) continue;
        const mirror = mirrorForPolice(country.organisation, plan, outcome, { officeUnitId: null });
        country.ids.push(...outcome.createdIds.values());
        carryOut(country.organisation, outcome);
        country.done.push({ plan, outcome });
        if (mirror !== undefined) {
          expect(country.happen(mirror.plan, mirror.areaIds).problems).toEqual([]);
          followed += 1;
        }
        days.add(wish.on);
      }
      expectRules(country);
      for (const on of days) expectServed(country, on);
    }),
    { numRuns: 60 },
  );
  expect(followed).toBeGreaterThan(60);
});

function expectServed(country: Country, on: Day): void {
  const alive = country.units().filter(({ versions }) => versionOn(versions, on) !== undefined);
  const served = alive.flatMap(({ nature, areaId }) => (nature === 'police' ? [areaId ?? ''] : []));
  const areas = alive.flatMap(({ nature, id }) => (nature === 'area' ? [id] : []));
  expect(served.sort()).toEqual(areas.sort());
}
