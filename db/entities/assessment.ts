import { z } from 'zod';
import { AssessmentKind, CriterionMark } from '../api/contract/model-ward-words.ts';
import { Day, Flag, Id, Line, limits, Prose } from '../api/types.ts';
import { defineEntity } from './define.ts';

/** Đánh giá of a registration on a day: by the unit itself, by an inspection, or to recognise it. It stays with the unit of its day. */
export const assessment = defineEntity({
  name: 'assessment',
  fields: z.strictObject({
    registrationId: Id,
    unitId: Id,
    kind: AssessmentKind,
    onDay: Day,
    marks: z.array(z.strictObject({ criterionId: Id, mark: CriterionMark, note: Line(limits.description) })).max(200),
    /** Công nhận, where that is what the assessment decides. */
    isRecognised: Flag,
    conclusion: Prose(limits.content),
  }),
  audience: (fields) => ({ up: fields.unitId }),
  frozen: ['registrationId', 'unitId', 'kind'],
  mayDelete: true,
  conflict: 'flag',
});
