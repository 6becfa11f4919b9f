import { z } from 'zod';
import { Id, Line, limits } from '../types.ts';

/** administrative: Điều 7 NĐ 30/2020; copy: bản sao; party: văn bản của Đảng; legal: văn bản quy phạm pháp luật. */
export const DocumentGroup = z.enum(['administrative', 'copy', 'party', 'legal', 'other']);

export const Direction = z.enum(['incoming', 'outgoing', 'internal']);

/** Thường, Khẩn, Thượng khẩn, Hỏa tốc. */
export const Urgency = z.enum(['normal', 'urgent', 'veryUrgent', 'express']);

/** Thường, Mật, Tối mật, Tuyệt mật. Only 'normal' is ever stored; the others are named so that they can be refused. */
export const Secrecy = z.enum(['normal', 'secret', 'topSecret', 'absoluteSecret']);

/**
 * căn cứ, thay thế, sửa đổi bổ sung, bãi bỏ, đính chính, thu hồi, tiếp tục, triển khai, hướng dẫn, trả lời, sơ kết,
 * tổng kết; read "from" does it to "to".
 */
export const RelationKind = z.enum([
  'basis',
  'replaces',
  'amends',
  'repeals',
  'corrects',
  'revokes',
  'continues',
  'implements',
  'guides',
  'replies',
  'preliminaryReview',
  'finalReview',
]);

/** Who may read it: the units below, the units above, or this office alone. */
export const DirectiveAudience = z.enum(['all', 'up', 'office']);

/** Chưa có hiệu lực, Còn hiệu lực, Hết hiệu lực một phần, Hết hiệu lực, Hết đối tượng điều chỉnh. */
export const Effect = z.enum(['notYet', 'inForce', 'partly', 'expired', 'objectGone']);

/** Most recipients of one document: more than the 168 communes and the departments of the largest province. */
export const recipientLimit = 300;

/** Nơi nhận: để thực hiện, để báo cáo, để biết, lưu. */
export const Recipient = z.strictObject({
  purpose: z.enum(['act', 'report', 'know', 'file']),
  name: Line(limits.issuer).min(1),
  unitId: Id.nullable(),
});
