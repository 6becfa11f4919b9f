import { addDays, type Day } from '../api/day.ts';
import { create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoChange } from './changes.ts';
import { type DemoOrder, workday } from './directives.ts';
import type { Random } from './random.ts';
import { type Outcome, type Share, type ShareScene, shareLife, step } from './share.ts';
import type { StoryTask } from './story.ts';
import { type DemoUnit, type DemoUnits, districtPoliceEnd } from './units.ts';

/** What the work of the demo is made from. */
export interface DemoScene extends ShareScene {
  readonly orders: readonly DemoOrder[];
  readonly units: Pick<DemoUnits, 'communes' | 'former' | 'districts' | 'partners'>;
  /** How well each unit keeps its deadlines. */
  readonly diligence: ReadonlyMap<string, number>;
}

/** Most units are good at it; some are always behind. */
export const diligenceOf = (units: readonly DemoUnit[], random: Random): Map<string, number> =>
  new Map(units.map(({ id }, index) => [id, index % 13 === 5 ? 0.5 : 0.86 + random.next() * 0.13]));

/** Every order becomes tasks for its units; what is due is mostly done, some of it late, some not at all. */
export function* demoWork(scene: DemoScene): Generator<DemoChange> {
  for (const [rank, order] of scene.orders.toReversed().entries()) {
    yield* receipts(order, scene);
    for (const [index, task] of order.tasks.entries()) {
      const assignedOn = workday(addDays(order.issuedOn, 1 + (index > 1 ? 1 : 0)));
      if (assignedOn > scene.on) continue;
      yield* givenOut(scene, order, task, index, {
        assignedOn,
        dueOn: dueDay(scene.on, task, assignedOn, rank + index),
      });
    }
  }
}

/** Days around the day of the demo on which the newest work is due, so that it never finds an empty week. */
const dueDays = [2, -1, 5, 1, 7, -4, 3, 11, -2, 6, 0, 18, 4, 25] as const;

/** What was given lately is due about now, everything else as long after as was planned. */
function dueDay(on: Day, { days }: StoryTask, assignedOn: Day, rank: number): Day {
  const planned = workday(addDays(assignedOn, days));
  const aboutNow = addDays(on, dueDays[rank % dueDays.length] ?? 0);
  return assignedOn > addDays(on, -75) && aboutNow > addDays(assignedOn, 8) ? aboutNow : planned;
}

function unitsOf({ units }: DemoScene, to: StoryTask['to']): readonly DemoUnit[] {
  if (to === 'districts') return units.districts;
  return to === 'communes' ? units.communes : units.communes.filter(({ isKey }) => isKey === 1);
}

function* givenOut(
  scene: DemoScene,
  order: DemoOrder,
  task: StoryTask,
  index: number,
  { assignedOn, dueOn }: { readonly assignedOn: Day; readonly dueOn: Day },
): Generator<DemoChange> {
  const { idOn } = scene;
  const taskId = idOn(assignedOn);
  yield {
    by: 'coordinator',
    onDay: assignedOn,
    change: create('task', taskId, taskFields(order, task, index, assignedOn)),
  };
  const isDistricts = task.to === 'districts';
  let first: { id: string; outcome: Outcome } | undefined;
  for (const { id: unitId, name: unitName, district } of unitsOf(scene, task.to)) {
    const endOn = isDistricts ? districtPoliceEnd : null;
    const diligence = scene.diligence.get(unitId) ?? 1;
    const share: Share = { id: idOn(assignedOn), unitId, unitName, assignedOn, dueOn, diligence, endOn };
    yield lead(taskId, share);
    const outcome = yield* shareLife(share, scene);
    first ??= { id: share.id, outcome };
    if (isDistricts && outcome.doneOn === null && scene.on >= districtPoliceEnd)
      yield* handedOn(scene, taskId, share, district);
  }
  if (task.helps && first !== undefined) yield* helped(scene, taskId, first, index, assignedOn, dueOn);
}

