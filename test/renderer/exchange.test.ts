import { expect, test } from 'vitest';
import type { z } from 'zod';
import { entities } from '../../db/entities/index.ts';
import { badgeParts } from '../../renderer/features/exchange/badge-parts.ts';
import {
  type Conflict,
  type Contested,
  choiceOf,
  editorOf,
  emptyOf,
  keepAll,
  keepersOf,
  mineOf,
  nextOf,
  planOf,
  type Side,
  settlement,
  theirsOf,
  undecided,
} from '../../renderer/features/exchange/decisions.ts';
import {
  calmOf,
  countOf,
  deedOf,
  narrowed,
  type OfficeStatus,
  type SortKey,
  type Standing,
  sorted,
  standingsOf,
} from '../../renderer/features/exchange/standing.ts';
import { missingBundlesText, reminderPoints, runsOf, todoText } from '../../renderer/features/exchange/words.ts';
import { history } from '../../renderer/text/vi/history.ts';
import { vi } from '../../renderer/text/vi/index.ts';

const device = (fields: Partial<OfficeStatus['devices'][number]> = {}): OfficeStatus['devices'][number] => ({
  ...{ device: 'd', name: 'Máy trực ban', state: 'active', isThisPc: false, lastInAtMs: 1, lastInNumber: 18 },
  ...{ missingBundles: [], coveredBy: null, isRewound: false, isForked: false, unacknowledged: 0 },
  ...fields,
});
const office = (unitName: string, fields: Partial<OfficeStatus> = {}): OfficeStatus => ({
  ...{ unitId: unitName, unitName, relation: 'below', devices: [device()], lastOutAtMs: 1, lastOutNumber: 1 },
  ...{ lastInAtMs: 1, silentDays: 2, isSilent: false, missingOps: 0, gaps: [] },
  backlog: { opCount: 0, byteCount: 0, days: null, isTooMuch: false },
  ...fields,
});

const all = [
  office('Công an xã Đủ 10'),
  office('Công an xã Đủ 9'),
  office('Công an xã Chưa Gửi', { isSilent: true, silentDays: 30, lastInAtMs: null }),
  office('Công an xã Im', { isSilent: true, silentDays: 21 }),
  office('Công an xã Thiếu Ít', { missingOps: 2 }),
  office('Công an xã Thiếu Nhiều', { missingOps: 42, isSilent: true, silentDays: 15 }),
  office('Công an xã Chép', { devices: [device(), device({ name: 'Máy chép', isForked: true, state: 'suspended' })] }),
  office('Công an xã Thu Hồi', { devices: [device({ state: 'revoked', isRewound: true })] }),
];

test('who needs somebody stands first, the worst of them at the top, the others by name and number', () => {
  const standings = standingsOf(all);
  expect(standings.map((one) => one.office.unitName.replace('Công an xã ', ''))).toEqual([
    'Chép',
    'Thiếu Nhiều',
    'Thiếu Ít',
    'Im',
    'Chưa Gửi',
    'Thu Hồi',
    'Đủ 9',
    'Đủ 10',
  ]);
  expect(standings.map((one) => one.findings)).toEqual([
    ['forked'],
    ['missing', 'silent'],
    ['missing'],
    ['silent'],
    ['never'],
    ['revoked'],
    [],
    [],
  ]);
  expect(standings.filter((one) => one.needsPerson)).toHaveLength(5);
});

test('chips and search narrow the list, without marks too, by office or PC', () => {
  const standings = standingsOf(all);
  expect((['all', 'attention', 'missing', 'silent'] as const).map((chip) => countOf(standings, chip))).toEqual([
    8, 5, 2, 3,
  ]);
  const found = (words: string): string[] => narrowed(standings, 'all', words).map((one) => one.office.unitName);
  expect(found('thieu nhieu')).toEqual(['Công an xã Thiếu Nhiều']);
  expect(found('may chep')).toEqual(['Công an xã Chép']);
  expect(narrowed(standings, 'silent', 'thiếu')).toHaveLength(1);
});

test('a finding names the PCs it is about, and a lost bundle says what made up for it', () => {
  const t = vi.exchange.status;
  const [forked] = standingsOf(all);
  expect(forked && todoText(t, 'forked', forked)).toMatch(/^Máy chép: hai bản/);
  expect(missingBundlesText(t, device())).toBe('');
  expect(missingBundlesText(t, device({ missingBundles: [17], coveredBy: 18 }))).toBe(
    'Thiếu gói 17 (nội dung đã có đủ qua gói 18)',
  );
  expect(missingBundlesText(t, device({ missingBundles: [7, 3, 5, 6] }))).toBe('Thiếu gói 3, 5–7');
  expect(runsOf([])).toEqual([]);
});

