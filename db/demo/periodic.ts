import { addDays, type Day } from '../api/day.ts';
import { create } from '../commit.ts';
import { type Period, type PeriodRule, periodsBetween } from '../domain/period.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoChange } from './changes.ts';
import { report, review, step } from './share.ts';
import { type DemoUnit, districtPoliceEnd } from './units.ts';
import type { DemoScene } from './work.ts';

type FigureWords = readonly (readonly [name: string, unit: string, most: number])[];

/** A regular report, and who owed it when. */
interface Regular {
  readonly content: string;
  readonly product: string;
  readonly rule: PeriodRule;
  readonly ruleKey: keyof RuleIds;
  readonly to: 'districts' | 'communes';
  readonly from: Day;
  /** First day without it. */
  readonly untilOn: Day;
  readonly figures: FigureWords;
}

/** Ids of the period rules that every office is seeded with. */
export interface RuleIds {
  readonly week: string;
  readonly month: string;
  readonly quarter: string;
}

const week: PeriodRule = { unit: 'week', startDay: 4, dueOffsetDays: 1 };
const month: PeriodRule = { unit: 'month', closeDay: 14, dueOffsetDays: 2 };
const quarter: PeriodRule = { unit: 'quarter', closeDay: 14, dueOffsetDays: 2 };
const never = '9999-01-01';

const weekly = {
  ...{
    content: 'Báo cáo tình hình, kết quả công tác tuần',
    product: 'Báo cáo tuần',
    rule: week,
    ruleKey: 'week' as const,
  },
  figures: [
    ['Số vụ việc tiếp nhận', 'vụ', 9],
    ['Số vụ đã giải quyết', 'vụ', 8],
    ['Lượt tuần tra', 'lượt', 21],
  ],
} as const;
const monthly = {
  ...{ content: 'Báo cáo kết quả công tác tháng', product: 'Báo cáo tháng', rule: month, ruleKey: 'month' as const },
  figures: [
    ['Hồ sơ cư trú đã giải quyết', 'hồ sơ', 320],
    ['Hồ sơ căn cước thu nhận', 'hồ sơ', 240],
    ['Buổi tuyên truyền', 'buổi', 12],
    ['Xử phạt vi phạm hành chính', 'trường hợp', 30],
  ],
} as const;
const quarterly = {
  content: 'Báo cáo kết quả xây dựng Công an xã vững mạnh, bám cơ sở',
  ...{ product: 'Báo cáo quý, biểu số liệu', rule: quarter, ruleKey: 'quarter' as const },
  figures: [
    ['Biên chế hiện có', 'đồng chí', 14],
    ['Thôn, tổ dân phố có tổ bảo vệ an ninh, trật tự', 'thôn', 22],
  ],
} as const;

const regulars: readonly Regular[] = [
  { ...weekly, to: 'districts', from: '2016-01-01', untilOn: districtPoliceEnd },
  { ...monthly, to: 'districts', from: '2016-01-01', untilOn: districtPoliceEnd },
  { ...quarterly, to: 'communes', from: '2019-07-01', untilOn: never },
  { ...monthly, to: 'communes', from: '2021-07-01', untilOn: never },
  { ...weekly, to: 'communes', from: districtPoliceEnd, untilOn: never },
];

/** Each year one task per regular report, from the first whole period of the year to the first of the next. */
export function* demoRegularWork(scene: DemoScene, ruleIds: RuleIds, fromOn: Day): Generator<DemoChange> {
  for (const regular of regulars) {
    const first = regular.from > fromOn ? regular.from : fromOn;
    for (let year = Number(first.slice(0, 4)); year <= Number(scene.on.slice(0, 4)); year += 1) {
      const begin = `${year}-01-01` > first ? `${year}-01-01` : first;
      const end = `${year + 1}-01-01` < regular.untilOn ? `${year + 1}-01-01` : regular.untilOn;
      const periods = periodsBetween(regular.rule, begin, addDays(end, 100)).filter(
        (period) => period.startOn >= begin && period.startOn < end && period.endOn < regular.untilOn,
      );
      const [head] = periods;
      if (head !== undefined && head.startOn <= scene.on) yield* yearOf(scene, regular, ruleIds, periods, head);
    }
  }
}

