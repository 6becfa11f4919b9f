import { z } from 'zod';
import { anyone, command, job, query, type Role } from '../define.ts';
import { Day, Fences, Flag, Id, Line, limits, Name, Nothing, Page, PageInput, Prose } from '../types.ts';
import { Attachment } from './attachment.ts';
import {
  Direction,
  DirectiveAudience,
  Effect,
  Recipient,
  RelationKind,
  recipientLimit,
  Secrecy,
  Urgency,
} from './directive-words.ts';

/** Quản trị, Văn thư and Cán bộ tổng hợp enter directives. */
export const directiveWriters: readonly Role[] = ['admin', 'clerk', 'coordinator'];
/** Văn thư, Cán bộ tổng hợp and Chỉ huy mark who has received and read. */
export const receiptWriters: readonly Role[] = ['clerk', 'coordinator', 'commander'];

/** Fields and lengths of Nghị định 30/2020/NĐ-CP, Phụ lục VI; the dates of effect and the field are ours. */
const fields = {
  direction: Direction,
  kindId: Id,
  /** As written, odd ones too; empty for a document without a number. */
  number: Line(limits.documentNumber),
  issuer: Name(limits.issuer),
  issuerUnitId: Id.nullable(),
  issuedOn: Day,
  effectiveOn: Day.nullable(),
  expiresOn: Day.nullable(),
  subject: Name(limits.subject),
  field: Line(100),
  urgency: Urgency,
  /** Four levels, so that three of them can be refused with their reason (SECRET_REFUSED). */
  secrecy: Secrecy,
  signer: Line(limits.person),
  signerPosition: Line(limits.position),
  drafter: Line(limits.person),
  recipients: z.array(Recipient).max(recipientLimit),
  arrivedOn: Day.nullable(),
  arrivalNumber: Line(20),
  replyDueOn: Day.nullable(),
  pageCount: z.int().min(0).max(10_000).nullable(),
  language: Line(30),
  description: Prose(limits.description),
};

/** What may change later: everything but who may read it. */
export const DirectivePatch = z.strictObject(fields).partial();

const RelationInput = { kind: RelationKind, isWhole: Flag.default(1), note: Line(limits.description).default('') };

/** A new document; what the form leaves empty has a default. */
export const NewDirective = z.strictObject({
  ...fields,
  issuerUnitId: fields.issuerUnitId.default(null),
  effectiveOn: fields.effectiveOn.default(null),
  expiresOn: fields.expiresOn.default(null),
  field: fields.field.default(''),
  urgency: fields.urgency.default('normal'),
  secrecy: fields.secrecy.default('normal'),
  signer: fields.signer.default(''),
  signerPosition: fields.signerPosition.default(''),
  drafter: fields.drafter.default(''),
  recipients: fields.recipients.default([]),
  arrivedOn: fields.arrivedOn.default(null),
  arrivalNumber: fields.arrivalNumber.default(''),
  replyDueOn: fields.replyDueOn.default(null),
  pageCount: fields.pageCount.default(null),
  language: fields.language.default('Tiếng Việt'),
  description: fields.description.default(''),
  audience: DirectiveAudience.default('all'),
  /** Relations of the new document to older ones, saved with it or not at all. */
  relations: z
    .array(z.strictObject({ toId: Id, ...RelationInput }))
    .max(50)
    .default([]),
});

/** Enough of a document to name it in a list, a chain or a warning. */
export const DirectiveLabel = z.object({
  id: Id,
  number: z.string(),
  kindName: z.string(),
  subject: z.string(),
  issuer: z.string(),
  issuedOn: Day,
});
export type DirectiveLabel = z.output<typeof DirectiveLabel>;

const TaskCounts = z.object({
  total: z.int(),
  /** Tasks on which some unit still works. */
  open: z.int(),
  /** Tasks on which some unit is past its deadline on the day of view. */
  overdue: z.int(),
});

export const DirectiveRow = DirectiveLabel.extend({
  kindId: Id,
  kindAbbreviation: z.string(),
  direction: Direction,
  urgency: Urgency,
  field: z.string(),
  signer: z.string(),
  signerPosition: z.string(),
  arrivalNumber: z.string(),
  arrivedOn: Day.nullable(),
  /** 0 for a document that another office gave; only that office changes it. */
  isOwn: Flag,
  effect: Effect,
  tasks: TaskCounts,
  attachmentCount: z.int(),
});
export type DirectiveRow = z.output<typeof DirectiveRow>;

