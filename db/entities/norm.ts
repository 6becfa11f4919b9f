import { z } from 'zod';
import { UnitKind, UnitLevel } from '../api/contract/unit-words.ts';
import { Day, Flag, Id, Line, limits, Name } from '../api/types.ts';
import { defineEntity, isStretch } from './define.ts';

/** Định mức: how many a unit of some kind must have during [validFrom, validTo); the most specific one counts (DOMAIN 5.2.5). */
export const norm = defineEntity({
  name: 'norm',
  fields: z.strictObject({
    name: Name(limits.name),
    level: UnitLevel,
    /** Null: every kind of the level. */
    unitKind: UnitKind.nullable(),
    /** Units below this one; null: everywhere. */
    underUnitId: Id.nullable(),
    /** Only địa bàn trọng điểm, phức tạp. */
    isKeyOnly: Flag,
    validFrom: Day,
    validTo: Day.nullable(),
    minTotal: z.int().min(0).max(100_000),
    maxTotal: z.int().min(0).max(100_000).nullable(),
    chiefs: z.int().min(0).max(100),
    maxDeputies: z.int().min(0).max(1000).nullable(),
    minInvestigators: z.int().min(0).max(1000).nullable(),
    /** Bắt buộc, or dự kiến: a planned norm is shown and judges nobody. */
    isBinding: Flag,
    basisDirectiveId: Id.nullable(),
    basisText: Line(limits.description),
  }),
  audience: () => 'all',
  frozen: [],
  mayDelete: true,
  conflict: 'flag',
  isSound: ({ validFrom, validTo }) => isStretch(validFrom, validTo),
});
