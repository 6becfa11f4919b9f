import type { Checked, Output } from '../api/contract/index.ts';
import type { reorganizationImportContract } from '../api/contract/reorganization-import.ts';
import {
  changesColumns,
  type ImportedUnit,
  type ImportFault,
  mappingColumns,
  type ReorganizationFile,
  reorganizationByteLimit,
  reorganizationLineLimit,
  reorganizationRowLimit,
} from '../api/contract/reorganization-import.ts';
import type { Day } from '../api/day.ts';
import { AppError } from '../api/errors.ts';
import { type Change, commit } from '../commit.ts';
import type { Ctx } from '../context.ts';
import { sha256Bytes } from '../crypto.ts';
import { headingOf, parseCsv } from '../csv.ts';
import { buildOrganisation, type EventOutcome, mergeWrites } from '../domain/reorganization.ts';
import type { ImportChoices } from '../domain/reorganization-import.ts';
import {
  changesCells,
  type ImportCells,
  mappingCells,
  readChanges,
  readMapping,
} from '../domain/reorganization-import-read.ts';
import {
  type CarriedEvent,
  type ImportFile,
  type ImportPlan,
  planImport,
} from '../domain/reorganization-import-run.ts';
import { countOpenItems } from '../queries/open-item.ts';
import { listOrganisation } from '../queries/unit-event.ts';
import { decodeText, readWhole, type TextEncoding } from '../text-file.ts';
import type { HandlersOf } from './define.ts';
import { assertHere } from './reorganization-record.ts';
import { eventChanges, unitChanges } from './reorganization-write.ts';
import { assertTreeOwner } from './unit-rules.ts';

type Choices = Checked<'reorganization.previewImport'>;
type Preview = Output<'reorganization.previewImport'>;

interface Read {
  readonly sha256: string;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly rowCount: number;
  readonly file: ImportFile;
  readonly faults: readonly ImportFault[];
  readonly outsideCount: number;
  readonly plan: ImportPlan;
}

/** Tells by its heading what a file tells of. Errors: CSV_COLUMNS_MISSING. */
function kindOf(heading: readonly string[]): ReorganizationFile {
  const missing = (columns: readonly string[]): string[] => columns.filter((column) => !heading.includes(column));
  const [ofMapping, ofChanges] = [missing(mappingColumns), missing(changesColumns)];
  if (ofMapping.length === 0) return 'mapping';
  if (ofChanges.length === 0) return 'changes';
  const found = heading
    .filter((name) => name !== '')
    .slice(0, 20)
    .map((name) => name.slice(0, 40));
  throw new AppError('CSV_COLUMNS_MISSING', {
    missing: ofMapping.length <= ofChanges.length ? ofMapping : ofChanges,
    found,
  });
}

/** Reads a file and plans its import; writes nothing. Errors: those of a file and of a CSV, CATALOGUE_EMPTY, EFFECTIVE_DAY_MISSING. */
function readPlan(ctx: Ctx, input: Choices): Read {
  const bytes = readWhole(ctx.path(input.file), reorganizationByteLimit);
  const sha256 = sha256Bytes(bytes).toString('hex');
  const { text, encoding } = decodeText(bytes);
  const heading = headingOf(text);
  const kind = kindOf(heading);
  const columns = (kind === 'mapping' ? mappingCells : changesCells).filter((column) => heading.includes(column));
  const { delimiter, rows } = parseCsv(text, columns, reorganizationRowLimit);
  if (rows.length === 0) throw new AppError('FILE_EMPTY', {});
  ctx.step(0, 100);
  const { units, edges } = listOrganisation(ctx.db, input.withPolice ? ['area', 'police'] : ['area']);
  const areas = units.filter(({ nature }) => nature === 'area');
  if (areas.length === 0) throw new AppError('CATALOGUE_EMPTY', { on: input.on ?? input.toOn ?? '' });
  const read = readFile(kind, rows, input);
  ctx.step(10, 100);
  const { newId, office } = ctx;
  const plan = planImport(read.file, choicesOf(input), {
    newId,
    officeUnitId: office.unitId,
    organisation: () => buildOrganisation(units, edges),
    areaIds: areas.map(({ id }) => id),
    step: (done, total) => ctx.step(10 + Math.round((80 * done) / Math.max(1, total)), 100),
  });
  ctx.step(90, 100);
  const outsideCount = plan.outsideCount + read.outsideCount;
  return {
    sha256,
    encoding,
    delimiter,
    rowCount: rows.length,
    file: read.file,
    faults: [...read.faults, ...plan.faults].sort(byLine),
    outsideCount,
    plan,
  };
}

