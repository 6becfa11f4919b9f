import { addDays, type Day, weekdayOf } from '../api/day.ts';
import { create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import type { DemoChange } from './changes.ts';
import type { Random } from './random.ts';
import { type StoryTask, story } from './story.ts';
import { type DemoTopic, topics } from './topics.ts';
import { districtPoliceEnd } from './units.ts';

/** A document of the province that orders work. */
export interface DemoOrder {
  readonly id: string;
  readonly issuedOn: Day;
  readonly tasks: readonly StoryTask[];
  readonly assignedBy: string;
}

export interface DemoDirectives {
  readonly changes: readonly DemoChange[];
  /** Oldest first. */
  readonly orders: readonly DemoOrder[];
  /** Documents worth a file, with the name it has. */
  readonly filed: readonly {
    readonly id: string;
    readonly onDay: Day;
    readonly name: string;
    readonly subject: string;
  }[];
}

/** Ids of the kinds of documents, by abbreviation. */
export type Kinds = ReadonlyMap<string, string>;

/** What documents are made from. */
export interface DirectiveScene {
  readonly officeUnitId: string;
  readonly kinds: Kinds;
  readonly on: Day;
  /** About how many documents; the newest are made. */
  readonly count: number;
  readonly random: Random;
  readonly idOn: (day: Day) => string;
}

const blank: Omit<Fields<'directive'>, 'kindId' | 'number' | 'issuer' | 'issuedOn' | 'subject'> = {
  ...{ direction: 'incoming', issuerUnitId: null, effectiveOn: null, expiresOn: null, objectGoneOn: null },
  ...{ objectGoneNote: '', field: 'Xây dựng lực lượng', urgency: 'normal', secrecy: 'normal', signer: '' },
  ...{ signerPosition: '', drafter: '', recipients: [], arrivedOn: null, arrivalNumber: '', replyDueOn: null },
  ...{ pageCount: null, language: 'Tiếng Việt', description: '', audience: 'all' },
};

const province = 'Công an tỉnh Bình Minh';
const objectGone = {
  objectGoneOn: districtPoliceEnd,
  objectGoneNote: 'Công an cấp huyện kết thúc hoạt động từ ngày 01/3/2025',
} as const;

/** Numbers run through a year for each kind of each issuer, with gaps: most of a series does not concern the office. */
class Numbers {
  readonly #last = new Map<string, number>();
  readonly #random: Random;
  constructor(random: Random) {
    this.#random = random;
  }
  next(series: string, year: string, step: number): string {
    const number = (this.#last.get(series + year) ?? 0) + this.#random.between(1, step);
    this.#last.set(series + year, number);
    return String(number).padStart(2, '0');
  }
}

/** Who asks the province for something, in which form. */
const askers: Record<
  NonNullable<DemoTopic['asked']>,
  { issuer: string; kind: string; form: string; position: string }
> = {
  ministry: { issuer: 'Bộ Công an', kind: 'KH', form: 'KH-BCA-V05', position: 'Thứ trưởng' },
  committee: { issuer: 'Ủy ban nhân dân tỉnh Bình Minh', kind: 'CT', form: 'CT-UBND', position: 'Chủ tịch' },
  party: { issuer: 'Tỉnh ủy Bình Minh', kind: 'CT', form: 'CT-TU', position: 'Phó Bí thư' },
  department: { issuer: 'Cục Tổ chức cán bộ', kind: '', form: 'X01-P2', position: 'Cục trưởng' },
};

/** The same day, or the Monday after a weekend. */
export const workday = (day: Day): Day => {
  const weekday = weekdayOf(day);
  return weekday > 5 ? addDays(day, 8 - weekday) : day;
};

interface Planned {
  readonly issuedOn: Day;
  readonly topic: DemoTopic;
  readonly year: number;
}

/** The topics of each year on a working day of their month, the newest `count`, oldest first. */
function planned({ on, count, random }: DirectiveScene): Planned[] {
  const plans: Planned[] = [];
  const thisYear = Number(on.slice(0, 4));
  for (let year = 2016; year <= thisYear; year += 1) {
    for (const topic of topics) {
      const day = workday(
        `${year}-${String(topic.month).padStart(2, '0')}-${String(random.between(2, 25)).padStart(2, '0')}`,
      );
      const isOver = day > on || year < (topic.from ?? 0) || year > (topic.to ?? 9999);
      // Not everything comes every year.
      const isLeftOut = random.chance(0.25);
      if (!isOver && !isLeftOut) plans.push({ issuedOn: day, topic, year });
    }
  }
  return plans.sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1)).slice(-count);
}

const worded = (text: string, year: number): string =>
  text.replaceAll('{y}', String(year)).replaceAll('{n}', String(year + 1));

