import type { EventProblem, FullEventPlan } from '../api/contract/reorganization.ts';
import type { ImportFault } from '../api/contract/reorganization-import.ts';
import { addDays, type Day } from '../api/day.ts';
import { carryOut, type EventOutcome, type Organisation } from './reorganization.ts';
import type { DayPlan, ImportChoices, ImportItem, ItemUnit } from './reorganization-import.ts';
import { buildBook } from './reorganization-import-book.ts';
import { planChanges } from './reorganization-import-changes.ts';
import { groupBy } from './reorganization-import-mapping.ts';
import { type ChangeRow, errorOf, type MappingRow } from './reorganization-import-read.ts';
import { planMapping } from './reorganization-import-wards.ts';
import { planEvent } from './reorganization-plan.ts';
import { mirrorForPolice } from './reorganization-police.ts';

/** The rows of a file that can be read, by what kind of file it is. */
export type ImportFile =
  | { readonly kind: 'mapping'; readonly on: Day; readonly rows: readonly MappingRow[] }
  | { readonly kind: 'changes'; readonly rows: readonly ChangeRow[] };

export interface ImportContext {
  readonly officeUnitId: string | null;
  readonly newId: () => string;
  /** The organisation as it is stored, afresh at each call. */
  readonly organisation: () => Organisation;
  readonly areaIds: readonly string[];
  /** Told after some events have been planned; may throw to stop. */
  readonly step: (done: number, total: number) => void;
}

/** An event that can be recorded, with the one of police units that follows from it. */
export interface CarriedEvent {
  readonly plan: FullEventPlan;
  readonly outcome: EventOutcome;
  readonly police: { readonly plan: FullEventPlan; readonly outcome: EventOutcome } | null;
  readonly units: readonly ItemUnit[];
}

export interface ImportPlan {
  readonly events: readonly CarriedEvent[];
  readonly faults: readonly ImportFault[];
  readonly provinces: DayPlan['provinces'];
  readonly splits: DayPlan['splits'];
  readonly sameCount: number;
  readonly outsideCount: number;
}

/** How often the whole is planned again without what was refused; what is refused after that takes its whole event along. */
const roundLimit = 20;

/**
 * What a file comes to, event by event, without doing it. What the planner of events refuses becomes a fault of its line, and
 * everything is planned again without it, because other events counted on it: a district stays if one of its wards does.
 */
export function planImport(file: ImportFile, choices: ImportChoices, context: ImportContext): ImportPlan {
  const refused = new Map<string, ImportFault>();
  for (let round = 0; ; round += 1) {
    const run = new Run(context, choices, refused, round >= roundLimit);
    if (file.kind === 'mapping') run.day(file.on, (situation) => planMapping(situation, file.rows));
    else
      for (const [on, rows] of [...groupBy(file.rows, (row) => row.on)].sort(([a], [b]) => (a < b ? -1 : 1)))
        run.day(on, (situation) => planChanges(situation, rows));
    if (run.found.size === 0) return run;
    for (const [subject, fault] of run.found) refused.set(subject, fault);
  }
}

type Situation = Parameters<typeof planMapping>[0];

/** One attempt to carry out all events in memory. */
class Run implements ImportPlan {
  readonly events: CarriedEvent[] = [];
  readonly faults: ImportFault[] = [];
  readonly splits: DayPlan['splits'][number][] = [];
  readonly #provinces = new Map<string, DayPlan['provinces'][number]>();
  sameCount = 0;
  outsideCount = 0;
  /** Subjects refused in this attempt. */
  readonly found = new Map<string, ImportFault>();
  readonly #context: ImportContext;
  readonly #choices: ImportChoices;
  readonly #refused: ReadonlyMap<string, ImportFault>;
  readonly #isStrict: boolean;
  readonly #organisation: Organisation;
  readonly #areaIds: Set<string>;
  /** Ids of the units made so far, by their keys. */
  readonly #ids = new Map<string, string>();

