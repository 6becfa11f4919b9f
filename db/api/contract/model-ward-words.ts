import { z } from 'zod';

/** Tự chấm, kiểm tra, thẩm định. */
export const AssessmentKind = z.enum(['self', 'inspection', 'appraisal']);
export type AssessmentKind = z.output<typeof AssessmentKind>;

/** Đạt, không đạt, chưa nhập: what was not entered is not what was not met. */
export const CriterionMark = z.enum(['met', 'notMet', 'notEntered']);
export type CriterionMark = z.output<typeof CriterionMark>;
