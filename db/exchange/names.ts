import type { Ctx } from '../context.ts';
import { trustOf } from './exchange.ts';
import { exchangeOf, findDeviceKeys } from './keeping.ts';

/** What a PC is called in its certificate; '' for one that is not known (yet). */
export function nameOfDevice(ctx: Ctx, device: string): string {
  if (findDeviceKeys(ctx.db) === undefined) return '';
  return trustOf(exchangeOf(ctx)).devices.get(device)?.current.name ?? '';
}
