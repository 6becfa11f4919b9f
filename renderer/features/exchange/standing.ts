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

export const chips = ['all', 'attention', 'missing', 'silent'] as const;
export type Chip = (typeof chips)[number];

const inChip: Record<Chip, (standing: Standing) => boolean> = {
  all: () => true,
  attention: ({ needsPerson }) => needsPerson,
  missing: ({ findings }) => findings.includes('missing'),
  silent: ({ findings }) => findings.includes('silent') || findings.includes('never'),
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
