import { z } from 'zod';
import { StocktakeForm, StocktakeKind } from '../api/contract/stocktake-words.ts';
import { Day, Id, Line, limits, Name, Prose } from '../api/types.ts';
import { foldText } from '../domain/text.ts';
import { AudienceField, defineEntity, parseAudience } from './define.ts';

/** Sơ kết or tổng kết over one or more programmes and a stretch of days; it prints the names of the day it was held. */
export const stocktake = defineEntity({
  name: 'stocktake',
  fields: z.strictObject({
    kind: StocktakeKind,
    title: Name(limits.subject),
    directiveIds: z.array(Id).max(50),
    fromOn: Day,
    toOn: Day,
    heldOn: Day,
    form: StocktakeForm,
    place: Line(limits.description),
    hostUnitId: Id.nullable(),
    chair: Line(limits.description),
    /** Điểm cầu of a meeting held in several places. */
    sites: z.array(z.strictObject({ unitId: Id, place: Line(limits.description) })).max(500),
    agenda: z.array(Line(limits.subject)).max(50),
    conclusion: Prose(limits.content),
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['audience'],
  mayDelete: true,
  conflict: 'flag',
  derive: ({ title, place, chair, agenda }) => ({ searchKey: foldText([title, place, chair, ...agenda].join(' ')) }),
});
