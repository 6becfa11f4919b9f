import { expect, test } from 'vitest';
import type { z } from 'zod';
import { type ApiName, contract } from '../../db/api/contract/index.ts';
import type { Endpoint } from '../../db/api/define.ts';
import { admit, ask, inviteOn as on } from '../helpers/device.ts';
import { addDirective } from '../helpers/directive.ts';
import { type ExchangePc, newPc, newProvince, takeFrom, writeTo } from '../helpers/exchange.ts';
import { unitUnder } from '../helpers/work.ts';

/** Everything that asks and can be asked with these values; nothing of it may fail for a reason that nobody foresaw. */
function askEverything(pc: ExchangePc): { asked: string[]; failed: string[] } {
  const asked: string[] = [];
  const failed: string[] = [];
  const unitId = pc.ctx.office.unitId;
  const values: Record<string, unknown> = {
    ...{ on, from: '2026-01-01', to: on, until: on, year: 2026, unitId, id: unitId, parentId: null, ids: [unitId] },
    ...{ nature: 'police', text: 'an', limit: 20, underId: unitId, entity: 'unit', entityId: unitId, key: 'x' },
    ...{ directiveId: unitId, taskId: unitId, assignmentId: unitId, device: 'x', status: 'pending' },
  };
  for (const [name, endpoint] of Object.entries<Endpoint>(contract)) {
    if (endpoint.kind !== 'query') continue;
    const shape = Object.keys((endpoint.input as z.ZodObject).shape ?? {});
    const input = Object.fromEntries(shape.flatMap((key) => (key in values ? [[key, values[key]]] : [])));
    if (!endpoint.input.safeParse(input).success) continue;
    const result = pc.call(name as never, input as never) as { ok: boolean; error?: { code: string } };
    asked.push(name);
    if (!result.ok && ['INTERNAL', 'UNKNOWN_OPERATION'].includes(result.error?.code ?? '')) failed.push(name);
  }
  return { asked, failed };
}

const rowsOf = (pc: ExchangePc, table: string): number =>
  pc.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;

test('an office that joined stands before its first bundle, seeds nothing of its own, and works with it', async () => {
  const province = await newProvince();
  const unitId = unitUnder(province, province.unitId, 'An Bình');
  addDirective(province);
  const pc = newPc();
  const { file, session } = await ask(pc, province.get('device.invite', { unitId, on }));
  for (const table of ['op', 'unit', 'unitVersion', 'documentKind', 'periodRule']) expect(rowsOf(pc, table)).toBe(0);
  expect(session).toMatchObject({ officeUnitId: unitId, officeName: 'Công an xã An Bình', autoLockMinutes: 15 });
  expect(session.user).toMatchObject({ role: 'admin', unitId: null });
  const status = await pc.gate('office.status', {});
  expect(status).toMatchObject({ state: 'open', officeName: 'Công an xã An Bình' });
  const waiting = askEverything(pc);
  expect(waiting.failed).toEqual([]);
  expect(waiting.asked.length).toBeGreaterThan(50);
  expect(pc.get('desk.today', { on }).unit).toEqual({ id: unitId, name: 'Công an xã An Bình' });
  for (const name of [
    'desk.today',
    'overview.figures',
    'unit.children',
    'directive.list',
    'device.list',
    'search.find',
  ])
    if (name in contract) expect(waiting.asked).toContain(name as ApiName);
  await admit(province, file);
  const { paths } = writeTo(province, unitId);
  const { head } = pc.get('bundle.open', { file: pc.hand(paths[0] ?? '') });
  // The units come with this bundle: until then it is told by what the invitation said.
  expect([head.unitName, head.toUnitName]).toEqual(['Công an tỉnh Bình Minh', 'Công an xã An Bình']);
  takeFrom(pc, paths[0] ?? '');
  expect(askEverything(pc).failed).toEqual([]);
  const [root] = pc.get('unit.children', { parentId: null, nature: 'police', on });
  expect(root?.fullName).toBe('Công an tỉnh Bình Minh');
  const children = pc.get('unit.children', { parentId: province.unitId, nature: 'police', on });
  expect(children.map(({ id }) => id)).toEqual([unitId]);
  expect(pc.get('directive.list', { on }).rows).toHaveLength(1);
  expect(pc.get('desk.today', { on })).toMatchObject({ unit: { id: unitId, name: 'CAX An Bình' } });
  for (const table of ['unit', 'documentKind', 'periodRule']) expect(rowsOf(pc, table)).toBe(rowsOf(province, table));
  // Nothing of it was written here, and what is written here is the unit's own.
  expect(pc.db.prepare('SELECT DISTINCT ownerId FROM documentKind').pluck().all()).toEqual([province.unitId]);
  expect(pc.ctx.caller.unitId).toBe(unitId);
});