/** Why a document has its effect on the day of view, and when that changes next. */
export const EffectReason = z.object({
  effect: Effect,
  /** First day of this effect; null when it has held from the beginning of time (not yet in force). */
  since: Day.nullable(),
  cause: z.enum(['notYet', 'start', 'expiry', 'objectGone', 'relation']),
  /** The newer document that made it so. */
  by: DirectiveLabel.extend({ kind: RelationKind, isWhole: Flag }).nullable(),
  next: z.object({ on: Day, effect: Effect }).nullable(),
});

const RelationRow = z.object({
  id: Id,
  kind: RelationKind,
  isWhole: Flag,
  note: z.string(),
  isOwn: Flag,
  other: DirectiveLabel.extend({ effect: Effect }),
});

const ReceiptCounts = z.object({ units: z.int(), received: z.int(), read: z.int(), disseminated: z.int() });

export const Directive = z.object({
  id: Id,
  ...fields,
  secrecy: z.literal('normal'),
  audience: z.string(),
  objectGoneOn: Day.nullable(),
  objectGoneNote: z.string(),
  kindName: z.string(),
  kindAbbreviation: z.string(),
  effect: EffectReason,
  /** What this document does to older ones. */
  outgoing: z.array(RelationRow),
  /** What newer ones do to it. */
  incoming: z.array(RelationRow),
  attachments: z.array(Attachment),
  receipts: ReceiptCounts,
  tasks: TaskCounts,
  /** False for a document that another office gave; only that office changes it. */
  isOwn: Flag,
  createdAtMs: z.int(),
  createdBy: z.string(),
  changedAtMs: z.int(),
  changedBy: z.string(),
});
export type Directive = z.output<typeof Directive>;

const sortColumns = ['issuedOn', 'number', 'subject'] as const;

const ChainNode = DirectiveLabel.extend({
  kindAbbreviation: z.string(),
  effect: Effect,
  /** 0 rests on no other document; each further one is a step above the highest it speaks of. */
  generation: z.int(),
});

/** Most documents drawn in one chain, nearest first. */
export const chainLimit = 150;

/** What narrows the list of directives; effect is that of the day `on`. */
export const DirectiveFilter = z.strictObject({
  on: Day,
  text: Line(200).default(''),
  kindIds: z.array(Id).max(100).default([]),
  directions: z.array(Direction).max(3).default([]),
  effects: z.array(Effect).max(5).default([]),
  urgencies: z.array(Urgency).max(4).default([]),
  issuer: Line(limits.issuer).default(''),
  field: Line(100).default(''),
  issuedFrom: Day.nullable().default(null),
  issuedTo: Day.nullable().default(null),
  hasOpenTasks: z.boolean().default(false),
  /** Arrived and current, and neither read by the office's own unit nor turned into a task. */
  isUnworked: z.boolean().default(false),
});
export type DirectiveFilter = z.output<typeof DirectiveFilter>;

const list = {
  ...DirectiveFilter.shape,
  sort: z
    .strictObject({ by: z.enum(sortColumns), descending: z.boolean() })
    .default({ by: 'issuedOn', descending: true }),
};

