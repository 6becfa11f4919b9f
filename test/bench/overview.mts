/*
 * What the overview costs in an office's data folder: every query of the screen, through the door, as a ratio to reading a
 * narrow index over all reports once (the covering scan that nothing without counters can beat), median of alternating rounds.
 * Run: npx node test/bench/overview.mts DIR LOGIN PASSWORD [DAY]     (DIR: a copy; million.mts makes one)
 */

import { dayOfInstant } from '../../db/api/day.ts';
import { samePeriodBefore, spanContaining } from '../../db/api/span.ts';
import type { Ctx } from '../../db/context.ts';
import { dispatch, dispatchGate } from '../../db/dispatch.ts';
import { newId } from '../../db/ids.ts';
import { blobsOf, officeOf, Vault } from '../../db/vault.ts';

const [root, login, password, day = dayOfInstant(Date.now())] = process.argv.slice(2);
if (root === undefined || login === undefined || password === undefined)
  throw new Error('overview.mts DIR LOGIN PASSWORD');
const rounds = 9;
const vault = new Vault(root);
const gateCtx = {
  vault,
  caller: undefined,
  now: Date.now,
  newId: () => newId(Date.now()),
  path: (handle: string) => handle,
};
const opened = performance.now();
const entered = await dispatchGate(gateCtx, 'session.login', { login, password }, String);
if (!entered.ok) throw new Error(JSON.stringify(entered.error));
const { db } = vault;
console.log(`opened, and brought up to date, in ${Math.round(performance.now() - opened)} ms`);

const office = officeOf(db);
const ctx: Ctx = {
  db,
  caller: { userId: '', role: 'commander', unitId: office.unitId, sessionId: '' },
  office,
  now: Date.now,
  newId: gateCtx.newId,
  step: () => {},
  path: (handle) => handle,
  blobs: blobsOf(vault.folders, vault.key),
  scratch: vault.folders.scratch,
};
const timed = (work: () => void): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const call = (name: string, input: object): void => {
  const result = dispatch(ctx, name, input, (error) => {
    throw error;
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
};

const count = (table: string): number => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
const reports = count('report');
console.log(`${count('assignment')} assignments, ${reports} reports, seen on ${day}`);
const scan = db.prepare(
  'SELECT count(*), max(reportedOn), min(id) FROM report INDEXED BY report_by_day WHERE reportedOn > ?',
);
const year = spanContaining('year', day);
const month = spanContaining('month', day);
const now = { on: day, ...year };
const past = samePeriodBefore(year, day);
const communeId = db.prepare("SELECT id FROM unit WHERE level = 'commune' AND nature = 'police' LIMIT 1").pluck().get();
const { unitId } = office;
const cases: [string, string, object][] = [
  ...['figures', 'units', 'directives', 'missing'].map((one): [string, string, object] => [
    one,
    `overview.${one}`,
    now,
  ]),
  ['deadlines of a month', 'overview.deadlines', { on: day, ...month }],
  ['figures a year ago', 'overview.figures', { on: past.day, from: past.from, to: past.to }],
  ['units a year ago', 'overview.units', { on: past.day, from: past.from, to: past.to }],
  ['figures, days cut', 'overview.figures', { on: day, from: `${year.from.slice(0, 8)}15`, to: day }],
  ['figures of a commune', 'overview.figures', { ...now, unitId: communeId }],
  ['figures under the top', 'overview.figures', { ...now, unitId }],
  ['documents under the top', 'overview.directives', { ...now, unitId }],
];
const times = new Map<string, number[]>([['scan', []], ...cases.map(([label]): [string, number[]] => [label, []])]);
for (let round = 0; round < rounds; round += 1) {
  times.get('scan')?.push(timed(() => void scan.all('')));
  for (const [label, name, input] of cases) times.get(label)?.push(timed(() => call(name, input)));
}
const base = median(times.get('scan') ?? []);
console.log(`covering scan of ${reports} reports: ${base.toFixed(1)} ms; × of it, then ms:`);
for (const [label] of cases) {
  const ms = median(times.get(label) ?? []);
  console.log(`${label.padEnd(28)} ${(ms / base).toFixed(2).padStart(6)} ${ms.toFixed(1).padStart(8)}`);
}
vault.close();