function* yearOf(
  scene: DemoScene,
  regular: Regular,
  ruleIds: RuleIds,
  periods: readonly Period[],
  head: Period,
): Generator<DemoChange> {
  const { on, orders, idOn, units } = scene;
  const assignedOn = head.startOn;
  const endOn = addDays(periods.at(-1)?.endOn ?? head.endOn, 1);
  const order = orders.findLast(({ issuedOn }) => issuedOn <= assignedOn);
  const taskId = idOn(assignedOn);
  const task: Fields<'task'> = {
    ...{ directiveId: order?.id ?? null, clause: '', content: `${regular.content} năm ${assignedOn.slice(0, 4)}` },
    ...{
      detail: '',
      product: regular.product,
      kind: 'periodic',
      periodRuleId: ruleIds[regular.ruleKey],
      parentId: null,
    },
    ...{ periodFromOn: assignedOn, periodToOn: endOn, assignedBy: 'Giám đốc', assignedOn, audience: 'all' },
  };
  yield { by: 'coordinator', onDay: assignedOn, change: create('task', taskId, task) };
  for (const [index, unit] of owing(units, regular.to, assignedOn).entries()) {
    const share = { id: idOn(assignedOn), unitId: unit.id, unitName: unit.name };
    const lead = {
      taskId,
      unitId: unit.id,
      role: 'lead',
      leadId: null,
      assignedOn,
      originalDueOn: null,
      note: '',
    } as const;
    yield { by: 'coordinator', onDay: assignedOn, change: create('assignment', share.id, lead) };
    yield step(scene, share, 'accept', assignedOn);
    const lived = periods.filter((period) => unit.untilOn === undefined || addDays(period.dueOn, 8) < unit.untilOn);
    for (const period of lived) yield* periodOf(scene, regular, share, unit, index, period);
    const untilOn = unit.untilOn ?? (regular.to === 'districts' ? districtPoliceEnd : never);
    const closedOn = addDays(endOn, 20) < untilOn ? addDays(endOn, 20) : addDays(untilOn, -1);
    if (closedOn <= on) yield step(scene, share, 'finish', closedOn, { doneOn: endOn < closedOn ? endOn : closedOn });
  }
}

/** Who owes a regular report that is given out on a day: communes that went into others later too. */
const owing = (units: DemoScene['units'], to: Regular['to'], on: Day): readonly DemoUnit[] =>
  to === 'districts'
    ? units.districts
    : [...units.communes, ...units.former.filter(({ untilOn = never }) => on < untilOn)];

/** One period of one unit: in time, late, with nothing to tell, or (only lately) not at all. */
function* periodOf(
  scene: DemoScene,
  regular: Regular,
  share: { readonly id: string; readonly unitId: string; readonly unitName: string },
  unit: DemoUnit,
  index: number,
  period: Period,
): Generator<DemoChange> {
  const { on, random, diligence } = scene;
  const isLate = random.next() > (diligence.get(unit.id) ?? 1) + 0.05;
  const reportedOn = addDays(period.dueOn, isLate ? random.between(1, 4) : -random.between(0, 2));
  const day = reportedOn < period.endOn ? period.endOn : reportedOn;
  const isMissing = index % 11 === 4 && period.dueOn > addDays(on, -20) && random.chance(0.5);
  if (day > on || isMissing) return;
  const isNothing = regular.rule.unit === 'week' && random.chance(0.03);
  const figures = isNothing
    ? []
    : regular.figures.map(([name, unitName, most]) => ({
        name,
        value: random.between(Math.ceil(most / 4), most),
        unit: unitName,
      }));
  const text = { reportedOn: day, doneOn: null, percent: 100, version: 1, periodKey: period.key, figures };
  const made = report(scene, share, isNothing ? { ...text, isNothing: 1 } : text);
  yield made.made;
  const reviewedOn = addDays(day, random.between(1, 3));
  if (reviewedOn > on) return;
  if (!random.chance(0.02)) {
    yield review(scene, share, made.id, 'approve', reviewedOn);
    return;
  }
  yield review(scene, share, made.id, 'return', reviewedOn, 'Số liệu chưa khớp với kỳ trước, đề nghị kiểm tra lại.');
  const again = addDays(reviewedOn, 1);
  if (again > on) return;
  const second = report(scene, share, {
    ...text,
    figures: text.figures,
    reportedOn: again,
    version: 2,
    correctsId: made.id,
  });
  yield second.made;
  const approvedOn = addDays(again, 1);
  if (approvedOn <= on) yield review(scene, share, second.id, 'approve', approvedOn);
}
