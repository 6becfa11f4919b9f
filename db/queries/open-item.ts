import type { OpenItemKind } from '../api/contract/handover-words.ts';
import type { Day } from '../api/day.ts';
import { type Db, prepare, type Value } from '../sql.ts';
import { readCursor, showCursor } from './cursor.ts';

/** Something a unit leaves open when it ends, as the record itself says it. */
export interface OpenItem {
  readonly unitId: string;
  readonly kind: Exclude<OpenItemKind, 'other'>;
  /** Of a draft: the assignment it reports on, for drafts have no id that another PC would know. */
  readonly recordId: string;
  /** The words of the task; holder of a post; name of the criteria. */
  readonly title: string;
  /** lead or support of an assignment, title of a post, year of a registration, number of drafts. */
  readonly detail: string;
  readonly dueOn: Day | null;
  /** Unit whose office may change it; of a draft nobody asks. */
  readonly ownerId: string;
}

/**
 * First day without the unit; for one that goes on as far as is known, the day asked for, so that a plan may be weighed before
 * it is recorded.
 */
const endingSql = `ending (unitId, endOn) AS MATERIALIZED (
  SELECT value, coalesce((SELECT iif(sum(validTo IS NULL) > 0, NULL, max(validTo)) FROM unitVersion WHERE unitId = value), @on)
  FROM json_each(@unitIds))`;

/** Nobody has settled it: what was given on or closed is no longer open by itself, what was kept is said by its line. */
const unsettled = (kind: OpenItemKind, recordId: string, resolutions: readonly string[] = ['keep']): string =>
  `NOT EXISTS (SELECT 1 FROM handover h WHERE h.recordId = ${recordId} AND h.itemKind = '${kind}'
     AND h.resolution IN (${resolutions.map((one) => `'${one}'`).join(', ')}))`;

const openWork = `assignment a CROSS JOIN assignmentState state ON state.assignmentId = a.id AND state.isEnded = 0`;

/**
 * What may be open, by kind, as SQL over `ending`. A new kind is an entry here and one in db/handlers/handover-kinds.ts.
 * The columns are those of OpenItem, in its order, with the kind left out.
 */
const sources: { readonly [K in OpenItem['kind']]: string } = {
  assignment: `SELECT ending.unitId, a.id, task.content, a.role, state.currentDueOn, a.ownerId
    FROM ending CROSS JOIN ${openWork} JOIN task ON task.id = a.taskId
    WHERE a.unitId = ending.unitId AND ${unsettled('assignment', 'a.id')}`,
  // Drafts follow their work: they stop being open when it is given on, closed or kept, and may be settled before it.
  draft: `SELECT ending.unitId, a.id, task.content, CAST(count(*) AS TEXT), state.currentDueOn, a.ownerId
    FROM draft CROSS JOIN ${openWork} JOIN ending ON ending.unitId = a.unitId JOIN task ON task.id = a.taskId
    WHERE draft.key LIKE 'report:%' AND a.id = substr(draft.key, 8, 36)
      AND ${unsettled('assignment', 'a.id')} AND ${unsettled('draft', 'a.id', ['handOver', 'close', 'keep'])}
    GROUP BY a.id`,
  post: `SELECT ending.unitId, post.id, post.holder, post.title, post.toOn, post.ownerId
    FROM ending CROSS JOIN post ON post.unitId = ending.unitId
    WHERE (post.toOn IS NULL OR post.toOn > ending.endOn) AND ${unsettled('post', 'post.id')}`,
  // One of a year gone by, or one that was recognised, is history; it stays with the unit that it speaks of.
  registration: `SELECT ending.unitId, r.id, criterionSet.name, CAST(r.year AS TEXT), NULL, r.ownerId
    FROM ending CROSS JOIN registration r ON r.unitId = ending.unitId JOIN criterionSet ON criterionSet.id = r.setId
    WHERE r.year >= CAST(substr(ending.endOn, 1, 4) AS INTEGER) AND (r.endedOn IS NULL OR r.endedOn > ending.endOn)
      AND NOT EXISTS (SELECT 1 FROM assessment a WHERE a.registrationId = r.id AND a.isRecognised = 1)
      AND ${unsettled('registration', 'r.id')}`,
};

/** Kinds in the order in which they are listed. */
export const openKinds = Object.keys(sources) as OpenItem['kind'][];

/** SQL with the open items of `@unitIds` on `@on` as `openItem`, a table of OpenItem's columns with the place of the kind. */
export const withOpenItems = (kinds: readonly OpenItem['kind'][] = openKinds): string =>
  `WITH ${endingSql}, openItem (unitId, recordId, title, detail, dueOn, ownerId, kind, place) AS MATERIALIZED (${kinds
    .map((kind) => `SELECT *, '${kind}', ${openKinds.indexOf(kind)} FROM (${sources[kind]})`)
    .join(' UNION ALL ')})`;

/**
 * How much each of these units leaves open and nobody has settled, work, drafts of this PC, posts and registrations together;
 * 0 for those that leave nothing. `on` is the day a unit would end that goes on as yet.
 */
export function countOpenItems(db: Db, unitIds: readonly string[], on: Day): Map<string, number> {
  const counts = new Map(unitIds.map((id) => [id, 0]));
  const found = prepare(db, `${withOpenItems()} SELECT unitId, count(*) AS count FROM openItem GROUP BY unitId`);
  const rows = found.all({ unitIds: JSON.stringify([...counts.keys()]), on }) as { unitId: string; count: number }[];
  for (const { unitId, count } of rows) counts.set(unitId, count);
  return counts;
}

export interface OpenItemQuery {
  readonly unitIds: readonly string[];
  readonly on: Day;
  readonly kinds?: readonly OpenItem['kind'][];
  readonly after?: string | undefined;
  readonly limit: number;
  /** False: `total` is 0. */
  readonly isCounted?: boolean;
}

const order = `unitId, place, coalesce(dueOn, '9999-12-31'), recordId`;

/** One page by unit, kind and due day. */
export function listOpenItems(db: Db, query: OpenItemQuery): { rows: OpenItem[]; next: string | null; total: number } {
  const { unitIds, on, limit, kinds = openKinds, after } = query;
  if (kinds.length === 0) return { rows: [], next: null, total: 0 };
  const bound: Record<string, Value> = { unitIds: JSON.stringify(unitIds), on, limit: limit + 1 };
  const cursor = readCursor(after, 4);
  if (cursor !== undefined)
    [bound['u'], bound['p'], bound['d'], bound['r']] = cursor as [string, number, string, string];
  const beyond = cursor === undefined ? '' : `WHERE (${order}) > (@u, @p, @d, @r)`;
  const found = prepare(
    db,
    `${withOpenItems(kinds)} SELECT unitId, kind, recordId, title, detail, dueOn, ownerId FROM openItem ${beyond}
     ORDER BY ${order} LIMIT @limit`,
  ).all(bound) as OpenItem[];
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const isMore = found.length > limit && last !== undefined;
  return {
    rows,
    total: query.isCounted === true ? countKinds(db, { unitIds, on, kinds }) : 0,
    next: isMore
      ? showCursor([last.unitId, openKinds.indexOf(last.kind), last.dueOn ?? '9999-12-31', last.recordId])
      : null,
  };
}

const countKinds = (
  db: Db,
  { unitIds, on, kinds }: Required<Pick<OpenItemQuery, 'unitIds' | 'on' | 'kinds'>>,
): number =>
  prepare(db, `${withOpenItems(kinds)} SELECT count(*) FROM openItem`)
    .pluck()
    .get({ unitIds: JSON.stringify(unitIds), on }) as number;