/** What a person must do something about comes first, then in the order of the file. */
const byLine = (a: ImportFault, b: ImportFault): number => Number(b.isError) - Number(a.isError) || a.line - b.line;

function readFile(
  kind: ReorganizationFile,
  rows: readonly ImportCells[],
  { on, fromOn, toOn }: Choices,
): { readonly file: ImportFile; readonly faults: readonly ImportFault[]; readonly outsideCount: number } {
  if (kind === 'mapping') {
    if (on === null) throw new AppError('EFFECTIVE_DAY_MISSING', {});
    const { rows: read, faults } = readMapping(rows);
    return { file: { kind, on, rows: read }, faults, outsideCount: 0 };
  }
  const { rows: read, faults } = readChanges(rows);
  const chosen = read.filter((row) => (fromOn === null || row.on >= fromOn) && (toOn === null || row.on <= toOn));
  return { file: { kind, rows: chosen }, faults, outsideCount: read.length - chosen.length };
}

function choicesOf({
  provinceCodes,
  signedOn,
  announcedOn,
  basisDirectiveId,
  basisText,
  withPolice,
}: Choices): ImportChoices {
  const codes = provinceCodes === 'all' ? provinceCodes : new Set(provinceCodes);
  return { provinceCodes: codes, signedOn, announcedOn, basisDirectiveId, basisText, withPolice };
}

/** Errors: see the contract. */
export function previewReorganization(ctx: Ctx, input: Choices): Preview {
  const { plan, faults, ...read } = readPlan(ctx, input);
  const units = plan.events.flatMap((event) => event.units.map(showUnit));
  const errorCount = faults.filter(({ isError }) => isError).length;
  const isCut = [units, plan.splits, faults].some((list) => list.length > reorganizationLineLimit);
  return {
    sha256: read.sha256,
    encoding: read.encoding,
    delimiter: read.delimiter,
    fileKind: read.file.kind,
    rowCount: read.rowCount,
    outsideCount: read.outsideCount,
    sameCount: plan.sameCount,
    days: daysOf(plan),
    provinces: plan.provinces.map((province) => ({ ...province, oldNames: [...province.oldNames] })),
    events: countEvents(plan),
    policeEventCount: plan.events.filter(({ police }) => police !== null).length,
    units: units.slice(0, reorganizationLineLimit),
    splits: plan.splits.slice(0, reorganizationLineLimit).map((split) => ({ ...split, heirs: [...split.heirs] })),
    faults: faults.slice(0, reorganizationLineLimit),
    errorCount,
    noticeCount: faults.length - errorCount,
    isCut,
    openUnitCount: countOpenUnits(ctx, plan),
  };
}

const showUnit = ({ key: _key, subject: _subject, ...unit }: CarriedEvent['units'][number]): ImportedUnit => unit;

const daysOf = (plan: ImportPlan): Day[] => [...new Set(plan.events.map(({ outcome }) => outcome.effectiveOn))].sort();

const outcomesOf = (plan: ImportPlan): EventOutcome[] =>
  plan.events.flatMap(({ outcome, police }) => (police === null ? [outcome] : [outcome, police.outcome]));

