import { z } from 'zod';
import { UnitKind } from '../api/contract/unit-words.ts';
import { Day, Flag, Id, Line, limits, Name } from '../api/types.ts';
import { foldText, nameKey, viSortKey } from '../domain/text.ts';
import { defineEntity, isStretch } from './define.ts';

/** What a unit is called, what it is and where it belongs during [validFrom, validTo). */
export const unitVersion = defineEntity({
  name: 'unitVersion',
  fields: z.strictObject({
    unitId: Id,
    validFrom: Day,
    validTo: Day.nullable(),
    kind: UnitKind,
    /** Bare name: Long Thành. */
    name: Name(limits.name),
    /** As printed: Phường Long Thành; Công an phường Long Thành. */
    fullName: Name(limits.name),
    /** As listed: CAP Long Thành. */
    shortName: Line(limits.shortName),
    /** Symbol in document numbers: CAP, PV01. */
    symbol: Line(limits.symbol),
    /** Code of the General Statistics Office; text with leading zeros; reused over time, so never an identity. */
    officialCode: Line(limits.officialCode).min(1).nullable(),
    parentId: Id.nullable(),
    /** Trọng điểm, phức tạp về an ninh, trật tự. */
    isKey: Flag,
    /** Areas: has a police unit of its own. */
    hasPolice: Flag,
    /** Official order of listing among siblings; then by name. */
    orderNumber: z.int().min(0).max(99_999).nullable(),
    basisDirectiveId: Id.nullable(),
    basisText: Line(limits.description),
  }),
  audience: () => 'all',
  frozen: ['unitId'],
  mayDelete: true,
  conflict: 'flag',
  isSound: ({ validFrom, validTo }) => isStretch(validFrom, validTo),
  derive: (fields) => ({
    searchKey: foldText([fields.fullName, fields.shortName, fields.symbol, fields.officialCode ?? ''].join(' ')),
    // Phường 2 before Phường 10.
    sortKey: viSortKey(fields.name.replace(/\d+/g, (digits) => digits.padStart(5, '0'))),
    nameKey: nameKey(fields.fullName),
  }),
});
