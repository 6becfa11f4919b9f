import { z } from 'zod';

export const PeriodUnit = z.enum(['week', 'month', 'quarter', 'halfYear', 'nineMonths', 'year']);

/** dated: có thời hạn; periodic: định kỳ; standing: thường xuyên, không có thời hạn. */
export const TaskKind = z.enum(['dated', 'periodic', 'standing']);

/** Chủ trì, phối hợp. */
export const AssignmentRole = z.enum(['lead', 'support']);

export const StepSide = z.enum(['unit', 'issuer']);

/** What happens to an assignment, by the unit (first five) or by the issuer; `grantExtension` is one nobody asked for, `finish` ends a support with its lead. */
export const StepKind = z.enum([
  'accept',
  'start',
  'requestReturn',
  'requestExtension',
  'submitResult',
  'approveExtension',
  'refuseExtension',
  'grantExtension',
  'remind',
  'approveReturn',
  'refuseReturn',
  'approveResult',
  'returnResult',
  'handOn',
  'cancel',
  'reopen',
  'finish',
]);

/** Mới giao, Đã tiếp nhận, Đề nghị trả lại, Đang thực hiện, Chờ duyệt kết quả, Hoàn thành, Trả lại yêu cầu bổ sung, Đã trả lại, Chuyển đơn vị kế thừa, Hủy. */
export const Processing = z.enum([
  'new',
  'accepted',
  'returnRequested',
  'inProgress',
  'awaitingApproval',
  'done',
  'sentBack',
  'returned',
  'handedOn',
  'cancelled',
]);

/** Computed for a date, never stored. */
export const Timeliness = z.enum([
  'noDeadline',
  'notYetDue',
  'dueSoon',
  'overdue',
  'doneOnTime',
  'doneLate',
  'stopped',
]);

export const ReportStatus = z.enum(['submitted', 'approved', 'returned', 'closed']);
export const ReviewKind = z.enum(['approve', 'return', 'close']);
