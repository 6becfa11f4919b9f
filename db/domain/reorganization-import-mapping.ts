import type { ImportFault } from '../api/contract/reorganization-import.ts';
import type { OrganisationUnit } from './reorganization.ts';
import type { ImportSituation } from './reorganization-import.ts';
import { errorOf, type MappingRow, noticeOf } from './reorganization-import-read.ts';
import { nameKey } from './text.ts';

/** A row whose old unit stands in the tree. */
export interface MappingEdge {
  readonly row: MappingRow;
  readonly old: OrganisationUnit;
}

/** A new ward with what it is made of. */
export interface NewWard {
  readonly code: string;
  /** Its first row, which names it. */
  readonly row: MappingRow;
  readonly edges: readonly MappingEdge[];
  /** One it is made of lost a row to a fault: what is said of that one's heirs is not all. */
  readonly isPartial: boolean;
  /** All its rows can be used: only then is it known to be made of one unit alone. */
  readonly isWhole: boolean;
}

/** The rows of the provinces chosen, joined with the tree and among themselves. */
export interface Mapping {
  readonly wards: readonly NewWard[];
  /** By old unit, rows that can be used. */
  readonly byOld: ReadonlyMap<string, readonly MappingEdge[]>;
  /** By code of a new province: the old ones whose wards it takes, with a row that says so. */
  readonly provinces: ReadonlyMap<string, NewProvince>;
  /** All new provinces of the file, chosen or not. */
  readonly offered: readonly NewProvince[];
  readonly faults: readonly ImportFault[];
  readonly outsideCount: number;
}

export interface NewProvince {
  readonly code: string;
  readonly row: MappingRow;
  readonly from: ReadonlyMap<string, OrganisationUnit>;
}

/** Joins the rows with the tree of the eve, by code only, and leaves out what cannot be. */
export function joinMapping(situation: ImportSituation, rows: readonly MappingRow[]): Mapping {
  const joined = rows.map((row) => ({ row, old: findOld(situation, row) }));
  const provinces = provincesOf(situation, joined);
  const chosen = choose(provinces, joined, situation.choices.provinceCodes);
  const inside = joined.filter(({ row }) => chosen.has(row.provinceCode));
  const faults: ImportFault[] = [];
  const edges = inside.flatMap(({ row, old }): MappingEdge[] => {
    if (old !== undefined) return [{ row, old }];
    const { line, oldCode: unitCode, oldName: name } = row;
    faults.push(
      errorOf(line, unitCode === '' ? 'OLD_UNIT_MISSING' : 'OLD_CODE_UNKNOWN', {
        unitCode,
        name,
        detail: row.newName.fullName,
      }),
    );
    return [];
  });
  for (const edge of edges) faults.push(...differences(situation, edge));
  const bad = findContradictions(
    situation,
    inside.map(({ row }) => row),
    edges,
    faults,
  );
  const { wards, byOld } = group(
    inside.map(({ row }) => row),
    edges,
    bad,
    faults,
  );
  const inScope = new Map([...provinces].filter(([code]) => chosen.has(code)));
  return {
    wards,
    byOld,
    provinces: inScope,
    offered: [...provinces.values()],
    faults,
    outsideCount: rows.length - inside.length,
  };
}

/** A ward by its code; a district by the row that makes a special zone of the whole of it, which names no ward. */
function findOld({ eve }: ImportSituation, row: MappingRow): OrganisationUnit | undefined {
  if (row.oldCode !== '') return eve.find('commune', row.oldCode);
  return row.oldName === '' && row.part === 'whole' && row.districtCode !== ''
    ? eve.find('district', row.districtCode)
    : undefined;
}

type Joined = { readonly row: MappingRow; readonly old: OrganisationUnit | undefined };

/** New provinces with the old ones whose units they take: by the tree, not by the columns of the file. */
function provincesOf({ eve }: ImportSituation, joined: readonly Joined[]): Map<string, NewProvince> {
  const provinces = new Map<string, { code: string; row: MappingRow; from: Map<string, OrganisationUnit> }>();
  for (const { row, old } of joined) {
    const { provinceCode: code } = row;
    const province = provinces.get(code) ?? { code, row, from: new Map() };
    const from = old && eve.provinceOf(old.id);
    if (from !== undefined) province.from.set(from.id, from);
    provinces.set(code, province.row.provinceName === '' && row.provinceName !== '' ? { ...province, row } : province);
  }
  return provinces;
}

/** Codes of the new provinces that are taken: those chosen, those an old one chosen becomes, and what belongs to them. */
function choose(
  provinces: ReadonlyMap<string, NewProvince>,
  joined: readonly Joined[],
  codes: 'all' | ReadonlySet<string>,
): ReadonlySet<string> {
  if (codes === 'all') return new Set(provinces.keys());
  const chosen = new Set([...provinces.keys()].filter((code) => codes.has(code)));
  const namedBy = new Map<string, Set<string>>();
  for (const { row, old } of joined)
    if (old === undefined && codes.has(row.oldProvinceCode))
      namedBy.set(row.provinceCode, (namedBy.get(row.provinceCode) ?? new Set()).add(row.oldProvinceCode));
  for (const { code, from } of provinces.values()) {
    const isNamed = [...from.values()].some(({ versions }) =>
      versions.some(({ officialCode }) => codes.has(officialCode ?? '')),
    );
    if (isNamed || (from.size === 0 && namedBy.has(code))) chosen.add(code);
  }
  // An old province ends once: with one of those it becomes, all of them are taken.
  for (let size = -1; size !== chosen.size; ) {
    size = chosen.size;
    const taken = new Set([...chosen].flatMap((code) => [...(provinces.get(code)?.from.keys() ?? [])]));
    for (const { code, from } of provinces.values()) if ([...from.keys()].some((id) => taken.has(id))) chosen.add(code);
  }
  return chosen;
}

