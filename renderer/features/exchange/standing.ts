import type { Output } from '../../../db/api/contract/index.ts';
import { fold } from '../../ui/fold.ts';

export type OfficeStatus = Output<'exchange.status'>[number];
export type DeviceStatus = OfficeStatus['devices'][number];

/** What is to be said of an office, the worst first. */
export const findingKinds = [
  'forked',
  'suspended',
  'missing',
  'rewound',
  'backlog',
  'silent',
  'never',
  'revoked',
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** What needs a person; a PC that was withdrawn on purpose does not. */
const calm: readonly FindingKind[] = ['revoked'];

/** One office with what was found about it. */
export interface Standing {
  readonly office: OfficeStatus;
  readonly findings: readonly FindingKind[];
  readonly needsPerson: boolean;
}

/** PCs that a finding is about. */
export const deviceTests = {
  forked: ({ isForked }) => isForked,
  suspended: ({ state, isForked }) => state === 'suspended' && !isForked,
  rewound: ({ isRewound, state }) => isRewound && state === 'active',
  revoked: ({ state }) => state === 'revoked',
} satisfies Partial<Record<FindingKind, (device: DeviceStatus) => boolean>>;

const ofDevices =
  (kind: keyof typeof deviceTests) =>
  ({ devices }: OfficeStatus): boolean =>
    devices.some(deviceTests[kind]);

const tests: Record<FindingKind, (office: OfficeStatus) => boolean> = {
  forked: ofDevices('forked'),
  suspended: ofDevices('suspended'),
  missing: ({ missingOps }) => missingOps > 0,
  rewound: ofDevices('rewound'),
  backlog: ({ backlog }) => backlog.isTooMuch,
  silent: ({ isSilent, lastInAtMs }) => isSilent && lastInAtMs !== null,
  never: ({ isSilent, lastInAtMs }) => isSilent && lastInAtMs === null,
  revoked: ofDevices('revoked'),
};

/** Offices with their findings, those first that need a person. */
export function standingsOf(offices: readonly OfficeStatus[]): Standing[] {
  const standings = offices.map((office): Standing => {
    const findings = findingKinds.filter((kind) => tests[kind](office));
    return { office, findings, needsPerson: findings.some((kind) => !calm.includes(kind)) };
  });
  return standings.sort(compareStandings);
}

const rankOf = ({ findings }: Standing): number =>
  findings[0] === undefined ? findingKinds.length : findingKinds.indexOf(findings[0]);

const names = new Intl.Collator('vi', { numeric: true });

/** The worst first; among equals who lacks more, then who has been silent longer, then by name. */
function compareStandings(a: Standing, b: Standing): number {
  return (
    rankOf(a) - rankOf(b) ||
    b.office.missingOps - a.office.missingOps ||
    (b.office.silentDays ?? -1) - (a.office.silentDays ?? -1) ||
    names.compare(a.office.unitName, b.office.unitName)
  );
}

export const chips = ['all', 'attention', 'missing', 'silent', 'backlog'] as const;
export type Chip = (typeof chips)[number];

const inChip: Record<Chip, (standing: Standing) => boolean> = {
  all: () => true,
  attention: ({ needsPerson }) => needsPerson,
  missing: ({ findings }) => findings.includes('missing'),
  silent: ({ findings }) => findings.includes('silent') || findings.includes('never'),
  backlog: ({ findings }) => findings.includes('backlog'),
};

/** How many a chip would leave. */
export const countOf = (standings: readonly Standing[], chip: Chip): number => standings.filter(inChip[chip]).length;

/** Those of a chip whose office or PC has all the words, with or without marks. */
export function narrowed(standings: readonly Standing[], chip: Chip, search: string): Standing[] {
  const words = fold(search).split(' ').filter(Boolean);
  return standings.filter((standing) => {
    if (!inChip[chip](standing)) return false;
    const found = fold([standing.office.unitName, ...standing.office.devices.map(({ name }) => name)].join(' '));
    return words.every((word) => found.includes(word));
  });
}

/** How the list can be ordered; the first is by what needs a person. */
export type SortKey = 'finding' | 'unit' | 'lastIn' | 'lastOut' | 'unacknowledged' | 'missing' | 'devices';
export interface Sort {
  readonly by: SortKey;
  readonly isDown: boolean;
}

/** What a first press on a heading shows at the top: the oldest bundle, the largest number. */
export const beginsDown: Record<SortKey, boolean> = {
  ...{ finding: false, unit: false, lastIn: false, lastOut: false },
  ...{ unacknowledged: true, missing: true, devices: true },
};

const figureOf: Record<Exclude<SortKey, 'finding' | 'unit'>, (standing: Standing) => number> = {
  lastIn: ({ office }) => office.lastInAtMs ?? 0,
  lastOut: ({ office }) => office.lastOutAtMs ?? 0,
  unacknowledged: ({ office }) => office.backlog.opCount,
  missing: ({ office }) => office.missingOps,
  devices: ({ office }) => office.devices.length,
};

/** In the order asked for; equals stand as the findings have them. */
export function sorted(standings: readonly Standing[], { by, isDown }: Sort): Standing[] {
  const turn = isDown ? -1 : 1;
  if (by === 'finding') return isDown ? standings.toReversed() : [...standings];
  if (by === 'unit') return standings.toSorted((a, b) => turn * names.compare(a.office.unitName, b.office.unitName));
  const value = figureOf[by];
  return standings.toSorted((a, b) => turn * (value(a) - value(b)));
}

/** What is said of an office of which nothing else is to be said. */
export const calmOf = ({ lastInAtMs, backlog }: OfficeStatus): 'joined' | 'waiting' | 'good' => {
  if (lastInAtMs === null) return 'joined';
  return backlog.opCount > 0 ? 'waiting' : 'good';
};

/** The deed that comes next for an office. */
export type Deed = 'remind' | 'export' | 'exportFull' | 'devices';

export function deedOf({ office, findings }: Standing): Deed | undefined {
  const [worst] = findings;
  if (worst === 'forked' || worst === 'suspended') return 'devices';
  if (worst === 'rewound' || worst === 'backlog') return 'exportFull';
  if (mayRemind({ office, findings })) return 'remind';
  return office.backlog.opCount > 0 ? 'export' : undefined;
}

/** Who is to be asked for a bundle. */
export const mayRemind = ({ office, findings }: Pick<Standing, 'office' | 'findings'>): boolean =>
  office.relation !== 'own' && (['missing', 'silent', 'never'] as const).some((kind) => findings.includes(kind));
