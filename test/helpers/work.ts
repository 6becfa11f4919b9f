import type { ApiName, GateName, Input, Output } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import { type Change, commit, create } from '../../db/commit.ts';
import type { Caller } from '../../db/context.ts';
import { dispatch } from '../../db/dispatch.ts';
import type { Fields } from '../../db/entities/index.ts';
import type { TestOffice } from './office.ts';

/** Writes records as the office would, without going through a noun's own contract. */
export const write = (o: TestOffice, ...changes: Change[]): number =>
  o.db.transaction(() => commit(o.ctx, changes)).immediate();

/** A police unit under another, alive during [validFrom, validTo). */
export function unitUnder(
  o: TestOffice,
  parentId: string,
  name: string,
  validFrom = '2021-11-01',
  validTo: string | null = null,
): string {
  const unitId = o.ctx.newId();
  const version = {
    kind: 'commune',
    name,
    fullName: `Công an xã ${name}`,
    shortName: `CAX ${name}`,
    symbol: 'CAX',
  } as const;
  const place = {
    officialCode: null,
    parentId,
    isKey: 0,
    hasPolice: 0,
    orderNumber: null,
    basisDirectiveId: null,
    basisText: '',
  } as const;
  write(
    o,
    create('unit', unitId, { nature: 'police', level: 'commune', areaId: null }),
    create('unitVersion', o.ctx.newId(), { unitId, validFrom, validTo, ...version, ...place }),
  );
  return unitId;
}

/** A task of the office; with `rule`, the name of a period rule, it is periodic. */
export function taskOf(o: TestOffice, fields: Partial<Fields<'task'>> & { rule?: string } = {}): string {
  const id = o.ctx.newId();
  const { rule, ...given } = fields;
  const ruleId =
    rule === undefined ? null : (o.db.prepare('SELECT id FROM periodRule WHERE name = ?').pluck().get(rule) as string);
  const task = {
    directiveId: null,
    clause: '',
    content: 'Kiện toàn chức danh Trưởng Công an xã',
    detail: '',
    product: '',
    parentId: null,
  } as const;
  const dates = {
    periodRuleId: ruleId,
    periodFromOn: rule === undefined ? null : '2026-01-01',
    periodToOn: null,
    assignedBy: '',
    assignedOn: '2026-01-05',
  };
  write(
    o,
    create('task', id, {
      ...task,
      kind: rule === undefined ? 'dated' : 'periodic',
      ...dates,
      audience: 'all',
      ...given,
    }),
  );
  return id;
}

/** A unit's share of a task as its lead. */
export function assignTo(
  o: TestOffice,
  taskId: string,
  unitId: string,
  originalDueOn: string | null = '2026-05-31',
): string {
  const id = o.ctx.newId();
  write(
    o,
    create('assignment', id, {
      taskId,
      unitId,
      role: 'lead',
      leadId: null,
      assignedOn: '2026-01-05',
      originalDueOn,
      note: '',
    }),
  );
  return id;
}

export type Plain = Exclude<ApiName, GateName>;

/** One person who works for a unit: calls go through the real door as theirs. */
export interface Person {
  readonly userId: string;
  readonly call: <N extends Plain>(name: N, input: Input<N>) => Result<Output<N>>;
  readonly get: <N extends Plain>(name: N, input: Input<N>) => Output<N>;
}

/** A new person in a role; of the office itself unless a unit is named. */
export function person(o: TestOffice, role: Caller['role'], unitId = o.unitId): Person {
  const { userId } = o.as(role).ctx.caller;
  const ctx = { ...o.ctx, caller: { userId, role, unitId, sessionId: userId } };
  const call = <N extends Plain>(name: N, input: Input<N>): Result<Output<N>> =>
    dispatch(ctx, name, input, (error) => {
      o.logged.push(error);
      return 'incident';
    }) as Result<Output<N>>;
  const get = <N extends Plain>(name: N, input: Input<N>): Output<N> => {
    const result = call(name, input);
    if (result.ok) return result.value;
    throw new Error(`${name}: ${JSON.stringify(result.error)}`, { cause: o.logged.at(-1) });
  };
  return { userId, call, get };
}
