import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOfInstant } from '../../db/api/day.ts';
import { type ExchangePc, newPc, newStick, personOf } from './exchange.ts';
import type { TestHost } from './host.ts';

/* The exchange of an office whose screens are open: what its PC does while nobody looks, by the same door as the screens. */

const handed = async (host: TestHost, path: string): Promise<string> => (await host.session.hand(path, 'open')).handle;

/** A PC without a window is invited by the office and let in; its first bundle is yet to come. */
export async function joinAt(host: TestHost, unitId: string, deviceName: string): Promise<ExchangePc> {
  const pc = newPc();
  const stick = newStick();
  const put = (name: string, text: string): string => {
    writeFileSync(join(stick, name), text);
    return join(stick, name);
  };
  const invited = await host.get('device.invite', { unitId, on: dayOfInstant(Date.now()) });
  const file = pc.hand(put('loi-moi.json', invited.file));
  const user = personOf('Hoàng Cơ Sở');
  const asked = await pc.gate('office.join', { file, code: invited.code, deviceName, user });
  const request = await handed(host, put('yeu-cau.json', asked.file));
  const { fingerprint } = await host.get('device.readRequest', { file: request });
  await host.get('device.admit', { file: request, fingerprint });
  return pc;
}

/** Writes what waits for a unit onto a stick; returns the path of the bundle. */
export async function bundleFrom(host: TestHost, unitId: string): Promise<string> {
  const { id, fileName } = await host.get('bundle.prepare', { unitId });
  const path = join(newStick(), fileName);
  const { handle: target } = await host.session.hand(path, 'save');
  const { byteCount } = await host.get('bundle.write', { id, target });
  await host.get('bundle.settle', { id, isWritten: true, byteCount });
  return path;
}

/** Takes a bundle in. */
export async function takeAt(host: TestHost, path = ''): Promise<void> {
  await host.get('bundle.takeFile', { file: await handed(host, path) });
}