test('the top bar says nothing outside of an exchange, one quiet sign when nothing waits, and what is urgent first', () => {
  const badge = { state: 'joined', unsent: 0, lastInDays: 2, conflicts: 0, refused: 0, waiting: 0 } as const;
  const kinds = (fields: object): string[] => badgeParts({ ...badge, ...fields }).map(({ kind }) => kind);
  expect(kinds({ state: 'alone', unsent: 9, conflicts: 2 })).toEqual([]);
  expect(kinds({ state: 'waiting', unsent: 9 })).toEqual(['waiting']);
  expect(kinds({})).toEqual(['quiet']);
  expect(kinds({ unsent: 37 })).toEqual(['unsent', 'lastIn']);
  expect(kinds({ lastInDays: 7 })).toEqual(['lastIn']);
  expect(badgeParts({ ...badge, unsent: 37, conflicts: 3, lastInDays: null }).map(({ isUrgent }) => isUrgent)).toEqual([
    true,
    false,
    true,
  ]);
});

test('the list is ordered by a heading, and each office has the deed that comes next', () => {
  const standings = standingsOf(all);
  const first = (by: SortKey, isDown: boolean) => sorted(standings, { by, isDown })[0]?.office.unitName.slice(11);
  expect([first('finding', false), first('missing', true), first('unit', false), first('lastIn', false)]).toEqual([
    'Chép',
    'Thiếu Nhiều',
    'Chép',
    'Chưa Gửi',
  ]);
  expect(standings.map(deedOf).slice(0, 5)).toEqual(['devices', 'remind', 'remind', 'remind', 'remind']);
  const waiting = { opCount: 5, byteCount: 1, days: 70, isTooMuch: true };
  const [late, ready] = standingsOf([
    office('A', { backlog: waiting }),
    office('B', { backlog: { ...waiting, isTooMuch: false } }),
  ]);
  expect([late, ready].map((one) => one && deedOf(one))).toEqual(['exportFull', 'export']);
  const [lost] = standingsOf([office('C', { missingOps: 42, devices: [device({ missingBundles: [3, 4] })] })]);
  expect(reminderPoints(vi.exchange.status.remind, lost as Standing).slice(1)).toEqual([
    'Còn thiếu 42 thay đổi mà đơn vị đã ghi và đã ký.',
    'Chưa nhận được gói 3–4 của máy “Máy trực ban”.',
  ]);
});

test('an office of which nothing is amiss has all, or waits for its first bundle or for its next word', () => {
  const none = { opCount: 0, byteCount: 0, days: null, isTooMuch: false };
  const of = (lastInAtMs: number | null, opCount: number) =>
    calmOf(office('A', { lastInAtMs, backlog: { ...none, opCount } }));
  expect([of(1, 0), of(1, 2), of(null, 0), of(null, 2)]).toEqual(['good', 'waiting', 'joined', 'joined']);
});

test('one side is kept for many records where it speaks on all that is open', () => {
  const from = (one: Side, deviceName: string): Side => ({ ...one, deviceName });
  const [mine, theirs, third] = [side('m', 'a', true), from(side('t', 'b'), 'Máy hai'), from(side('u', 'c'), 'Máy ba')];
  const record = (...fields: Contested[]) => ({ ...conflictOf(fields), entity: 'task', entityId: 'x' });
  const both = record(contested('content', [mine, theirs]), contested('detail', [theirs, third]));
  const keepers = keepersOf([both]);
  expect(keepers.map(({ isThisPc, deviceName }) => (isThisPc ? 'this' : deviceName))).toEqual([
    'this',
    'Máy ba',
    'Máy hai',
  ]);
  expect(keepers.map((keeper) => planOf(both, keeper)?.choices.map(({ keep }) => keep))).toEqual([
    undefined,
    undefined,
    ['t', 't'],
  ]);
});

const side = (hash: string, raw: unknown, isThisPc = false, isShown = false): Side => ({
  ...{ hash, value: { raw, label: null }, fields: [], userName: '', deviceName: '', atMs: 0, isAtDoubtful: false },
  ...{ isThisPc, isShown },
});
const contested = (field: string, values: Side[], base: unknown = null): Contested => ({
  ...{ field, kind: 'field', hasOther: true, base: { raw: base, label: null }, values },
});
const conflictOf = (fields: Contested[]): Conflict => ({
  ...{ title: '', subject: { entity: 'task', id: 'x', title: '', isHere: 1 }, isOwn: true, ownerName: '', fields },
});

