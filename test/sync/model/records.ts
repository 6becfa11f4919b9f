import { type Change, create } from '../../../db/commit.ts';

/* Records of an exchange made by hand. */

export const unitIdOf = (n: number): string => `0190ffff-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const unitOf = (id: string, level: 'province' | 'commune', parentId: string | null, name: string): Change[] => [
  create('unit', id, { nature: 'police', level, areaId: null }),
  create('unitVersion', id.replace('ffff', 'eeee'), {
    ...{ unitId: id, validFrom: '2025-07-01', validTo: null, kind: level === 'province' ? 'province' : 'commune' },
    ...{ name, fullName: name, shortName: name, symbol: 'CA', officialCode: null, parentId, isKey: 0, hasPolice: 1 },
    ...{ orderNumber: null, basisDirectiveId: null, basisText: '' },
  }),
];

export const memo = (content: string, audience = 'office') => ({
  ...{ directiveId: null, clause: '', content, detail: '', product: '', kind: 'dated' as const, periodRuleId: null },
  ...{ periodFromOn: null, periodToOn: null, parentId: null, assignedBy: '', assignedOn: '2026-01-01', audience },
});