/** The two stories, then what the province was asked for and what it ordered, year after year. */
export function demoDirectives(scene: DirectiveScene): DemoDirectives {
  const making: Making = {
    ...scene,
    changes: [],
    orders: [],
    filed: [],
    numbers: new Numbers(scene.random),
    arrivals: new Map(),
  };
  const plans = planned({ ...scene, count: Math.max(1, Math.round(scene.count * 0.55)) });
  const fromOn = plans[0]?.issuedOn ?? scene.on;
  tellStory(making, fromOn);
  for (const plan of plans) addOrder(making, plan);
  addNews(making);
  const orders = making.orders.sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : 1));
  return { changes: making.changes, orders, filed: making.filed };
}

interface Making extends DirectiveScene {
  readonly changes: DemoChange[];
  readonly orders: DemoOrder[];
  readonly filed: { id: string; onDay: Day; name: string; subject: string }[];
  readonly numbers: Numbers;
  /** Arrival numbers used up, by year. */
  readonly arrivals: Map<string, number>;
}

const kindOf = ({ kinds }: Making, abbreviation: string): string => {
  const id = kinds.get(abbreviation);
  if (id === undefined) throw new Error(`no kind of document is abbreviated ${abbreviation}`);
  return id;
};

type NewDirective = Pick<Fields<'directive'>, 'number' | 'issuer' | 'issuedOn' | 'subject'> &
  Partial<Fields<'directive'>>;

function addDirective(making: Making, kind: string, fields: NewDirective): string {
  const id = making.idOn(fields.issuedOn);
  const onDay = fields.arrivedOn ?? fields.issuedOn;
  const pageCount = making.random.between(2, 14);
  const change = create('directive', id, { ...blank, pageCount, kindId: kindOf(making, kind), ...fields });
  making.changes.push({ by: 'clerk', onDay, change });
  const fileName = `${fields.number.replaceAll('/', '-')} ${fields.subject.slice(0, 60).trim()}.pdf`;
  if (making.random.chance(0.12)) making.filed.push({ id, onDay, name: fileName, subject: fields.subject });
  return id;
}

const relate = (
  making: Making,
  onDay: Day,
  fromId: string,
  toId: string,
  kind: Fields<'directiveRelation'>['kind'],
): void =>
  void making.changes.push({
    ...{ by: 'clerk', onDay },
    change: create('directiveRelation', making.idOn(onDay), {
      fromId,
      toId,
      kind,
      isWhole: 1,
      note: '',
      audience: 'all',
    }),
  });

/** A document that came in: entered in the register, and read by the office unless `isRead` is false. */
function addIncoming(making: Making, kind: string, fields: NewDirective, isRead = true): string {
  const { random, on } = making;
  const year = fields.issuedOn.slice(0, 4);
  const earliest = addDays(fields.issuedOn, random.between(1, 3));
  const arrivedOn = fields.arrivedOn ?? (earliest > on ? on : earliest);
  const arrival = (making.arrivals.get(year) ?? 0) + random.between(3, 19);
  making.arrivals.set(year, arrival);
  const id = addDirective(making, kind, { ...fields, arrivedOn, arrivalNumber: String(arrival) });
  if (!isRead) return id;
  const readOn = addDays(arrivedOn, 1) > on ? on : addDays(arrivedOn, 1);
  const marks = { receivedOn: arrivedOn, readOn, disseminatedOn: null, note: '' };
  const receipt = { directiveId: id, unitId: making.officeUnitId, ...marks, audience: `up:${making.officeUnitId}` };
  making.changes.push({ by: 'clerk', onDay: readOn, change: create('directiveReceipt', making.idOn(readOn), receipt) });
  return id;
}

function tellStory(making: Making, fromOn: Day): void {
  const ids = new Map<string, string>();
  for (const document of story) {
    const { key, kind, number, issuer, issuedOn, subject, direction, relations = [], tasks = [] } = document;
    if (issuedOn > making.on) continue;
    const gone = document.objectGone ? objectGone : {};
    const own = { issuerUnitId: making.officeUnitId, signerPosition: 'Giám đốc', recipients: toAll };
    const fields = { number, issuer, issuedOn, subject, direction, ...gone, ...(direction === 'outgoing' ? own : {}) };
    const id = direction === 'incoming' ? addIncoming(making, kind, fields) : addDirective(making, kind, fields);
    ids.set(key, id);
    for (const [relation, to] of relations) {
      const toId = ids.get(to);
      if (toId !== undefined) relate(making, issuedOn, id, toId, relation);
    }
    if (tasks.length > 0 && issuedOn >= fromOn) making.orders.push({ id, issuedOn, tasks, assignedBy: 'Giám đốc' });
  }
}

