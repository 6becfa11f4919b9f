import type { ComponentType, ReactNode } from 'react';
import type { HistoryEntity } from '../../db/api/contract/history.ts';
import type { PickerProps, UnitChooserProps, UnitPickerProps } from './choosers.ts';

/** Places in a screen that another feature fills; features do not import each other. Filled in renderer/routes.tsx. */
export interface Slots {
  /** Reports of one assignment, inside its detail: this period beside the last, files, versions. */
  assignmentReports: ComponentType<{ assignmentId: string }>;
  /** Tasks given out of a directive, inside its detail. */
  directiveTasks: ComponentType<{ directiveId: string }>;
  /** Registrations as a model ward of a unit and of its predecessors, inside its detail. */
  unitModelWards: ComponentType<{ unitId: string }>;
  /** Sơ kết, tổng kết over one document, inside its detail. */
  directiveStocktakes: ComponentType<{ directiveId: string }>;
  /** Units by search, from the tree, or all of a level below one in a press; then a list of what was chosen. */
  unitChooser: ComponentType<UnitChooserProps>;
  /** One unit, or one directing document, found by typing. */
  unitPicker: ComponentType<UnitPickerProps>;
  directivePicker: ComponentType<PickerProps>;
  /** Files of a record: list, add, save out, take off. `canChange` false: only to read. */
  attachments: ComponentType<{
    parentEntity: 'directive' | 'task' | 'report';
    parentId: string;
    canChange: boolean;
  }>;
  /** Lịch sử of a record: every change, two points compared, a value taken back. */
  recordHistory: ComponentType<{ entity: HistoryEntity; id: string }>;
  /** Bàn giao of what the units of an event left open, inside the event's page. */
  eventHandover: ComponentType<{ eventId: string }>;
  /** The screen at `/reorganize/import`: a whole reorganisation out of a file; it draws its own page. */
  reorganizationImport: ComponentType;
  /** First run by an invitation, in a card of its own under `ways`, which leads to the other ways to begin. */
  joinOffice: ComponentType<{ ways: ReactNode }>;
  /** First run from a backup, likewise. */
  restoreOffice: ComponentType<{ ways: ReactNode }>;
  /** Sao lưu, among the settings that keep the office safe. */
  backupSection: ComponentType;
  /** Máy bị trùng danh tính, over the list of PCs; nothing where there is none. */
  forkedMachines: ComponentType;
  /** What the exchange wants, in the top bar: changes not sent, days since the last bundle, conflicts. */
  exchangeBadge: ComponentType;
  /** The search box of the top bar with its palette; it binds the command `tools.palette`. */
  palette: ComponentType;
}

const filled: Partial<Slots> = {};

/** Puts a component into a slot, once, at the start. */
export function fillSlot<N extends keyof Slots>(name: N, component: Slots[N]): void {
  filled[name] = component;
}

/** The component of a slot; undefined while no feature fills it. */
export const slot = <N extends keyof Slots>(name: N): Slots[N] | undefined => filled[name];
