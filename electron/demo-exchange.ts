import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiName, Input, Output } from '../db/api/contract/index.ts';
import type { Day } from '../db/api/day.ts';
import { primitives } from '../db/crypto.ts';
import { newDeviceKeys, requestToJoin } from '../db/sync/identity.ts';
import type { Session } from './session.ts';

/** The value, or an end of the program: a demo half made helps nobody. */
export async function call<N extends ApiName>(session: Session, name: N, input: Input<N>): Promise<Output<N>> {
  const result = await session.call({ name, input, callId: randomUUID() });
  if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`);
  return result.value as Output<N>;
}

const deviceNames = ['Máy trực ban', 'Máy tổng hợp', 'Máy văn phòng'];

/**
 * The demo office keeps the authority of an exchange. Some communes were let in, of PCs that nobody has: one was sent its first
 * bundle, for one a bundle lies prepared, one was sent nothing yet; a last one is invited.
 */
export async function addExchange(office: Session, root: string, on: Day): Promise<void> {
  const stick = join(root, 'stick-making');
  mkdirSync(stick, { recursive: true });
  try {
    await call(office, 'authority.create', { deviceName: 'Máy Văn phòng tỉnh' });
    const { rows } = await call(office, 'unit.list', { on, nature: 'police', level: 'commune', limit: 4 });
    const [last, ...joined] = rows.map(({ id }) => id).reverse();
    for (const [index, unitId] of joined.entries()) await letIn(office, stick, unitId, on, deviceNames[index] ?? '');
    const [first, second] = joined;
    if (first !== undefined) await send(office, stick, first);
    if (second !== undefined) await call(office, 'bundle.prepare', { unitId: second, isFull: false });
    if (last !== undefined) await call(office, 'device.invite', { unitId: last, on });
  } finally {
    rmSync(stick, { recursive: true, force: true });
  }
}

/** Invites a PC of a unit, answers in its place, and lets it in. */
async function letIn(office: Session, stick: string, unitId: string, on: Day, name: string): Promise<void> {
  const { id, code } = await call(office, 'device.invite', { unitId, on });
  const keys = await newDeviceKeys(primitives, randomUUID());
  const content = { name, recoveryKey: null, adopts: [] };
  const path = join(stick, unitId);
  writeFileSync(path, JSON.stringify(requestToJoin(primitives, { id, unit: unitId }, code, keys, content)));
  const { handle: file } = await office.hand(path, 'open');
  const { fingerprint } = await call(office, 'device.readRequest', { file });
  await call(office, 'device.admit', { file, fingerprint });
}

/** Writes a bundle as to a stick. */
async function send(office: Session, stick: string, unitId: string): Promise<void> {
  const { id, fileName } = await call(office, 'bundle.prepare', { unitId, isFull: false });
  const { handle: target } = await office.hand(join(stick, fileName), 'save');
  const { byteCount } = await call(office, 'bundle.write', { id, target });
  await call(office, 'bundle.settle', { id, isWritten: true, byteCount });
}
