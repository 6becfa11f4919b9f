import type { HeadcountShown, NormRow, PostShown, PostWarning } from '../api/contract/staffing.ts';
import type { Day } from '../api/day.ts';
import type { Interval } from '../domain/interval.ts';
import type { ChiefPost, Counted, Norm, PostHeld } from '../domain/staffing.ts';
import type { BookVersion, StaffFacts } from '../domain/staffing-book.ts';
import { nameKey } from '../domain/text.ts';
import type { Row } from '../entities/index.ts';
import { all, type Db, one, prepare, q } from '../sql.ts';
import { listNameOf, unitNameOn } from './unit-on.ts';

/** Who asks: the office reads everything; somebody who works for one unit below reads of other units only what leaves the office. */
export interface Reader {
  readonly isOffice: 0 | 1;
  readonly unitId: string;
}

const readable = `(@isOffice = 1 OR audience <> 'office' OR unitId = @readerId)`;
const bind = ({ isOffice, unitId }: Reader): { isOffice: 0 | 1; readerId: string } => ({ isOffice, readerId: unitId });

/** Every version of police units. */
const listVersions = (db: Db): BookVersion[] =>
  prepare(
    db,
    `SELECT version.unitId, version.validFrom, version.validTo, unit.areaId, unit.level, version.kind, ${listNameOf('version')} AS name,
       version.sortKey, version.parentId, version.isKey
     FROM unit JOIN unitVersion version ON version.unitId = unit.id WHERE unit.nature = 'police'`,
  ).all() as BookVersion[];