  constructor(
    context: ImportContext,
    choices: ImportChoices,
    refused: ReadonlyMap<string, ImportFault>,
    isStrict: boolean,
  ) {
    this.#context = context;
    this.#choices = choices;
    this.#refused = refused;
    this.#isStrict = isStrict;
    this.#organisation = context.organisation();
    this.#areaIds = new Set(context.areaIds);
  }

  get provinces(): DayPlan['provinces'] {
    return [...this.#provinces.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  day(on: Day, plan: (situation: Situation) => DayPlan): void {
    const [organisation, choices, refused] = [this.#organisation, this.#choices, this.#refused];
    const book = (day: Day) => buildBook(organisation, this.#areaIds, day);
    const found = plan({ organisation, eve: book(addDays(on, -1)), day: book(on), choices, refused });
    this.faults.push(...found.faults);
    this.splits.push(...found.splits);
    for (const province of found.provinces) this.#provinces.set(province.code, province);
    this.sameCount += found.sameCount;
    this.outsideCount += found.outsideCount;
    const endingIds = this.#endingIds(found.items);
    this.#ids.clear();
    for (const [index, item] of found.items.entries()) {
      if (index % 100 === 0) this.#context.step(index, found.items.length);
      this.#carry(item, endingIds);
    }
  }

  /** Areas that end on the day, and the police units that serve them. */
  #endingIds(items: readonly ImportItem[]): Set<string> {
    const ids = new Set(
      items.flatMap(({ plan }) => plan.members.flatMap((member) => (member.fate === 'ends' ? member.unitId : []))),
    );
    if (this.#choices.withPolice)
      for (const id of [...ids])
        for (const policeId of this.#organisation.policeIds(id))
          if (policeId !== this.#context.officeUnitId) ids.add(policeId);
    return ids;
  }

  #carry(item: ImportItem, endingIds: ReadonlySet<string>): void {
    const plan = this.#resolve(item.plan);
    const { newId, officeUnitId } = this.#context;
    const context = { newId, officeUnitId, endingIds };
    const outcome = planEvent(this.#organisation, plan, context);
    if (outcome.problems.length > 0) {
      this.#refuse(item, outcome.problems);
      return;
    }
    const mirror = this.#choices.withPolice ? mirrorForPolice(this.#organisation, plan, outcome, context) : undefined;
    carryOut(this.#organisation, outcome);
    const police = mirror && {
      plan: mirror.plan,
      outcome: planEvent(this.#organisation, mirror.plan, { ...context, areaIds: mirror.areaIds }),
    };
    if (police !== undefined && police.outcome.problems.length > 0) {
      this.#refuse(item, police.outcome.problems);
      return;
    }
    if (police !== undefined) carryOut(this.#organisation, police.outcome);
    for (const [key, id] of outcome.createdIds) {
      this.#ids.set(key, id);
      this.#areaIds.add(id);
    }
    this.events.push({ plan, outcome, police: police ?? null, units: item.units });
  }

  /** Puts ids where a plan names units by the keys under which earlier events made them. */
  #resolve(plan: FullEventPlan): FullEventPlan {
    const id = (key: string | null | undefined): string | null => this.#ids.get(key ?? '') ?? key ?? null;
    return {
      ...plan,
      members: plan.members.map((member) =>
        member.patch.parentId === undefined
          ? member
          : { ...member, patch: { ...member.patch, parentId: id(member.patch.parentId) } },
      ),
      created: plan.created.map((unit) => ({ ...unit, facts: { ...unit.facts, parentId: id(unit.facts.parentId) } })),
    };
  }

  /** Notes which units of an event cannot be; where that cannot be told, all of them. */
  #refuse({ units }: ImportItem, problems: readonly EventProblem[]): void {
    for (const { code, unitKey, detail } of problems) {
      const areaId = this.#organisation.unit(unitKey ?? '')?.areaId;
      const own = units.filter(({ key }) => key === unitKey || key === areaId);
      for (const { subject, line, code: unitCode, fullName: name } of own.length > 0 && !this.#isStrict ? own : units)
        if (!this.found.has(subject))
          this.found.set(subject, errorOf(line, 'EVENT_REFUSED', { unitCode, name, detail, problem: code }));
    }
  }
}
