import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiError, Result } from '../../db/api/errors.ts';
import { create } from '../../db/commit.ts';
import { findOpened, saveOpened } from '../../db/lineage.ts';
import { deliver, type ExchangePc, newPc, newProvince, newStick } from './exchange.ts';
import { unitUnder, write } from './work.ts';

/* The trips of a stick by which PCs are let in, one at a time. */

export const joiner = { login: 'quantri', name: 'Trần Thử Xã', position: 'Phó Trưởng', password: 'mat-khau-thu' };
export const inviteOn = '2026-05-04';

/** Writes a text to a stick of its own and hands it to a PC. */
export function handText(to: ExchangePc, name: string, text: string): string {
  const path = join(newStick(), name);
  writeFileSync(path, text);
  return to.hand(path);
}

/** The error of a call that must have been refused. */
export function errorOf(result: Result<unknown>): ApiError {
  if (!result.ok) return result.error;
  throw new Error(`expected a refusal, got ${JSON.stringify(result.value)}`);
}

export const codeOf = async (result: Promise<Result<unknown>>): Promise<string> => errorOf(await result).code;

/** A PC answers an invitation with a new office. */
export async function ask(
  pc: ExchangePc,
  invited: { readonly file: string; readonly code: string },
  deviceName = 'Máy trực ban',
) {
  const file = handText(pc, 'loi-moi.json', invited.file);
  return pc.gate('office.join', { file, code: invited.code, deviceName, user: joiner });
}

/** The authority reads what came and lets the PC in. */
export async function admit(authority: ExchangePc, request: string) {
  const file = handText(authority, 'yeu-cau.json', request);
  const { fingerprint } = await authority.gate('device.readRequest', { file });
  return authority.gate('device.admit', { file, fingerprint });
}

/** The same PC once more, from a copy of its disk; the two are never used at once. Costs no password. */
export function copyOf(pc: ExchangePc): ExchangePc {
  const copy = newPc();
  // As if its mark had never been written: a marked office would be told from its copy.
  const opened = findOpened(pc.db);
  if (opened !== undefined) saveOpened(pc.db, { ...opened, isMarked: false });
  pc.vault.db.pragma('wal_checkpoint(TRUNCATE)');
  cpSync(pc.root, copy.root, { recursive: true });
  const cipher = pc.vault.readKeys()?.cipher;
  if (cipher === undefined) throw new Error('an office');
  copy.vault.open(Buffer.from(pc.vault.key), cipher);
  return copy;
}

/** A province with two PCs, the first of which keeps the authority, and a commune with two. */
export interface TwoOffices {
  readonly p1: ExchangePc;
  readonly p2: ExchangePc;
  readonly a1: ExchangePc;
  readonly a2: ExchangePc;
  readonly unitId: string;
  /** The key on the commune's paper. */
  readonly paperKey: string;
}

export async function twoOffices(): Promise<TwoOffices> {
  const p1 = await newProvince();
  const unitId = unitUnder(p1, p1.unitId, 'An Bình');
  const papers: (string | null)[] = [];
  const pcOf = async (unit: string, name: string): Promise<ExchangePc> => {
    const pc = newPc();
    const { file, paperKey } = await ask(pc, p1.get('device.invite', { unitId: unit, on: inviteOn }), name);
    papers.push(paperKey);
    await admit(p1, file);
    deliver(p1, pc);
    return pc;
  };
  const a1 = await pcOf(unitId, 'Máy trực ban');
  const a2 = await pcOf(unitId, 'Máy văn thư');
  const p2 = await pcOf(p1.unitId, 'Máy Tham mưu');
  // Everyone has heard of everyone.
  for (const pc of [a1, a2, p2]) deliver(p1, pc);
  const [paperKey, ...others] = papers;
  if (paperKey === null || paperKey === undefined || others.some((key) => key !== null))
    throw new Error('one paper for each office');
  return { p1, p2, a1, a2, unitId, paperKey };
}

export const copyAll = (all: TwoOffices): TwoOffices => ({
  ...all,
  ...{ p1: copyOf(all.p1), p2: copyOf(all.p2), a1: copyOf(all.a1), a2: copyOf(all.a2) },
});

const someTask = {
  ...{ directiveId: null, clause: '', detail: '', product: '', periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-05-01' },
};

/** Writes a task for the given audience. */
export const say = (pc: ExchangePc, content: string, audience: string): void =>
  void write(pc, create('task', pc.ctx.newId(), { ...someTask, kind: 'dated', content, audience }));

/** What stands in the tasks of a PC. */
export const tasksOf = (pc: ExchangePc): string[] =>
  pc.db.prepare('SELECT content FROM task ORDER BY content').pluck().all() as string[];

/** Why changes do not count on a PC. */
export const heldOf = (pc: ExchangePc): string[] =>
  pc.db.prepare('SELECT reason FROM heldOp ORDER BY seq').pluck().all() as string[];
