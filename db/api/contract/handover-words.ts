import { z } from 'zod';

/** What a unit may leave open when it ends; 'other' is a line written by hand (con dấu, hồ sơ, tài sản …). */
export const OpenItemKind = z.enum(['assignment', 'draft', 'post', 'registration', 'other']);
export type OpenItemKind = z.output<typeof OpenItemKind>;

/** handOver: giao cho đơn vị kế thừa; close: kết thúc; keep: giữ ở đơn vị cũ, by a decision with its reason. */
export const HandoverResolution = z.enum(['handOver', 'close', 'keep']);
export type HandoverResolution = z.output<typeof HandoverResolution>;
