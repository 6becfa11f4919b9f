import type { reorganizationContract } from '../api/contract/reorganization.ts';
import type { HandlersOf } from './define.ts';
import { amendEvent, setHeirs } from './reorganization-mend.ts';
import { getReorganization, listReorganizations } from './reorganization-read.ts';
import { previewEvent, recordEvent } from './reorganization-record.ts';
import { withdrawEvent } from './reorganization-withdraw.ts';

export const reorganizationHandlers: HandlersOf<typeof reorganizationContract> = {
  'reorganization.preview': previewEvent,
  'reorganization.record': recordEvent,
  'reorganization.list': listReorganizations,
  'reorganization.get': getReorganization,
  'reorganization.amend': amendEvent,
  'reorganization.setHeirs': setHeirs,
  'reorganization.withdraw': withdrawEvent,
};
