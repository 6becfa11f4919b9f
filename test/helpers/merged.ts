import type { TestHost } from './host.ts';
import { makeProvince, switchTo } from './province.ts';

/** Units and the event of a province in which two communes have become one. */
export interface Merged {
  readonly eventId: string;
  readonly oldIds: readonly [string, string];
  readonly heirId: string;
  readonly names: readonly [string, string];
}

/** The day on which they became one. */
export const mergedOn = '2026-07-01';

/**
 * The small province, with `taskCount` pieces of work and some posts of two communes that became one on 1/7/2026, recorded
 * through the contract. The administrator is logged in.
 */
export async function makeMerged(host: TestHost, taskCount: number): Promise<Merged> {
  await makeProvince(host);
  await switchTo(host, 'admin');
  const { rows } = await host.get('unit.list', { on: '2026-05-02', nature: 'police', level: 'commune' });
  const [a, b] = rows.filter(({ kind }) => kind === 'commune');
  if (a === undefined || b === undefined) throw new Error('the province has no two communes');
  await switchTo(host, 'commander');
  for (let n = 1; n <= taskCount; n += 1) {
    const task = {
      content: `Nhiệm vụ số ${n}: rà soát, củng cố lực lượng bảo đảm an ninh, trật tự ở cơ sở`,
      kind: 'dated' as const,
      assignedOn: '2026-05-02',
    };
    const leads = (n % 3 === 0 ? [b] : [a]).map(({ id }) => ({ unitId: id }));
    await host.get('task.create', { task, dueOn: '2026-12-31', leads });
  }
  await switchTo(host, 'admin');
  for (const [index, { id }] of [a, b].entries()) {
    await host.get('staffing.createPost', {
      unitId: id,
      post: { ...post, title: 'chief', holder: `Trưởng ${index + 1}` },
    });
    await host.get('staffing.createPost', { unitId: id, post: { ...post, holder: `Cán bộ ${index + 1}` } });
  }
  const { id: eventId } = await host.get('reorganization.record', mergerOf(a, b));
  const { units } = await host.get('handover.units', { eventId });
  const heirId = units[0]?.suggestedHeirId ?? '';
  return { eventId, oldIds: [a.id, b.id], heirId, names: [a.fullName, b.fullName] };
}

const flags = { isActing: 0, isInvestigator: 0, isPartyCommittee: 0 } as const;
const words = { basisDirectiveId: null, basisText: '', note: '' };
const post = { ...flags, ...words, title: 'officer' as const, holder: '', fromOn: '2025-07-01', toOn: null };

interface Old {
  readonly id: string;
  readonly parentId: string | null;
}

const mergerOf = (a: Old, b: Old) => ({
  ...({
    kind: 'merge',
    effectiveOn: mergedOn,
    signedOn: '2026-06-15',
    announcedOn: null,
    basisDirectiveId: null,
  } as const),
  ...{ basisText: 'Nghị quyết số 12/NQ-HĐND về sắp xếp đơn vị hành chính cấp xã', note: '' },
  members: [a, b].map(({ id }) => ({ unitId: id, fate: 'ends' as const })),
  created: [
    {
      ...({ key: 'new', nature: 'police', level: 'commune', areaId: null } as const),
      facts: {
        ...({
          kind: 'commune',
          name: 'Tân Hợp',
          fullName: 'Công an xã Tân Hợp',
          shortName: '',
          symbol: 'CAX',
        } as const),
        ...({ officialCode: null, parentId: a.parentId, isKey: 0, hasPolice: 0, orderNumber: null } as const),
        ...{ basisDirectiveId: null, basisText: '' },
      },
    },
  ],
  edges: [a, b].map(({ id }) => ({ from: id, to: 'new', part: 'whole' as const, isMainHeir: 1 as const })),
});
