import type { ApiName, GateName, Input, Output } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import type { Change } from '../../db/commit.ts';
import { commit, create } from '../../db/commit.ts';
import { dispatch } from '../../db/dispatch.ts';
import type { TestOffice } from './office.ts';

/** Any changes, as if a handler had made them. */
export const write = (o: TestOffice, changes: Change[]): number =>
  o.db.transaction(() => commit(o.ctx, changes)).immediate();

/** The door for a user who does the work of one unit. */
export const actingFor =
  (o: TestOffice, unitId: string) =>
  <N extends Exclude<ApiName, GateName>>(name: N, input: Input<N>): Result<Output<N>> =>
    dispatch({ ...o.ctx, caller: { ...o.ctx.caller, unitId } }, name, input, String) as Result<Output<N>>;

interface NewUnit {
  name: string;
  nature?: 'police' | 'partner';
  level?: 'commune' | 'district' | 'other';
  from?: string;
  to?: string | null;
  parentId?: string | null;
}

/** A unit with one version, under the office's own unit unless told; returns its id. */
export function addUnit(
  o: TestOffice,
  { name, nature = 'police', level = 'commune', from = '2021-11-01', to = null, parentId = o.unitId }: NewUnit,
): string {
  const unitId = o.ctx.newId();
  const kind = nature === 'partner' ? 'army' : level === 'commune' ? 'commune' : 'other';
  const names = {
    name,
    fullName: `Công an xã ${name}`,
    shortName: `CAX ${name}`,
    symbol: 'CAX',
  };
  const place = {
    parentId,
    officialCode: null,
    isKey: 0,
    hasPolice: 0,
    orderNumber: null,
    basisDirectiveId: null,
    basisText: '',
  } as const;
  write(o, [
    create('unit', unitId, { nature, level, areaId: null }),
    create('unitVersion', o.ctx.newId(), {
      unitId,
      validFrom: from,
      validTo: to,
      kind,
      ...names,
      ...place,
    }),
  ]);
  return unitId;
}

/** As many communes under the office's unit. */
export const addCommunes = (o: TestOffice, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addUnit(o, { name: `Xã số ${String(index + 1).padStart(3, '0')}` }));

/** Fields of a task with a deadline; change what a test is about. */
export const dated = (more: Partial<Input<'task.create'>['task']> = {}): Input<'task.create'>['task'] => ({
  content: 'Kiện toàn chức danh Trưởng Công an xã',
  kind: 'dated',
  assignedOn: '2026-05-02',
  ...more,
});

/** A dated task for one unit, due on a day; returns the lead's id. */
export function assignOne(
  o: TestOffice,
  unitId: string,
  dueOn = '2026-05-31',
  more: Partial<Input<'task.create'>['task']> = {},
): string {
  const { assignmentIds } = o.get('task.create', {
    task: dated(more),
    dueOn,
    leads: [{ unitId }],
  });
  return assignmentIds[0] ?? '';
}

/** The rule of the catalogue that every new office has under this name. */
export function ruleNamed(o: TestOffice, name: string): Output<'periodRule.list'>[number] {
  const rule = o.get('periodRule.list', { on: '2026-05-04' }).find((one) => one.name === name);
  if (rule === undefined) throw new Error(`no rule ${name}`);
  return rule;
}

export const countOps = (o: TestOffice): number => o.db.prepare('SELECT count(*) FROM op').pluck().get() as number;