/** Văn bản chỉ đạo, their relations, effect and who has them. */
export const directiveContract = {
  /** Effect and overdue tasks are those of the day `on`. Words of `text` may stand anywhere, accents or not. */
  'directive.list': query({
    roles: anyone,
    input: PageInput.extend(list),
    output: Page(DirectiveRow),
  }),
  'directive.fences': job({ roles: anyone, writes: false, input: z.strictObject(list), output: Fences }),
  'directive.get': query({ roles: anyone, input: z.strictObject({ id: Id, on: Day }), output: Directive }),
  /** Refuses secret levels (SECRET_REFUSED); a duplicate is a warning, so it is saved and told. */
  'directive.create': command({
    roles: directiveWriters,
    input: NewDirective,
    output: z.object({ id: Id, duplicates: z.array(DirectiveLabel) }),
  }),
  /** `seenAtMs` is `changedAtMs` as the user saw it. Errors: CHANGED_MEANWHILE, and those of create. */
  'directive.update': command({
    roles: directiveWriters,
    input: z.strictObject({ id: Id, seenAtMs: z.int(), patch: DirectivePatch }),
    output: z.object({ changedAtMs: z.int(), duplicates: z.array(DirectiveLabel) }),
  }),
  /** Only a document that nothing hangs on; its own files go with it. Errors: DIRECTIVE_IN_USE. */
  'directive.remove': command({ roles: directiveWriters, input: z.strictObject({ id: Id }), output: Nothing }),
  /** What a number says of its document while it is typed; null where it says nothing (công văn, odd numbers). */
  'directive.readNumber': query({
    roles: anyone,
    input: z.strictObject({ number: Line(limits.documentNumber) }),
    output: z.object({ kindId: Id.nullable() }),
  }),
  /** Same number, issuer and year of issue, blind to accents, capitals, spaces and leading zeros. */
  'directive.findDuplicates': query({
    roles: anyone,
    input: z.strictObject({
      number: Line(limits.documentNumber),
      issuer: Line(limits.issuer),
      issuedOn: Day,
      exceptId: Id.nullable().default(null),
    }),
    output: z.array(DirectiveLabel),
  }),
  /** Words already used in a field, most used first, for the form's suggestions. */
  'directive.suggest': query({
    roles: anyone,
    input: z.strictObject({
      column: z.enum(['issuer', 'field', 'signer', 'signerPosition', 'drafter']),
      text: Line(limits.issuer),
    }),
    output: z.array(z.object({ text: z.string(), count: z.int() })),
  }),
  /** "from" (newer) does `kind` to "to". Errors: RELATION_SELF, RELATION_BEFORE_TARGET, RELATION_EXISTS, RELATION_CYCLE. */
  'directive.relate': command({
    roles: directiveWriters,
    input: z.strictObject({ fromId: Id, toId: Id, ...RelationInput }),
    output: z.object({ id: Id }),
  }),
  'directive.unrelate': command({ roles: directiveWriters, input: z.strictObject({ id: Id }), output: Nothing }),
  /** All documents tied to one another, oldest generation first. */
  'directive.chain': query({
    roles: anyone,
    input: z.strictObject({ id: Id, on: Day }),
    output: z.object({
      nodes: z.array(ChainNode),
      edges: z.array(z.object({ id: Id, fromId: Id, toId: Id, kind: RelationKind, isWhole: Flag })),
      /** More documents are tied than are drawn. */
      isCut: z.boolean(),
    }),
  }),
  /** "Hết đối tượng điều chỉnh": from that day its object is gone; null takes the mark off. Errors: CHANGED_MEANWHILE. */
  'directive.setObjectGone': command({
    roles: directiveWriters,
    input: z.strictObject({
      id: Id,
      seenAtMs: z.int(),
      objectGoneOn: Day.nullable(),
      objectGoneNote: Line(limits.description).default(''),
    }),
    output: z.object({ changedAtMs: z.int() }),
  }),
  /** Quán triệt: every unit addressed (nơi nhận để thực hiện), assigned a task of it, or marked, by its name on the day. */
  'directive.receipts': query({
    roles: anyone,
    input: z.strictObject({ id: Id, on: Day }),
    output: z.object({
      counts: ReceiptCounts,
      rows: z.array(
        z.object({
          unitId: Id,
          unitName: z.string(),
          /** Ended on or before the day of view. */
          isEnded: Flag,
          isAddressed: Flag,
          isAssigned: Flag,
          receivedOn: Day.nullable(),
          readOn: Day.nullable(),
          disseminatedOn: Day.nullable(),
        }),
      ),
    }),
  }),
  /** Sets one date for many units at once; null clears it. Errors: DATES_OUT_OF_ORDER, UNIT_NOT_ALIVE. */
  'directive.saveReceipts': command({
    roles: receiptWriters,
    input: z.strictObject({
      id: Id,
      unitIds: z.array(Id).min(1).max(1000),
      step: z.enum(['receivedOn', 'readOn', 'disseminatedOn']),
      day: Day.nullable(),
    }),
    output: z.object({ changed: z.int() }),
  }),
};