test('all of one side is kept where there is one side; where several others wrote, a person has to choose', () => {
  const conflict = conflictOf([
    contested('content', [side('m', 'a', true), side('t', 'b')]),
    contested('detail', [side('m', 'a', true), side('t', 'b'), side('u', 'c')]),
    contested('clause', [side('t', 'b'), side('u', 'c')]),
  ]);
  const mine = keepAll(conflict, {}, mineOf);
  expect(undecided(conflict, mine).map(({ field }) => field)).toEqual(['clause']);
  const theirs = keepAll(conflict, { detail: { kind: 'third', value: 'd' } }, theirsOf);
  expect(undecided(conflict, theirs).map(({ field }) => field)).toEqual(['clause']);
  expect(settlement({ entity: 'task', entityId: 'x' }, conflict, theirs).choices).toEqual([
    { field: 'content', keep: 't', seen: ['m', 't'] },
    { field: 'detail', value: 'd', seen: ['m', 't', 'u'] },
  ]);
  // A value that has gone meanwhile is not kept by its name.
  const [content] = conflict.fields;
  expect(content && choiceOf({ content: { kind: 'keep', hash: 'gone' } }, content)).toBeUndefined();
});

test('after one conflict the one below opens, after the last the one above, never one that others decide', () => {
  const row = (entityId: string, isOwn = true) => ({
    ...{ entity: 'task', entityId, title: '', kinds: [], fields: [], isOwn, ownerName: '' },
  });
  const rows = [row('a'), row('b', false), row('c'), row('d')];
  const next = (entityId: string) => nextOf(rows, { entity: 'task', entityId })?.entityId;
  expect(['a', 'c', 'd'].map(next)).toEqual(['c', 'd', 'c']);
  expect(next('b')).toBe('a');
  expect(nextOf([row('a')], { entity: 'task', entityId: 'a' })).toBeUndefined();
});

const examples: Record<string, unknown> = { day: '2026-05-04', number: 3, text: 'chữ', flag: 1 };

/** Something that the field can hold, found by asking its own schema. */
const heldBy = (type: z.ZodType): unknown => Object.values(examples).find((value) => type.safeParse(value).success);

test('every field that can be edited gets an editor whose values its own schema takes', () => {
  const wrong: string[] = [];
  for (const [name, { fields, frozen }] of Object.entries(entities)) {
    for (const [field, type] of Object.entries(fields.shape as Record<string, z.ZodType>)) {
      const held = heldBy(type);
      if (frozen === 'all' || held === undefined || field.endsWith('Id')) continue;
      const hasChoices = history.choices[`${name as keyof typeof entities}.${field}`] !== undefined;
      const editor = editorOf(name, contested(field, [side('m', held), side('t', null)]), hasChoices);
      const isDay = type.safeParse('2026-05-04').success && !type.safeParse('chữ').success;
      const wanted = hasChoices
        ? ['choice']
        : isDay
          ? ['day']
          : typeof held === 'number'
            ? ['number']
            : ['line', 'prose'];
      if (!wanted.includes(editor)) wrong.push(`${name}.${field}: ${editor}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('records are chosen, lists and rivals are not written by hand, and an emptied field knows what empty means', () => {
  const id = '0190ffff-0000-7000-8000-000000000001';
  const editor = (entity: string, field: string, raw: unknown): string =>
    editorOf(entity, contested(field, [side('m', raw), side('t', null)]), false);
  expect(editor('directive', 'issuerUnitId', id)).toBe('unit');
  expect(editor('unitVersion', 'parentId', id)).toBe('unit');
  expect(editor('task', 'parentId', id)).toBe('none');
  expect(editor('post', 'basisDirectiveId', id)).toBe('directive');
  expect(editor('report', 'figures', [])).toBe('none');
  expect(editor('task', 'clause', 'dòng một\ndòng hai')).toBe('prose');
  expect(editorOf('task', { ...contested('*removal', []), kind: 'removal' }, false)).toBe('none');
  expect(emptyOf(contested('clause', [side('m', 'a'), side('t', 'b')], 'c'))).toBe('');
  expect(emptyOf(contested('officialCode', [side('m', 'a'), side('t', null)], 'c'))).toBeNull();
});