/** Names and places that the file writes otherwise than the tree: listed, never used. */
function differences({ eve }: ImportSituation, { row, old }: MappingEdge): ImportFault[] {
  const { line } = row;
  const found: ImportFault[] = [];
  const version = eve.version(old.id);
  const about = { unitCode: version?.officialCode ?? '', name: eve.nameOf(old.id) };
  if (row.oldCode !== '' && row.oldName !== '' && nameKey(row.oldName) !== nameKey(about.name))
    found.push(noticeOf(line, 'OLD_NAME_DIFFERS', { ...about, detail: row.oldName }));
  const parent = version?.parentId ?? null;
  if (row.oldCode !== '' && row.districtCode !== '' && parent !== null && eve.codeOf(parent) !== row.districtCode)
    found.push(
      noticeOf(line, 'DISTRICT_DIFFERS', {
        ...about,
        detail: `${row.districtCode} ${row.districtName} / ${eve.codeOf(parent)} ${eve.nameOf(parent)}`,
      }),
    );
  const province = eve.provinceOf(old.id);
  if (row.oldProvinceCode !== '' && province !== undefined && eve.codeOf(province.id) !== row.oldProvinceCode)
    found.push(
      noticeOf(line, 'PROVINCE_DIFFERS', {
        ...about,
        detail: `${row.oldProvinceCode} / ${eve.codeOf(province.id)} ${eve.nameOf(province.id)}`,
      }),
    );
  return found;
}

/** Lines that cannot stand together: rows repeated, a whole unit given twice, a new ward under two names. */
function findContradictions(
  situation: ImportSituation,
  rows: readonly MappingRow[],
  edges: readonly MappingEdge[],
  faults: ImportFault[],
): { readonly lines: ReadonlySet<number>; readonly newCodes: ReadonlySet<string> } {
  const lines = new Set<number>();
  const newCodes = new Set<string>();
  const firstByCode = new Map<string, MappingRow>();
  for (const row of rows) {
    const first = firstByCode.get(row.newCode) ?? row;
    firstByCode.set(row.newCode, first);
    const agrees =
      nameKey(first.newName.fullName) === nameKey(row.newName.fullName) && first.provinceCode === row.provinceCode;
    if (agrees) continue;
    newCodes.add(row.newCode);
    faults.push(
      errorOf(row.line, 'ROWS_DISAGREE', {
        unitCode: row.newCode,
        name: row.newName.fullName,
        detail: String(first.line),
      }),
    );
  }
  for (const [id, own] of groupBy(edges, ({ old }) => old.id)) {
    const about = { unitCode: situation.eve.codeOf(id), name: situation.eve.nameOf(id) };
    const kept = new Map<string, MappingEdge>();
    for (const edge of own) {
      const known = kept.get(edge.row.newCode);
      if (known === undefined) kept.set(edge.row.newCode, edge);
      else {
        lines.add(edge.row.line);
        const isSame = known.row.part === edge.row.part;
        if (!isSame) lines.add(known.row.line);
        faults.push(
          errorOf(edge.row.line, isSame ? 'ROW_TWICE' : 'ROWS_DISAGREE', { ...about, detail: String(known.row.line) }),
        );
      }
    }
    if (kept.size < 2 || ![...kept.values()].some(({ row }) => row.part === 'whole')) continue;
    for (const { row } of kept.values()) {
      lines.add(row.line);
      const others = [...kept.values()].filter((other) => other.row !== row).map((other) => other.row.line);
      faults.push(errorOf(row.line, 'WHOLE_AND_MORE', { ...about, detail: others.join(', ') }));
    }
  }
  return { lines, newCodes };
}

function group(
  rows: readonly MappingRow[],
  edges: readonly MappingEdge[],
  bad: { readonly lines: ReadonlySet<number>; readonly newCodes: ReadonlySet<string> },
  faults: ImportFault[],
): Pick<Mapping, 'wards' | 'byOld'> {
  const isGood = ({ row }: MappingEdge): boolean => !bad.lines.has(row.line) && !bad.newCodes.has(row.newCode);
  const good = edges.filter(isGood);
  const lost = new Set(edges.filter((edge) => !isGood(edge)).map(({ old }) => old.id));
  const byNew = groupBy(good, ({ row }) => row.newCode);
  const wards: NewWard[] = [];
  for (const [code, own] of groupBy(rows, (row) => row.newCode)) {
    const ward = byNew.get(code) ?? [];
    const [row] = own;
    if (row === undefined) continue;
    if (ward.length > 0)
      wards.push({
        code,
        row,
        edges: ward,
        isPartial: ward.some(({ old }) => lost.has(old.id)),
        isWhole: ward.length === own.length,
      });
    else faults.push(errorOf(row.line, 'NEW_NOT_FORMED', { unitCode: code, name: row.newName.fullName }));
  }
  return { wards, byOld: groupBy(good, ({ old }) => old.id) };
}

export function groupBy<T, K>(values: Iterable<T>, keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [value]);
    else known.push(value);
  }
  return groups;
}