function listKeyAreas(db: Db): Map<string, Interval[]> {
  const areas = new Map<string, Interval[]>();
  const rows = prepare(
    db,
    `SELECT unitId, validFrom, validTo FROM unitVersion WHERE isKey = 1 AND unitId IN (SELECT id FROM unit WHERE nature = 'area')`,
  ).all() as (Interval & { unitId: string })[];
  for (const row of rows) append(areas, row.unitId, row);
  return areas;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

const byUnit = <T extends { unitId: string }>(rows: Iterable<unknown>): Map<string, T[]> => {
  const found = new Map<string, T[]>();
  for (const row of rows as Iterable<T>) append(found, row.unitId, row);
  return found;
};

const postColumns = 'unitId, title, holder, isActing, isInvestigator, fromOn, toOn';
const countColumns = 'unitId, onDay, establishment, present, chiefs, deputies, investigators';

/** Rows of a unit, or of all. Uses indexes post_by_unit and headcount_by_unit for one. */
const readRows = (db: Db, sql: string, bound: { on: Day; isOffice: 0 | 1; readerId: string }, unitId: string | null) =>
  unitId === null
    ? prepare(db, sql).iterate(bound)
    : prepare(db, `${sql} AND unitId = @unitId`).iterate({ ...bound, unitId });

/** What staffing is reckoned from on every day up to `on`, as far as the reader may know it; of one unit, if named. */
export function loadFacts(db: Db, reader: Reader, on: Day, unitId: string | null = null): StaffFacts {
  const bound = { on, ...bind(reader) };
  const posts = `SELECT ${postColumns} FROM post WHERE fromOn <= @on AND ${readable}`;
  const counts = `SELECT ${countColumns} FROM headcount WHERE onDay <= @on AND ${readable}`;
  return {
    versions: listVersions(db),
    keyAreas: listKeyAreas(db),
    posts: byUnit<PostHeld & { unitId: string }>(readRows(db, posts, bound, unitId)),
    counts: byUnit<Counted & { unitId: string }>(readRows(db, counts, bound, unitId)),
    norms: listNorms(db),
  };
}

const normColumns = `id, name, level, unitKind, underUnitId, isKeyOnly, validFrom, validTo, minTotal, maxTotal, chiefs, maxDeputies,
  minInvestigators, isBinding`;

export const listNorms = (db: Db): Norm[] => prepare(db, `SELECT ${normColumns} FROM norm`).all() as Norm[];

type NormRecord = Omit<NormRow, 'isOwn' | 'judgedOn' | 'unitCount' | 'belowCount'> & { ownerId: string };

/** The latest first. */
export const listNormRecords = (db: Db, on: Day): NormRecord[] =>
  prepare(
    db,
    `SELECT ${normColumns}, basisDirectiveId, basisText, ownerId, changedAtMs, coalesce(${unitNameOn('norm.underUnitId')}, '') AS underUnitName,
       (SELECT number FROM directive WHERE directive.id = norm.basisDirectiveId) AS basisNumber
     FROM norm ORDER BY validFrom DESC, createdLam DESC`,
  ).all({ on }) as NormRecord[];

type Owned<T> = Omit<T, 'isOwn'> & { ownerId: string };

/** Posts of a unit, the latest first. Uses index post_by_unit. */
export const listPosts = (db: Db, unitId: string, reader: Reader): Owned<PostShown>[] =>
  prepare(
    db,
    `SELECT id, title, holder, isActing, isInvestigator, isPartyCommittee, fromOn, toOn, basisDirectiveId, basisText, note, audience,
       (SELECT number FROM directive WHERE directive.id = post.basisDirectiveId) AS basisNumber, ownerId, changedAtMs
     FROM post WHERE unitId = @unitId AND ${readable} ORDER BY fromOn DESC, createdLam DESC`,
  ).all({ unitId, ...bind(reader) }) as Owned<PostShown>[];

/** Headcounts of a unit, the latest first. Uses index headcount_by_unit. */
export const listHeadcounts = (db: Db, unitId: string, reader: Reader): Owned<HeadcountShown>[] =>
  prepare(
    db,
    `SELECT id, onDay, establishment, present, chiefs, deputies, investigators, note, audience, ownerId, changedAtMs
     FROM headcount WHERE unitId = @unitId AND ${readable} ORDER BY onDay DESC, createdLam DESC`,
  ).all({ unitId, ...bind(reader) }) as Owned<HeadcountShown>[];

/** Chiefs of a unit at any time. */
export const listChiefs = (db: Db, unitId: string): (ChiefPost & { holder: string })[] =>
  prepare(
    db,
    `SELECT id, title, holder, isActing, fromOn, toOn, note FROM post WHERE unitId = ? AND title = 'chief' AND isActing = 0`,
  ).all(unitId) as (ChiefPost & { holder: string })[];

export interface HolderAsked {
  readonly holder: string;
  readonly fromOn: Day;
  readonly toOn: Day | null;
  readonly exceptId: string | null;
}

/** Main posts that somebody of the same name holds on one of the days; a name is only a hint, never an identity. */
export function listHolderPosts(db: Db, asked: HolderAsked): PostWarning[] {
  const key = nameKey(asked.holder);
  if (key === '') return [];
  const rows = prepare(
    db,
    `SELECT 'HOLDER_TWICE' AS code, holder, ${unitNameOn('post.unitId').replaceAll('@on', '@fromOn')} AS unitName, title, fromOn, toOn
     FROM post WHERE isActing = 0 AND holder <> '' AND id IS NOT @exceptId
       AND (toOn IS NULL OR toOn > @fromOn) AND (@toOn IS NULL OR fromOn < @toOn) ORDER BY fromOn, id`,
  ).all({ fromOn: asked.fromOn, toOn: asked.toOn, exceptId: asked.exceptId }) as PostWarning[];
  return rows.filter(({ holder }) => nameKey(holder) === key).slice(0, 5);
}

export const findPost = (db: Db, id: string): Row<'post'> | undefined =>
  one(db, q.selectFrom('post').selectAll().where('id', '=', id));

export const findHeadcount = (db: Db, id: string): Row<'headcount'> | undefined =>
  one(db, q.selectFrom('headcount').selectAll().where('id', '=', id));

export const findNorm = (db: Db, id: string): Row<'norm'> | undefined =>
  one(db, q.selectFrom('norm').selectAll().where('id', '=', id));

/** The headcount of a unit on exactly that day. */
export const findHeadcountOf = (db: Db, unitId: string, onDay: Day): { id: string; ownerId: string } | undefined =>
  prepare(db, 'SELECT id, ownerId FROM headcount WHERE unitId = ? AND onDay = ? LIMIT 1').get(unitId, onDay) as
    | { id: string; ownerId: string }
    | undefined;

/** Norms like one that is to be entered. */
export const hasNormLike = (db: Db, like: Pick<Norm, 'level' | 'validFrom' | 'minTotal' | 'isBinding'>): boolean =>
  all(
    db,
    q
      .selectFrom('norm')
      .select('id')
      .where('level', '=', like.level)
      .where('validFrom', '=', like.validFrom)
      .where('minTotal', '=', like.minTotal)
      .where('isBinding', '=', like.isBinding)
      .limit(1),
  ).length > 0;
