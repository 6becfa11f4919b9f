import { create } from '../../db/commit.ts';
import type { Fields } from '../../db/entities/index.ts';
import { office, type TestOffice } from './office.ts';
import { type Person, person, taskOf, unitUnder, write } from './work.ts';

/** The day on which the units of a scene end. */
export const endOn = '2026-07-01';

type Edge = { from: string | null; to: string | null; isMainHeir?: 0 | 1; part?: Fields<'unitLineage'>['part'] };

/** An event with its edges, as the planner of events writes it. */
export function eventOf(o: TestOffice, edges: readonly Edge[], over: Partial<Fields<'unitEvent'>> = {}): string {
  const id = o.ctx.newId();
  const papers = {
    signedOn: null,
    announcedOn: null,
    basisDirectiveId: null,
    note: '',
    basisText: 'Nghị quyết sắp xếp',
  };
  const event = { kind: 'merge', effectiveOn: endOn, correctsEventId: null, heirsUnknown: 0, ...papers } as const;
  write(
    o,
    create('unitEvent', id, { ...event, ...over }),
    ...edges.map(({ from, to, isMainHeir = 0, part = 'whole' }) =>
      create('unitLineage', o.ctx.newId(), {
        eventId: id,
        fromUnitId: from,
        toUnitId: to,
        part,
        isMainHeir,
        ratio: null,
      }),
    ),
  );
  return id;
}

export function postOf(o: TestOffice, unitId: string, over: Partial<Fields<'post'>> = {}): string {
  const id = o.ctx.newId();
  const flags = { isActing: 0, isInvestigator: 0, isPartyCommittee: 0 } as const;
  const text = { basisDirectiveId: null, basisText: '', note: '', audience: 'office' };
  const place = { unitId, title: 'officer', holder: 'Cán bộ 01', fromOn: '2025-03-01', toOn: null } as const;
  write(o, create('post', id, { ...place, ...flags, ...text, ...over }));
  return id;
}

export function registrationOf(o: TestOffice, unitId: string, over: Partial<Fields<'registration'>> = {}): string {
  const [id, setId] = [o.ctx.newId(), o.ctx.newId()];
  const text = { basisDirectiveId: null, basisText: '' };
  const life = { endedOn: null, endReason: '', note: '', target: 'Kiểu mẫu', registeredOn: '2026-01-10' };
  write(
    o,
    create('criterionSet', setId, { name: 'Bộ tiêu chí tạm thời', validFrom: '2021-07-13', validTo: null, ...text }),
    create('registration', id, { unitId, setId, year: 2026, ...life, ...text, ...over }),
  );
  return id;
}

/** A share that supports a lead. */
export function supportOf(o: TestOffice, leadId: string, unitId: string): string {
  const id = o.ctx.newId();
  const taskId = o.db.prepare('SELECT taskId FROM assignment WHERE id = ?').pluck().get(leadId) as string;
  const days = { assignedOn: '2026-01-05', originalDueOn: '2026-05-31', note: '' };
  write(o, create('assignment', id, { taskId, unitId, role: 'support', leadId, ...days }));
  return id;
}

export interface MergeScene {
  readonly o: TestOffice;
  readonly keeper: Person;
  /** A and B end and become C; D is a unit beside them. */
  readonly a: string;
  readonly b: string;
  readonly c: string;
  readonly d: string;
  readonly taskId: string;
  readonly eventId: string;
}

/** Two communes become a new one. */
export function mergeScene(): MergeScene {
  const o = office();
  const a = unitUnder(o, o.unitId, 'Sơn Đông', '2021-11-01', endOn);
  const b = unitUnder(o, o.unitId, 'Sơn Tây', '2021-11-01', endOn);
  const c = unitUnder(o, o.unitId, 'Sơn Hà', endOn);
  const d = unitUnder(o, o.unitId, 'Yên Lập');
  const eventId = eventOf(o, [
    { from: a, to: c, isMainHeir: 1 },
    { from: b, to: c, isMainHeir: 1 },
  ]);
  return { o, keeper: person(o, 'personnel'), a, b, c, d, taskId: taskOf(o), eventId };
}
