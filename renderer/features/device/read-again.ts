import { entityNames } from '../../../db/api/entity-names.ts';
import { useChanges } from '../../stores/changes.ts';

/** Who may be heard here decides what counts: after a change of trust everything shown is read again. */
export const readAgain = (): void => useChanges.getState().note(entityNames);
