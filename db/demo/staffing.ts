import { addDays, type Day } from '../api/day.ts';
import { create } from '../commit.ts';
import type { Fields } from '../entities/index.ts';
import { publishedNorms } from '../seed-norms.ts';
import type { DemoChange } from './changes.ts';
import { type Random, seeded } from './random.ts';
import { type DemoUnit, districtPoliceEnd } from './units.ts';
import { holderName } from './words.ts';

interface StaffScene {
  readonly communes: readonly DemoUnit[];
  readonly former: readonly DemoUnit[];
  readonly seed: number;
  /** The day the demo is looked at. */
  readonly on: Day;
  readonly idOn: (day: Day) => string;
}

/** When everybody was counted, and about how many there were. */
const counts: readonly (readonly [day: Day, from: number, to: number, establishment: number | null])[] = [
  ['2019-12-31', 2, 4, null],
  ['2020-12-31', 3, 5, null],
  ['2021-05-31', 4, 6, 5],
  ['2021-12-31', 5, 7, 5],
  ['2022-12-31', 5, 7, 6],
  ['2023-12-31', 5, 8, 6],
  ['2024-12-31', 6, 9, 7],
  [districtPoliceEnd, 9, 14, 12],
  ['2025-07-01', 12, 18, 16],
  ['2025-12-31', 12, 20, 18],
  ['2026-06-30', 12, 21, 18],
];

const titles = ['teamLeader', 'deputyTeamLeader', 'officer', 'officer', 'officer', 'officer', 'officer'] as const;

const emptyPost = {
  isActing: 0,
  isInvestigator: 0,
  isPartyCommittee: 0,
  basisDirectiveId: null,
  basisText: '',
} as const;

/** What is recorded on or before the last day that people may have worked on; the newest days belong to other stories. */
class Staff {
  readonly changes: DemoChange[] = [];
  readonly #scene: StaffScene;
  readonly random: Random;
  #people = 0;

  constructor(scene: StaffScene) {
    this.#scene = scene;
    // A stream of its own: the rest of the province stays as it was.
    this.random = seeded(scene.seed + 2021);
  }

  #add(onDay: Day, change: DemoChange['change']): void {
    if (onDay <= addDays(this.#scene.on, -4)) this.changes.push({ by: 'personnel', onDay, change });
  }

  norm(fields: (typeof publishedNorms)[number]): void {
    const day = addDays(fields.validFrom, 3);
    this.#add(day, create('norm', this.#scene.idOn(day), { ...fields }));
  }

  count(unitId: string, fields: Omit<Fields<'headcount'>, 'unitId' | 'note' | 'audience'>): void {
    const day = addDays(fields.onDay, 2);
    this.#add(day, create('headcount', this.#scene.idOn(day), { ...fields, unitId, note: '', audience: 'office' }));
  }

  post(unitId: string, fields: Pick<Fields<'post'>, 'title' | 'fromOn' | 'toOn'> & Partial<Fields<'post'>>): void {
    const post = { ...emptyPost, holder: '', note: '', ...fields, unitId, audience: 'office' };
    this.#add(fields.fromOn, create('post', this.#scene.idOn(fields.fromOn), post));
  }

  /** A name nobody has. */
  person(): string {
    this.#people += 1;
    return holderName(this.#people);
  }
}

/** Headcounts, posts of leaders and the published norms of a province that does not exist; a few units keep every post. */
export function demoStaffing(scene: StaffScene): DemoChange[] {
  const staff = new Staff(scene);
  for (const norm of publishedNorms) staff.norm(norm);
  for (const [index, { id, isKey }] of scene.communes.entries()) {
    if (index % 25 === 17) continue; // nobody has counted it yet
    leaders(staff, id, index, scene.on);
    if (index % 30 === 4) everyPost(staff, id);
    for (const [onDay, from, to, establishment] of counts) {
      const isLate = index % 9 === 3;
      const present = staff.random.between(from, to) + isKey - (isLate ? 2 : 0);
      staff.count(id, {
        ...{ onDay, establishment, present: Math.max(2, present), chiefs: null, deputies: null },
        investigators: onDay < districtPoliceEnd ? null : staff.random.between(1, 4),
      });
    }
  }
  // Two chiefs of communes that went into others in 2025 were never given a place elsewhere: a hand-over that is not finished.
  for (const { id } of scene.former.slice(0, 2))
    staff.post(id, { title: 'chief', holder: staff.person(), fromOn: '2022-01-10', toOn: null });
  return staff.changes;
}

/** One chief after the other; in a few units the place is empty on the last day, with or without somebody who acts. */
function leaders(staff: Staff, unitId: string, index: number, on: Day): void {
  const first = staff.random.pick(['2019-06-01', '2020-02-15', '2020-09-01']);
  const second = staff.random.pick(['2022-07-01', '2023-01-15', '2023-10-01']);
  const isVacant = index % 33 === 8;
  const leftOn = addDays(on, -staff.random.between(20, 70));
  const chief = (fromOn: Day, toOn: Day | null): void =>
    staff.post(unitId, { title: 'chief', holder: staff.person(), fromOn, toOn, isPartyCommittee: 1 });
  chief(first, second);
  chief(second, districtPoliceEnd);
  chief(districtPoliceEnd, isVacant && leftOn > districtPoliceEnd ? leftOn : null);
  staff.post(unitId, { title: 'deputyChief', fromOn: '2021-09-01', toOn: null });
  staff.post(unitId, { title: 'deputyChief', fromOn: districtPoliceEnd, toOn: null });
  if (staff.random.chance(0.4)) staff.post(unitId, { title: 'deputyChief', fromOn: '2025-07-01', toOn: null });
  if (isVacant && index % 2 === 0 && leftOn > districtPoliceEnd)
    staff.post(unitId, { title: 'chief', holder: staff.person(), isActing: 1, fromOn: leftOn, toOn: null });
}

/** Everybody by post, from the day the unit began to keep them. */
function everyPost(staff: Staff, unitId: string): void {
  for (const title of [...titles, ...titles.slice(staff.random.between(0, 5))])
    staff.post(unitId, { title, fromOn: '2025-07-01', toOn: null, isInvestigator: staff.random.chance(0.25) ? 1 : 0 });
}
