/** Every way a file from outside can be wrong: code → what a person or a log needs to know about it. */
export interface RefusalDetails {
  /** Another kind of file. */
  NOT_A_BUNDLE: Record<string, never>;
  /** Made by a newer release; nothing is changed, and this one says which it needs. */
  NEWER_FORMAT: { format: number; minApp: string };
  /** It ends too early: pulled out while it was written, or a full disk. */
  CUT: { expectedBytes: number; foundBytes: number };
  /** Some byte is not as it was written. */
  DAMAGED: { where: string };
  /** Sealed for others. */
  WRONG_RECIPIENT: { recipients: number };
  /** No certificate that this PC trusts stands behind the sender. */
  UNKNOWN_SENDER: { sender: string };
  /** The sender's certificate was withdrawn. */
  REVOKED_SENDER: { device: string };
  /** What the sender says and what it signed do not agree. */
  SIGNATURE_WRONG: { what: string };
  /** Signed for one receiver and put into an envelope for another. */
  RE_ADDRESSED: { what: string };
  TOO_BIG: { what: string; size: number; limit: number };
  /** A frame that would grow more than any honest one. */
  RATIO: { storedBytes: number; rawBytes: number };
  /** Text that is not exactly what the program writes: `why` names the rule it breaks. */
  MALFORMED: { what: string; why: string };
  /** Ops of a log that do not follow each other by number and hash. */
  OPS_DO_NOT_CHAIN: { inc: string; ch: string; seq: number };
  /** The list of contents and the contents differ. */
  NOT_AS_LISTED: { what: string };
}

export type RefusalCode = keyof RefusalDetails;

/** Thrown for a file that is not taken in; nothing of it has been kept. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  readonly code: C;
  readonly details: RefusalDetails[C];

  constructor(code: C, details: RefusalDetails[C]) {
    super(`${code} ${JSON.stringify(details)}`);
    this.code = code;
    this.details = details;
  }
}

/** Throws the refusal unless the condition holds. */
export function must<C extends RefusalCode>(holds: boolean, code: C, details: RefusalDetails[C]): asserts holds {
  if (!holds) throw new Refusal(code, details);
}
