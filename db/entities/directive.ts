import { z } from 'zod';
import { Direction, Recipient, recipientLimit, Urgency } from '../api/contract/directive-words.ts';
import { Day, Id, Line, limits, Name, Prose } from '../api/types.ts';
import { duplicateKey, numberSortKey } from '../domain/document-number.ts';
import { foldText, viSortKey } from '../domain/text.ts';
import { AudienceField, defineEntity, parseAudience } from './define.ts';

/** Beyond that many characters two subjects sort alike; the key stays small. */
const subjectKeyLength = 100;

/** A directing document, with the fields and lengths of Nghị định 30/2020/NĐ-CP, Phụ lục VI, and its effect. */
export const directive = defineEntity({
  name: 'directive',
  fields: z.strictObject({
    direction: Direction,
    kindId: Id,
    /** Số, ký hiệu exactly as written; odd ones too (03/CT-BCA-X11). */
    number: Line(limits.documentNumber),
    issuer: Name(limits.issuer),
    issuerUnitId: Id.nullable(),
    issuedOn: Day,
    effectiveOn: Day.nullable(),
    expiresOn: Day.nullable(),
    /** The day the object it governs ceased to be: "hết đối tượng điều chỉnh" without any repealing document. */
    objectGoneOn: Day.nullable(),
    objectGoneNote: Line(limits.description),
    subject: Name(limits.subject),
    field: Line(100),
    urgency: Urgency,
    /** Secret documents are kept elsewhere (Luật 117/2025/QH15, Điều 5); nothing but 'normal' can be stored. */
    secrecy: z.literal('normal'),
    signer: Line(limits.person),
    signerPosition: Line(limits.position),
    drafter: Line(limits.person),
    /** A province may name each of its communes. */
    recipients: z.array(Recipient).max(recipientLimit),
    arrivedOn: Day.nullable(),
    arrivalNumber: Line(20),
    replyDueOn: Day.nullable(),
    pageCount: z.int().min(0).max(10_000).nullable(),
    language: Line(30),
    description: Prose(limits.description),
    audience: AudienceField,
  }),
  audience: (fields) => parseAudience(fields.audience),
  frozen: ['audience'],
  mayDelete: true,
  conflict: 'merge',
  derive: (fields) => ({
    searchKey: foldText([fields.number, fields.subject, fields.issuer, fields.signer, fields.field].join(' ')),
    duplicateKey: duplicateKey(fields.number, fields.issuer, fields.issuedOn),
    numberKey: numberSortKey(fields.number),
    subjectKey: viSortKey(fields.subject.slice(0, subjectKeyLength)),
  }),
});
