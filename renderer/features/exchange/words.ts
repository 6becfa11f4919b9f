import type { HistoryEntity, HistoryValue } from '../../../db/api/contract/history.ts';
import { entityNames } from '../../../db/api/entity-names.ts';
import { valueText } from '../../show-value.tsx';
import type { Text } from '../../text/index.ts';
import { showInstant, showNumber } from '../../text/show.ts';
import { type DeviceStatus, deviceTests, type FindingKind, type Standing } from './standing.ts';

/** The name of a kind of record as this release knows it; undefined for one that only a newer release knows. */
export const knownEntity = (name: string): HistoryEntity | undefined => entityNames.find((one) => one === name);

export const kindText = (t: Text, entity: string): string => {
  const known = knownEntity(entity);
  return known === undefined ? entity : t.history.entities[known];
};

/** Name of a field as the screens call it; a sign with a star by its own words. */
export function fieldName(t: Text, entity: string, field: string): string {
  const { signs } = t.exchange.conflict;
  const known = knownEntity(entity);
  return signs[field] ?? (known === undefined ? field : (t.history.fields[known][field] ?? field));
}

/** A value as people read it; '' for nothing. */
export function textOf(t: Text, entity: string, field: string, value: HistoryValue | null): string {
  const known = knownEntity(entity);
  if (known !== undefined) return valueText(t, known, field, value);
  if (value === null || value.raw === null) return '';
  return typeof value.raw === 'string' ? value.raw : JSON.stringify(value.raw);
}

/** A finding in few words, for the list. */
export function findingText(t: Text['exchange']['status'], kind: FindingKind, { office }: Standing): string {
  if (kind === 'missing') return t.findings.missing(office.missingOps);
  if (kind === 'silent') return t.findings.silent(office.silentDays ?? 0);
  return t.findings[kind];
}

/** What a finding means and what to do about it, with the PCs it is about. */
export function todoText(t: Text['exchange']['status'], kind: FindingKind, { office }: Standing): string {
  switch (kind) {
    case 'missing':
      return t.todo.missing(office.missingOps);
    case 'silent':
      return t.todo.silent(office.silentDays ?? 0);
    case 'backlog':
      return t.todo.backlog(office.backlog.opCount, office.backlog.days);
    case 'never':
      return t.todo.never;
    default:
      return t.todo[kind](
        office.devices
          .filter(deviceTests[kind])
          .map(({ name }) => name)
          .join(', '),
      );
  }
}

/** Bundles of a PC that never came: "Thiếu gói 17 (nội dung đã có đủ qua gói 18)"; '' when all came. */
export function missingBundlesText(t: Text['exchange']['status'], { missingBundles, coveredBy }: DeviceStatus): string {
  if (missingBundles.length === 0) return '';
  const numbers = runsOf(missingBundles).join(', ');
  return coveredBy === null ? t.missingBundles(numbers) : t.coveredBundles(numbers, coveredBy);
}

/** Numbers in few words: 3, 5–8. */
export function runsOf(numbers: readonly number[]): string[] {
  const runs: [number, number][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? showNumber(from) : `${showNumber(from)}–${showNumber(to)}`));
}

/** What an office is told that is to hand in a bundle. */
export function reminderPoints(t: Text['exchange']['status']['remind'], { office }: Standing): string[] {
  const { lastInAtMs, silentDays, missingOps, devices } = office;
  const lost = devices.flatMap(({ name, missingBundles, coveredBy }) =>
    missingBundles.length > 0 && coveredBy === null ? t.lostBundles(name, runsOf(missingBundles).join(', ')) : [],
  );
  return [
    lastInAtMs === null ? t.never(silentDays ?? 0) : t.last(showInstant(lastInAtMs), silentDays ?? 0),
    ...(missingOps > 0 ? [t.missing(missingOps)] : []),
    ...lost,
  ];
}