const lead = (taskId: string, { id, unitId, assignedOn, dueOn }: Share): DemoChange => ({
  ...{ by: 'coordinator', onDay: assignedOn },
  change: create('assignment', id, {
    ...{ taskId, unitId, role: 'lead', leadId: null, assignedOn, originalDueOn: dueOn, note: '' },
  }),
});

/** What the police of a district left open on its last day goes to a commune of that district. */
function* handedOn(scene: DemoScene, taskId: string, share: Share, district: number): Generator<DemoChange> {
  const heir = scene.units.communes.find((commune) => commune.district === district);
  if (heir === undefined) return;
  const assignedOn = districtPoliceEnd;
  const later = addDays(assignedOn, 45);
  const next: Share = {
    ...{ id: scene.idOn(assignedOn), unitId: heir.id, unitName: heir.name, assignedOn, diligence: 0.9, endOn: null },
    dueOn: share.dueOn > later ? share.dueOn : later,
  };
  yield lead(taskId, next);
  const reason = 'Công an cấp huyện kết thúc hoạt động từ ngày 01/3/2025';
  yield step(scene, share, 'handOn', assignedOn, { toAssignmentId: next.id, reason });
  yield* shareLife(next, scene);
}

/** A partner helps the first unit; as the program does, a support ends with its lead's result. */
function* helped(
  scene: DemoScene,
  taskId: string,
  leader: { readonly id: string; readonly outcome: Outcome },
  index: number,
  assignedOn: Day,
  dueOn: Day,
): Generator<DemoChange> {
  const { partners } = scene.units;
  const unitId = partners[index % Math.max(1, partners.length)];
  if (unitId === undefined) return;
  const id = scene.idOn(assignedOn);
  const fields = {
    taskId,
    unitId,
    role: 'support',
    leadId: leader.id,
    assignedOn,
    originalDueOn: dueOn,
    note: '',
  } as const;
  yield { by: 'coordinator', onDay: assignedOn, change: create('assignment', id, fields) };
  const { approvedOn, doneOn } = leader.outcome;
  if (approvedOn !== null) yield step(scene, { id, unitId }, 'finish', approvedOn, { doneOn });
}

/** Quán triệt: units note when they received, read and spread a document; only of the last two years, to stay small. */
function* receipts(order: DemoOrder, scene: DemoScene): Generator<DemoChange> {
  const { on, random, idOn } = scene;
  if (order.issuedOn < addDays(on, -730)) return;
  for (const { id: unitId } of unitsOf(scene, order.tasks[0]?.to ?? 'communes')) {
    const receivedOn = addDays(order.issuedOn, random.between(1, 3));
    if (receivedOn > on || random.chance(0.08)) continue;
    const readOn = addDays(receivedOn, random.between(0, 4));
    const spreadOn = addDays(readOn, random.between(1, 9));
    const fields: Fields<'directiveReceipt'> = {
      ...{ directiveId: order.id, unitId, receivedOn, readOn: readOn <= on ? readOn : null },
      ...{ disseminatedOn: spreadOn <= on && random.chance(0.9) ? spreadOn : null, note: '', audience: `up:${unitId}` },
    };
    const onDay = [spreadOn, readOn, receivedOn].find((day) => day <= on) ?? receivedOn;
    yield { by: 'clerk', onDay, change: create('directiveReceipt', idOn(onDay), fields) };
  }
}

const taskFields = (order: DemoOrder, task: StoryTask, index: number, assignedOn: Day): Fields<'task'> => ({
  ...{ directiveId: order.id, clause: `Mục ${index + 1}, phần II`, content: task.content, detail: '' },
  ...{ product: task.product, kind: 'dated', periodRuleId: null, periodFromOn: null, periodToOn: null, parentId: null },
  ...{ assignedBy: order.assignedBy, assignedOn, audience: 'all' },
});
