import type { PostTitle } from '../api/contract/staffing-words.ts';
import type { UnitKind, UnitLevel } from '../api/contract/unit-words.ts';
import { type Day, daysBetween } from '../api/day.ts';
import { type Interval, isInside, overlaps, sortByStart } from './interval.ts';
import { foldText } from './text.ts';

/** What the rules need of a place in a unit, held during [fromOn, toOn). */
export interface PostHeld {
  readonly title: PostTitle;
  readonly holder: string;
  readonly isActing: 0 | 1;
  readonly isInvestigator: 0 | 1;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

/** What the rules need of a count; null is "not said", never 0. */
export interface Counted {
  readonly onDay: Day;
  readonly establishment: number | null;
  readonly present: number;
  readonly chiefs: number | null;
  readonly deputies: number | null;
  readonly investigators: number | null;
}

/** Where a total comes from. */
export type StaffSource = 'posts' | 'headcount' | 'none';

/** How many a unit has on a day; null where nobody has said it. */
export interface Staffing {
  readonly source: StaffSource;
  /** Of a headcount: the day it was counted, and how many days ago that is. */
  readonly countedOn: Day | null;
  readonly ageDays: number | null;
  readonly establishment: number | null;
  readonly total: number | null;
  readonly chiefs: number | null;
  readonly actingChiefs: number;
  readonly deputies: number | null;
  readonly investigators: number | null;
  /** Neither chief nor deputy. */
  readonly others: number | null;
}

const span = (post: Pick<PostHeld, 'fromOn' | 'toOn'>): Interval => ({ validFrom: post.fromOn, validTo: post.toOn });

/** True when the post is held on the day; the day of `toOn` no longer is. */
export const isHeld = (post: Pick<PostHeld, 'fromOn' | 'toOn'>, day: Day): boolean => isInside(span(post), day);

const isLeader = ({ title }: PostHeld): boolean => title === 'chief' || title === 'deputyChief';

const newest = (counts: readonly Counted[]): Counted | undefined =>
  counts.reduce<Counted | undefined>(
    (last, one) => (last === undefined || one.onDay > last.onDay ? one : last),
    undefined,
  );

/**
 * Holders of a title without those who only act. Posts tell, as long as one of that title is held or ended later than anything a
 * headcount says of it; else the headcount; a unit that keeps posts and says neither has none.
 */
function countTitle(
  title: 'chief' | 'deputyChief',
  posts: readonly PostHeld[],
  counts: readonly Counted[],
  day: Day,
): number | null {
  const field = title === 'chief' ? 'chiefs' : 'deputies';
  const own = posts.filter((post) => post.title === title);
  const held = own.filter((post) => isHeld(post, day));
  if (held.length > 0) return held.filter((post) => post.isActing === 0).length;
  const said = newest(counts.filter((one) => one[field] !== null));
  if (own.some(({ toOn }) => said === undefined || (toOn ?? day) >= said.onDay)) return 0;
  if (said !== undefined) return said[field];
  return posts.length > 0 ? 0 : null;
}

/**
 * The staffing of one unit on a day. It is counted from the posts held on the day where the unit keeps the posts of more than
 * its leaders; else it is the last headcount on or before the day, with the leaders by their posts. Who acts for a title
 * (phụ trách) has a post of his own elsewhere and is not counted twice.
 */
export function staffingOn(allPosts: readonly PostHeld[], allCounts: readonly Counted[], day: Day): Staffing {
  const posts = allPosts.filter(({ fromOn }) => fromOn <= day);
  const counts = allCounts.filter(({ onDay }) => onDay <= day);
  const held = posts.filter((post) => post.isActing === 0 && isHeld(post, day));
  const count = newest(counts);
  const keepsPosts = held.some((post) => !isLeader(post)) || count === undefined;
  const saysNothing = posts.every((post) => post.isActing === 1);
  const source: StaffSource = keepsPosts ? (saysNothing ? 'none' : 'posts') : 'headcount';
  const chiefs = countTitle('chief', posts, counts, day);
  const deputies = countTitle('deputyChief', posts, counts, day);
  const total = source === 'none' ? null : keepsPosts ? held.length : (count?.present ?? null);
  const others = total === null || chiefs === null || deputies === null ? null : Math.max(0, total - chiefs - deputies);
  const investigators = keepsPosts ? held.filter((post) => post.isInvestigator === 1).length : count?.investigators;
  return {
    source,
    countedOn: source === 'headcount' ? (count?.onDay ?? null) : null,
    ageDays: source === 'headcount' && count !== undefined ? daysBetween(count.onDay, day) : null,
    establishment: count?.establishment ?? null,
    total,
    chiefs,
    actingChiefs: posts.filter((post) => post.title === 'chief' && post.isActing === 1 && isHeld(post, day)).length,
    deputies,
    investigators: source === 'none' ? null : (investigators ?? null),
    others,
  };
}

/** What the rules need of a norm, in force during [validFrom, validTo). */
export interface Norm extends Interval {
  readonly id: string;
  readonly name: string;
  readonly level: UnitLevel;
  readonly unitKind: UnitKind | null;
  readonly underUnitId: string | null;
  readonly isKeyOnly: 0 | 1;
  readonly minTotal: number;
  readonly maxTotal: number | null;
  readonly chiefs: number;
  readonly maxDeputies: number | null;
  readonly minInvestigators: number | null;
  readonly isBinding: 0 | 1;
}

/** A unit as norms see it on a day. */
export interface Normed {
  readonly level: UnitLevel;
  readonly kind: UnitKind;
  /** Trọng điểm, phức tạp về an ninh, trật tự. */
  readonly isKey: boolean;
  /** The unit itself, then every unit above it, nearest first. */
  readonly path: readonly string[];
}

/** True when a norm is meant for a unit, whatever the day; a norm under a unit holds for that unit itself too. */
export const fits = (norm: Norm, unit: Normed): boolean =>
  norm.level === unit.level &&
  (norm.unitKind === null || norm.unitKind === unit.kind) &&
  (norm.isKeyOnly === 0 || unit.isKey) &&
  (norm.underUnitId === null || unit.path.includes(norm.underUnitId));

/** Smaller is nearer; a norm for everywhere is farthest. */
const distance = (norm: Norm, unit: Normed): number =>
  norm.underUnitId === null ? Number.MAX_SAFE_INTEGER : unit.path.indexOf(norm.underUnitId);

/** The more specific first: under the nearer unit, for a kind, for key areas only; then the one that began later. */
const bySpecificity =
  (unit: Normed) =>
  (a: Norm, b: Norm): number =>
    distance(a, unit) - distance(b, unit) ||
    Number(b.unitKind !== null) - Number(a.unitKind !== null) ||
    b.isKeyOnly - a.isKeyOnly ||
    (a.validFrom === b.validFrom ? (a.id < b.id ? 1 : -1) : a.validFrom < b.validFrom ? 1 : -1);

/** The norm that judges a unit on a day, and the planned ones that only are shown; the most specific first. */
export function normsOn(norms: readonly Norm[], unit: Normed, day: Day): { norm: Norm | null; planned: Norm[] } {
  const fitting = norms.filter((norm) => isInside(norm, day) && fits(norm, unit)).sort(bySpecificity(unit));
  return {
    norm: fitting.find(({ isBinding }) => isBinding === 1) ?? null,
    planned: fitting.filter(({ isBinding }) => isBinding === 0),
  };
}

/** What a day's staffing is held against. Every number is 0 where there is nothing to say. */
export interface Verdict {
  /** noData: nobody has said how many there are; noNorm: no binding norm fits the unit on the day. */
  readonly state: 'noData' | 'noNorm' | 'below' | 'met';
  /** Thiếu n. */
  readonly missing: number;
  /** More than the norm's highest number. */
  readonly over: number;
  /** Khuyết Trưởng: known to have none, with or without somebody who acts. */
  readonly isChiefVacant: boolean;
  readonly deputiesOver: number;
  readonly investigatorsMissing: number;
}

const above = (value: number | null, limit: number | null | undefined): number =>
  value === null || limit === null || limit === undefined ? 0 : Math.max(0, value - limit);
const under = (value: number | null, limit: number | null | undefined): number =>
  value === null || limit === null || limit === undefined ? 0 : Math.max(0, limit - value);

/** A unit without a norm still needs one chief. */
export function judge(staffing: Staffing, norm: Norm | null): Verdict {
  const missing = under(staffing.total, norm?.minTotal);
  return {
    state: staffing.total === null ? 'noData' : norm === null ? 'noNorm' : missing > 0 ? 'below' : 'met',
    missing,
    over: above(staffing.total, norm?.maxTotal),
    isChiefVacant: under(staffing.chiefs, norm?.chiefs ?? 1) > 0,
    deputiesOver: above(staffing.deputies, norm?.maxDeputies),
    investigatorsMissing: under(staffing.investigators, norm?.minInvestigators),
  };
}

/** A chief's post as the rule of one chief sees it. */
export interface ChiefPost extends Pick<PostHeld, 'title' | 'isActing' | 'fromOn' | 'toOn'> {
  readonly id: string;
  readonly note: string;
}

/** A note that says bàn giao explains why two hold one place for some days. */
export const isHandingOver = (note: string): boolean => ` ${foldText(note)} `.includes(' ban giao ');

/** The first chief of a unit whose days meet those of `post` though neither note says bàn giao (DOMAIN 5.2.4). */
export function findOtherChief<T extends ChiefPost>(post: ChiefPost, others: readonly T[]): T | undefined {
  const isChief = (one: ChiefPost): boolean => one.title === 'chief' && one.isActing === 0;
  if (!isChief(post) || isHandingOver(post.note)) return undefined;
  const clashing = others.filter(
    (one) => one.id !== post.id && isChief(one) && !isHandingOver(one.note) && overlaps(span(one), span(post)),
  );
  return sortByStart(clashing.map((one) => ({ ...span(one), one })))[0]?.one;
}

/** First days of months strictly inside [from, to]. */
export function monthStarts(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  let [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7))];
  for (;;) {
    month += 1;
    if (month > 12) [year, month] = [year + 1, 1];
    const day = `${year}-${String(month).padStart(2, '0')}-01`;
    if (day > to) return days;
    days.push(day);
  }
}

/** The days of [from, to] at which a course of time is read: both ends and what of `days` lies between, in order. */
export const readingDays = (from: Day, to: Day, days: Iterable<Day>): Day[] =>
  [...new Set([from, ...[...days].filter((day) => day > from && day < to), to])].sort();
