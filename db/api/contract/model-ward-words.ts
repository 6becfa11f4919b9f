import { z } from 'zod';

/** Tự chấm, kiểm tra, thẩm định. */
export const AssessmentKind = z.enum(['self', 'inspection', 'appraisal']);
export type AssessmentKind = z.output<typeof AssessmentKind>;

/** Đạt, không đạt, chưa nhập: what was not entered is not what was not met. */
export const CriterionMark = z.enum(['met', 'notMet', 'notEntered']);
export type CriterionMark = z.output<typeof CriterionMark>;

/**
 * Đạt, không đạt, không đạt điều kiện tiên quyết, chưa chấm xong. A precondition that is not met decides at once; any other
 * decides when everything has been entered.
 */
export const Outcome = z.enum(['met', 'notMet', 'preconditionNotMet', 'incomplete']);
export type Outcome = z.output<typeof Outcome>;

/** Đã đăng ký, đã tự chấm, đang kiểm tra, không đạt, đủ điều kiện, đã công nhận, đã kết thúc; computed for a day, never stored. */
export const RegistrationState = z.enum([
  'registered',
  'selfAssessed',
  'inspecting',
  'notMet',
  'qualified',
  'recognised',
  'ended',
]);
export type RegistrationState = z.output<typeof RegistrationState>;
