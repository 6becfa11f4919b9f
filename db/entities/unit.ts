import { z } from 'zod';
import { UnitLevel, UnitNature } from '../api/contract/unit-words.ts';
import { Id } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** The identity of a unit: it has no name or place of its own, those are its versions'. */
export const unit = defineEntity({
  name: 'unit',
  fields: z.strictObject({
    nature: UnitNature,
    level: UnitLevel,
    /** Police units: the administrative unit they serve, if there is one. */
    areaId: Id.nullable(),
  }),
  audience: () => 'all',
  frozen: ['nature'],
  mayDelete: false,
  conflict: 'flag',
});
