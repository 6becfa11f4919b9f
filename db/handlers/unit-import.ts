import type { Checked, Output } from '../api/contract/index.ts';
import {
  catalogueByteLimit,
  catalogueColumns,
  catalogueRowLimit,
  type ImportLine,
  type LineOutcome,
  previewLineLimit,
} from '../api/contract/unit-import.ts';
import type { UnitLevel } from '../api/contract/unit-words.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit, create } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { sha256Bytes } from '../crypto.ts';
import { parseCsv } from '../csv.ts';
import {
  type AreaUnit,
  type CataloguePlan,
  type FieldChange,
  type LineResult,
  planCatalogue,
} from '../domain/catalogue.ts';
import { areaKey, findAreaLevel, type RowError, readCatalogue } from '../domain/catalogue-line.ts';
import { versionOn } from '../domain/unit.ts';
import { listUnitsOf } from '../queries/unit.ts';
import { decodeText, readWhole, type TextEncoding } from '../text-file.ts';
import { assertTreeOwner, versionChanges } from './unit-rules.ts';

interface Read {
  readonly sha256: string;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly rowCount: number;
  readonly existing: readonly AreaUnit[];
  readonly errors: readonly RowError[];
  readonly plan: CataloguePlan;
}

/** Reads a catalogue and plans its import; writes nothing. Errors: those of a file and of a CSV. */
function readPlan(ctx: Ctx, input: Checked<'unit.previewImport'>): Read {
  const bytes = readWhole(ctx.path(input.file), catalogueByteLimit);
  const sha256 = sha256Bytes(bytes).toString('hex');
  ctx.step(0, 4);
  const { text, encoding } = decodeText(bytes);
  const { delimiter, rows } = parseCsv(text, catalogueColumns, catalogueRowLimit);
  if (rows.length === 0) throw new AppError('FILE_EMPTY', {});
  ctx.step(1, 4);
  const { lines, errors } = readCatalogue(
    rows.map(({ line, cells, extraCells }) => {
      const { level, code, kind, name, full_name: fullName, parent_code: parentCode } = cells;
      return { line, level, code, kind, name, fullName, parentCode, extraCells };
    }),
  );
  const existing = listUnitsOf(ctx.db, 'area');
  ctx.step(2, 4);
  const refusedKeys = errors.flatMap(({ cells }) => {
    const level = findAreaLevel(cells.level);
    return level === undefined ? [] : [areaKey(level, cells.code)];
  });
  const { on, until, codeReuse, decisions, missing, basisText } = input;
  const choices = { on, until, codeReuse, decisions, missing, basisText };
  const plan = planCatalogue(lines, refusedKeys, existing, choices, ctx.newId);
  ctx.step(3, 4);
  return { sha256, encoding, delimiter, rowCount: rows.length, existing, errors, plan };
}

/** Errors: see the contract. */
export function previewImport(ctx: Ctx, input: Checked<'unit.previewImport'>): Output<'unit.previewImport'> {
  const read = readPlan(ctx, input);
  const lines = showLines(read, input.on);
  const counts = new Map<string, { level: UnitLevel | null; outcome: LineOutcome; count: number }>();
  const shown: ImportLine[] = [];
  const perOutcome = new Map<LineOutcome, number>();
  for (const line of lines) {
    const key = `${line.level} ${line.outcome}`;
    const count = counts.get(key);
    counts.set(key, { level: line.level, outcome: line.outcome, count: (count?.count ?? 0) + 1 });
    const place = (perOutcome.get(line.outcome) ?? 0) + 1;
    perOutcome.set(line.outcome, place);
    if (place <= previewLineLimit) shown.push(line);
  }
  const { sha256, encoding, delimiter, rowCount } = read;
  return {
    sha256,
    encoding,
    delimiter,
    rowCount,
    counts: [...counts.values()],
    lines: shown,
    cut: [...perOutcome].filter(([, count]) => count > previewLineLimit).map(([outcome]) => outcome),
    willEndCount: read.plan.missing.filter((entry) => entry.willEnd).length,
    laterOn: findLater(read.existing, input.on),
  };
}

