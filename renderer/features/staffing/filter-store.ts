import { create } from 'zustand';
import type { StaffingState } from '../../../db/api/contract/staffing.ts';
import type { UnitLevel } from '../../../db/api/contract/unit-words.ts';
import type { ListRequests, Named } from '../../stores/list-request.ts';

/** Levels whose staffing is looked at. */
export const staffLevels = ['commune', 'district', 'department', 'team'] as const satisfies readonly UnitLevel[];
export type StaffLevel = (typeof staffLevels)[number];

export interface StaffFilter {
  state: StaffingState | null;
  under: Named | null;
  level: StaffLevel;
  text: string;
}

const none: StaffFilter = { state: null, under: null, level: 'commune', text: '' };

interface Store extends StaffFilter {
  set: (part: Partial<StaffFilter>) => void;
  clear: () => void;
  /** Exactly what another screen asks for. */
  take: (request: ListRequests['staffing']) => void;
}

/** What the list is narrowed to, shared with the view over time; it stays while other screens are visited. */
export const useStaffFilter = create<Store>()((set) => ({
  ...none,
  set: (part) => set(part),
  clear: () => set(none),
  take: ({ unit, state }) => set({ ...none, state: state ?? null, under: unit ?? null }),
}));

/** True when anything is narrowed. */
export const isNarrowed = ({ state, under, level, text }: StaffFilter): boolean =>
  state !== null || under !== null || level !== 'commune' || text !== '';

/** The scope as the contract has it. */
export const scopeOf = ({ under, level }: StaffFilter): { underId: string | null; level: StaffLevel } => ({
  underId: under?.id ?? null,
  level,
});