function countEvents(plan: ImportPlan): Preview['events'] {
  const rows = new Map<string, Preview['events'][number]>();
  for (const {
    plan: { kind },
    units,
  } of plan.events) {
    const row = rows.get(kind) ?? { kind, count: 0, created: 0, changed: 0, ended: 0 };
    const of = (outcome: ImportedUnit['outcome']): number => units.filter((unit) => unit.outcome === outcome).length;
    rows.set(kind, {
      kind,
      count: row.count + 1,
      created: row.created + of('new'),
      changed: row.changed + of('goesOn'),
      ended: row.ended,
    });
  }
  for (const [kind, ended] of endedByKind(plan)) {
    const row = rows.get(kind);
    if (row !== undefined) rows.set(kind, { ...row, ended });
  }
  return [...rows.values()];
}

/** Areas that end, each counted once, though several events may name one that is split. */
function endedByKind(plan: ImportPlan): Map<Preview['events'][number]['kind'], number> {
  const counted = new Set<string>();
  const counts = new Map<Preview['events'][number]['kind'], number>();
  for (const {
    plan: { kind },
    outcome,
  } of plan.events)
    for (const id of outcome.endedIds) {
      if (counted.has(id)) continue;
      counted.add(id);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  return counts;
}

/** Units that end with something left open on their day. */
function countOpenUnits(ctx: Ctx, plan: ImportPlan): number {
  const ended = new Map<Day, string[]>();
  for (const { effectiveOn, endedIds } of outcomesOf(plan))
    ended.set(effectiveOn, [...(ended.get(effectiveOn) ?? []), ...endedIds]);
  const open = new Set<string>();
  for (const [on, ids] of ended)
    for (const [id, count] of countOpenItems(ctx.db, [...new Set(ids)], on)) if (count > 0) open.add(id);
  return open.size;
}

/** Errors: see the contract. Cancelled or failed, nothing of it stays. */
export function importReorganization(
  ctx: Ctx,
  input: Checked<'reorganization.import'>,
): Output<'reorganization.import'> {
  assertTreeOwner(ctx);
  assertHere(ctx, 'directive', input.basisDirectiveId);
  const { sha256, skipErrors, ...choices } = input;
  const { plan, faults, rowCount, ...read } = readPlan(ctx, choices);
  if (sha256 !== undefined && read.sha256 !== sha256) throw new AppError('IMPORT_CHANGED', {});
  const skipped = faults.filter(({ isError }) => isError).length;
  if (skipped > 0 && !skipErrors) throw new AppError('IMPORT_HAS_ERRORS', { count: skipped });
  const openUnits = countOpenUnits(ctx, plan);
  commit(ctx, [...unitChanges(mergeWrites(outcomesOf(plan))), ...plan.events.flatMap((event) => recordOf(ctx, event))]);
  const counts = countEvents(plan);
  const sum = (field: 'created' | 'changed' | 'ended'): number => counts.reduce((total, row) => total + row[field], 0);
  return {
    rowCount,
    events: plan.events.length,
    policeEvents: plan.events.filter(({ police }) => police !== null).length,
    created: sum('created'),
    changed: sum('changed'),
    ended: sum('ended'),
    same: plan.sameCount,
    skipped,
    splits: plan.splits.length,
    heirsUnknown: plan.events.filter((event) => event.plan.heirsUnknown === 1).length,
    openUnits,
    days: daysOf(plan),
  };
}

function recordOf(ctx: Ctx, event: CarriedEvent): Change[] {
  return [event, ...(event.police === null ? [] : [event.police])].flatMap(({ plan, outcome }) => {
    const { kind, signedOn, announcedOn, effectiveOn, basisDirectiveId, basisText, note, heirsUnknown } = plan;
    const fields = {
      kind,
      signedOn,
      announcedOn,
      effectiveOn,
      basisDirectiveId,
      basisText,
      note,
      correctsEventId: null,
      heirsUnknown,
    };
    return eventChanges(ctx.newId(), fields, outcome.edges, ctx.newId);
  });
}

export const reorganizationImportHandlers: HandlersOf<typeof reorganizationImportContract> = {
  'reorganization.previewImport': previewReorganization,
  'reorganization.import': importReorganization,
};
