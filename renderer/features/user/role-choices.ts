import { roles } from '../../../db/api/define.ts';
import type { Text } from '../../text/index.ts';
import type { Choice } from '../../ui/fields.tsx';

/** The roles as a list to choose from. */
export const roleChoices = (t: Text): Choice[] => roles.map((value) => ({ value, label: t.common.roles[value] }));
