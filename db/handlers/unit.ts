import type { unitContract } from '../api/contract/unit.ts';
import type { HandlersOf } from './define.ts';
import {
  changeUnit,
  correctVersion,
  createUnit,
  endUnit,
  removeVersion,
  reopenUnit,
  setHasPolice,
} from './unit-edit.ts';
import { importUnits, previewImport } from './unit-import.ts';
import { makePolice, previewPolice } from './unit-police.ts';
import { countAllUnits, getUnit, listUnitChildren, listUnitIds, listUnits, searchUnit } from './unit-read.ts';

export const unitHandlers: HandlersOf<typeof unitContract> = {
  'unit.children': listUnitChildren,
  'unit.search': searchUnit,
  'unit.get': getUnit,
  'unit.list': listUnits,
  'unit.idsUnder': listUnitIds,
  'unit.counts': countAllUnits,
  'unit.create': createUnit,
  'unit.change': changeUnit,
  'unit.correct': correctVersion,
  'unit.removeVersion': removeVersion,
  'unit.end': endUnit,
  'unit.reopen': reopenUnit,
  'unit.setHasPolice': setHasPolice,
  'unit.previewImport': previewImport,
  'unit.import': importUnits,
  'unit.previewPolice': previewPolice,
  'unit.makePolice': makePolice,
};