/** The first day after `on` from which provinces exist that do not on `on`. */
function findLater(existing: readonly AreaUnit[], on: string): string | null {
  const starts = existing
    .filter((unit) => unit.level === 'province' && versionOn(unit.versions, on) === undefined)
    .flatMap((unit) => unit.versions.map((version) => version.validFrom))
    .filter((day) => day > on);
  return starts.sort()[0] ?? null;
}

function showLines({ plan, errors, existing }: Read, on: string): ImportLine[] {
  const names = new Map<string, string>();
  for (const { id, versions } of existing) names.set(id, (versionOn(versions, on) ?? versions[0])?.fullName ?? '');
  for (const { unitId, line, outcome } of plan.results)
    if (unitId !== null && outcome === 'new') names.set(unitId, line.fullName);
  const parents = new Map(plan.results.map(({ line }) => [areaKey(line.level, line.code), line.fullName]));
  const nameOf = (id: string | null): string => (id === null ? '' : (names.get(id) ?? ''));
  const parentOf = (code: string | null): string =>
    code === null ? '' : (parents.get(areaKey('district', code)) ?? parents.get(areaKey('province', code)) ?? code);
  const planned = plan.results.map((result) => showResult(result, nameOf, parentOf(result.line.parentCode)));
  const unread = errors.map(({ cells, problem, detail }): ImportLine => {
    const { line, code, fullName, name, parentCode } = cells;
    const level = findAreaLevel(cells.level) ?? null;
    const shown = (fullName || name).slice(0, 200);
    return {
      line,
      level,
      code: code.slice(0, 40),
      fullName: shown,
      parentName: parentCode.slice(0, 40),
      outcome: 'error',
      changes: [],
      problem: { code: problem, detail },
      willEnd: false,
    };
  });
  const missing = plan.missing.map(
    ({ unitId, version, level, willEnd, problem }): ImportLine => ({
      line: 0,
      level: level as UnitLevel,
      code: version.officialCode ?? '',
      fullName: nameOf(unitId),
      parentName: nameOf(version.parentId),
      outcome: 'missing',
      changes: [],
      problem,
      willEnd,
    }),
  );
  return [...[...planned, ...unread].sort((a, b) => a.line - b.line), ...missing];
}

function showResult(
  { line, outcome, changes, problem }: LineResult,
  nameOf: (id: string | null) => string,
  parentName: string,
): ImportLine {
  const show = ({ field, from, to }: FieldChange) =>
    field === 'parent' ? { field, from: nameOf(from), to: nameOf(to) } : { field, from: from ?? '', to: to ?? '' };
  const { code, fullName, level } = line;
  return {
    line: line.line,
    level,
    code,
    fullName,
    parentName,
    outcome,
    changes: changes.map(show),
    problem,
    willEnd: false,
  };
}

/** Errors: see the contract. Cancelled or failed, nothing of it stays. */
export function importUnits(ctx: Ctx, input: Checked<'unit.import'>): Output<'unit.import'> {
  assertTreeOwner(ctx);
  const { sha256, skipErrors, ...choices } = input;
  const { plan, errors, existing, ...read } = readPlan(ctx, choices);
  if (sha256 !== undefined && read.sha256 !== sha256) throw new AppError('IMPORT_CHANGED', {});
  const count = (outcome: LineResult['outcome']): number =>
    plan.results.filter((result) => result.outcome === outcome).length;
  const skipped = errors.length + count('error');
  if (skipped > 0 && !skipErrors) throw new AppError('IMPORT_HAS_ERRORS', { count: skipped });
  const before = new Map(existing.map((unit) => [unit.id, unit.versions]));
  const changes = plan.writes.flatMap(({ unitId, level, isNew, versions }): Change[] => {
    const identity = isNew ? [create('unit', unitId, { nature: 'area', level: level as UnitLevel, areaId: null })] : [];
    return [...identity, ...versionChanges(before.get(unitId) ?? [], versions)];
  });
  commit(ctx, changes);
  const ended = plan.missing.filter((entry) => entry.willEnd).length;
  return {
    rowCount: read.rowCount,
    created: count('new'),
    changed: count('changed'),
    same: count('same'),
    ended,
    skipped,
  };
}