const toAll: Fields<'directive'>['recipients'] = [
  { purpose: 'act', name: 'Công an các xã, phường, thị trấn', unitId: null },
  { purpose: 'report', name: 'Đảng ủy, Ban Giám đốc Công an tỉnh', unitId: null },
  { purpose: 'file', name: 'Lưu: PV01', unitId: null },
];

/** One order of the province and, mostly, the document it carries out. */
function addOrder(making: Making, { issuedOn, topic, year }: Planned): void {
  const { random, officeUnitId, numbers } = making;
  const subject = worded(topic.subject, year);
  const isPlan = random.chance(0.7);
  const form = isPlan ? 'KH-CAT-PV01' : 'CAT-PV01';
  const asked = topic.asked === undefined ? undefined : askers[topic.asked];
  const askedOn = workday(addDays(issuedOn, -random.between(6, 16)));
  const askedId =
    asked === undefined
      ? undefined
      : addIncoming(making, asked.kind, {
          number: `${numbers.next(asked.form, askedOn.slice(0, 4), 24)}/${asked.form}`,
          ...{ issuer: asked.issuer, issuedOn: askedOn, subject, field: topic.field, signerPosition: asked.position },
        });
  const id = addDirective(making, isPlan ? 'KH' : '', {
    number: `${numbers.next(form, String(year), 12)}/${form}`,
    ...{ direction: 'outgoing', issuerUnitId: officeUnitId, issuer: province, issuedOn, field: topic.field },
    ...{ signerPosition: isPlan ? 'Giám đốc' : 'KT. Giám đốc, Phó Giám đốc', recipients: toAll },
    ...{ urgency: random.chance(0.12) ? 'urgent' : 'normal', drafter: 'Phòng Tham mưu' },
    subject: isPlan ? subject : `V/v ${subject.charAt(0).toLowerCase()}${subject.slice(1)}`,
  });
  if (askedId !== undefined) relate(making, issuedOn, id, askedId, 'implements');
  const to = reach(issuedOn, random);
  const tasks = topic.tasks.map(
    ([content, product], index): StoryTask => ({
      ...{ content: worded(content, year), product, to, days: 20 + index * 12 + random.between(0, 45) },
      ...(random.chance(0.15) ? { helps: true as const } : {}),
    }),
  );
  making.orders.push({ id, issuedOn, tasks, assignedBy: isPlan ? 'Giám đốc' : 'Phó Giám đốc' });
}

/** Before its end the police of the districts passed orders on; since then they go to the communes straight. */
function reach(issuedOn: Day, random: Random): StoryTask['to'] {
  if (issuedOn >= '2025-02-01') return 'communes';
  if (issuedOn >= '2021-07-01') return random.chance(0.75) ? 'communes' : 'districts';
  return random.chance(issuedOn >= '2019-06-01' ? 0.25 : 0) ? 'keyCommunes' : 'districts';
}

/** What came in these days and nobody has worked yet. */
const news = [
  ['ministry', 3, 'Rút kinh nghiệm công tác bảo đảm an ninh, trật tự tại cơ sở trong 10 tháng đầu năm', null],
  ['committee', 2, 'Chuẩn bị nội dung kỳ họp Hội đồng nhân dân tỉnh cuối năm, phần an ninh, trật tự', 6],
  ['department', 2, 'Rà soát, bổ sung quy hoạch Trưởng, Phó Trưởng Công an cấp xã', 12],
  ['party', 1, 'Lãnh đạo bảo đảm an ninh, trật tự dịp Tết Dương lịch và Tết Nguyên đán', null],
  ['ministry', 1, 'Hướng dẫn đánh giá, xếp loại phong trào toàn dân bảo vệ an ninh Tổ quốc', 9],
  ['committee', 0, 'Giải quyết kiến nghị của cử tri về trật tự đô thị, vỉa hè, lòng đường', 4],
] as const;

function addNews(making: Making): void {
  const { on, numbers } = making;
  for (const [who, daysAgo, subject, replyInDays] of news) {
    const asker = askers[who];
    const issuedOn = addDays(on, -daysAgo - 2);
    const fields = {
      number: `${numbers.next(asker.form, issuedOn.slice(0, 4), 24)}/${asker.form}`,
      ...{ issuer: asker.issuer, issuedOn, subject, arrivedOn: addDays(on, -daysAgo), signerPosition: asker.position },
      replyDueOn: replyInDays === null ? null : addDays(on, replyInDays),
      urgency: replyInDays !== null && replyInDays < 7 ? ('urgent' as const) : ('normal' as const),
    };
    addIncoming(making, asker.kind, fields, false);
  }
}
