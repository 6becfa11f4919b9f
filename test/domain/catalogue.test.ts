import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AreaUnit,
  type CatalogueChoices,
  type CataloguePlan,
  isCloseName,
  planCatalogue,
} from '../../db/domain/catalogue.ts';
import { type CatalogueCells, type CatalogueLine, readCatalogue } from '../../db/domain/catalogue-line.ts';
import { checkParents, checkVersions, versionOn } from '../../db/domain/unit.ts';

const choices = (over: Partial<CatalogueChoices> = {}): CatalogueChoices => ({
  on: '2025-07-01',
  until: null,
  codeReuse: 'ask',
  decisions: {},
  missing: 'keep',
  basisText: '',
  ...over,
});
let ids = 0;
const newId = () => `id-${(ids += 1)}`;
const plan = (lines: CatalogueLine[], existing: readonly AreaUnit[], over: Partial<CatalogueChoices> = {}) =>
  planCatalogue(lines, [], existing, choices(over), newId);

/** The units that are there once the plan is carried out. */
function after(existing: readonly AreaUnit[], { writes }: CataloguePlan): AreaUnit[] {
  const units = new Map(existing.map((unit) => [unit.id, unit]));
  for (const { unitId, level, versions } of writes) units.set(unitId, { id: unitId, level, versions });
  return [...units.values()];
}
const cells = (over: Partial<CatalogueCells>): CatalogueCells => ({
  line: 2,
  level: 'xa',
  code: '00001',
  kind: 'Xã',
  name: 'An',
  fullName: 'Xã An',
  parentCode: '01',
  extraCells: 0,
  ...over,
});

test.each([
  ['Hòa Bình', 'Hoà Bình', true],
  ['Xà Phìn', 'Sà Phìn', true],
  ['Xa Ea Kly', 'Ea Kly', false],
  ['Phó Bảng', 'Phố Bảng', true],
  ['Phường 1', 'Phường 01', true],
  ['Phường 1', 'Phường 2', false],
  ['1', '11', false],
  ['An', 'Ân', true],
  ['Ea', 'Ia', false],
  ['Bến Nghé', 'Sài Gòn', false],
  ['Yên Bái', 'Lào Cai', false],
])('%s and %s are one name written otherwise: %s', (a, b, expected) => {
  expect(isCloseName(a, b)).toBe(expected);
  expect(isCloseName(b, a)).toBe(expected);
});

test('levels and kinds are read with or without marks and capitals; a missing full name is made of kind and name', () => {
  const { lines, errors } = readCatalogue([
    cells({ line: 2, level: 'TỈNH', code: '01', kind: 'THÀNH PHỐ', name: 'An', fullName: '', parentCode: '' }),
    cells({ line: 3, level: 'huyện', code: '001', kind: 'Thành phố thuộc tỉnh', name: 'An', fullName: '' }),
    cells({ line: 4, kind: 'phường', fullName: '' }),
  ]);
  expect(errors).toEqual([]);
  expect(lines.map((line) => [line.kind, line.fullName])).toEqual([
    ['centralCity', 'Thành phố An'],
    ['provincialCity', 'Thành phố An'],
    ['ward', 'Phường An'],
  ]);
});

const Codes = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 });
const bareNames = ['Hòa Bình', 'Sơn Đông', 'Tân Lập', 'Yên Sơn'] as const;
/** A small catalogue: some provinces, each with some communes; names and kinds vary from one to the next. */
const Catalogue = fc
  .tuple(
    Codes,
    Codes,
    fc.infiniteStream(fc.constantFrom(...bareNames)),
    fc.infiniteStream(fc.constantFrom('ward', 'commune')),
  )
  .map(([provinces, communes, names, kinds]) => {
    const name = (): string => names.next().value as string;
    const lines: CatalogueLine[] = provinces.map((code, index) => {
      const bare = name();
      return {
        line: index + 2,
        level: 'province',
        code: String(code).padStart(2, '0'),
        kind: 'province',
        name: bare,
        fullName: `Tỉnh ${bare}`,
        parentCode: null,
      };
    });
    for (const [index, code] of communes.entries()) {
      const kind = kinds.next().value as 'ward' | 'commune';
      const bare = name();
      const parent = provinces[code % provinces.length] ?? 0;
      lines.push({
        line: 100 + index,
        level: 'commune',
        code: String(code).padStart(5, '0'),
        kind,
        name: bare,
        fullName: `${kind === 'ward' ? 'Phường' : 'Xã'} ${bare}`,
        parentCode: String(parent).padStart(2, '0'),
      });
    }
    return lines;
  });
const Steps = fc.array(
  fc.record({
    lines: Catalogue,
    on: fc.constantFrom('2021-11-01', '2025-03-01', '2025-07-01', '2026-04-30'),
    codeReuse: fc.constantFrom('ask' as const, 'rename' as const, 'newUnit' as const),
    missing: fc.constantFrom('keep' as const, 'endInProvinces' as const, 'endAll' as const),
  }),
  { minLength: 1, maxLength: 6 },
);

test('after any imports in any order every unit still keeps the rules of units over time', () => {
  fc.assert(
    fc.property(Steps, (steps) => {
      let units: AreaUnit[] = [];
      for (const { lines, ...over } of steps) units = after(units, plan(lines, units, over));
      const byId = new Map(units.map((unit) => [unit.id, unit.versions]));
      for (const { versions } of units) {
        expect(checkVersions(versions)).toBeUndefined();
        expect(checkParents(versions, (id) => byId.get(id) ?? [])).toBeUndefined();
      }
    }),
    { numRuns: 300 },
  );
});

test('a line that is not an error is what the unit is on the day; importing again changes nothing', () => {
  fc.assert(
    fc.property(Steps, (steps) => {
      let units: AreaUnit[] = [];
      for (const { lines, ...over } of steps) {
        const planned = plan(lines, units, over);
        units = after(units, planned);
        const byId = new Map(units.map((unit) => [unit.id, unit]));
        for (const { line, outcome, unitId } of planned.results) {
          if (outcome === 'error') continue;
          const version = versionOn(byId.get(unitId ?? '')?.versions ?? [], over.on);
          expect([version?.officialCode, version?.kind, version?.fullName.toLowerCase()]).toEqual([
            line.code,
            line.kind,
            line.fullName.toLowerCase(),
          ]);
        }
        const usable = planned.results.filter(({ outcome }) => outcome !== 'error').map(({ line }) => line);
        const again = plan(usable, units, { ...over, missing: 'keep' });
        expect(again.writes).toEqual([]);
        expect(again.results.every(({ outcome }) => outcome === 'same')).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test('absence ends nothing unless it was asked for', () => {
  fc.assert(
    fc.property(Catalogue, Catalogue, (first, second) => {
      const units = after([], plan(first, [], { on: '2021-11-01' }));
      const { missing, writes } = plan(second, units, { codeReuse: 'rename' });
      expect(missing.every((entry) => !entry.willEnd)).toBe(true);
      expect(writes.every(({ versions }) => versions.at(-1)?.validTo === null)).toBe(true);
    }),
  );
});
