import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiError, Result } from '../../db/api/errors.ts';
import { type ExchangePc, newStick } from './exchange.ts';

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
