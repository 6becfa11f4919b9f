import { z } from 'zod';
import { utf8 } from './bytes.ts';
import { canonicalJson, documentJsonLimits, readCanonical } from './json.ts';
import { documentByteLimit, signatureLimit } from './limits.ts';
import type { Primitives, SigningKey } from './primitives.ts';
import { Refusal } from './refusal.ts';

export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export const Incarnation = z.string().regex(/^[0-9a-f]{32}$/);
/** What makes the name of an incarnation follow from a signing key; '' for one that the certificate adopts. */
export const Salt = z.union([Incarnation, z.literal('')]);
export const Name = z.string().min(1).max(80);
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
const unsafeInLabel = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/;

/** What people read of PCs and offices: nothing in it hides, breaks the line or turns the direction of writing. */
export const Label = z
  .string()
  .max(200)
  .refine((text) => !unsafeInLabel.test(text));
export const Seq = z.int().min(0);

const Signature = z.strictObject({ key: Hash, signature: z.string().regex(/^[0-9a-f]{128}$/) });
export type Signature = z.output<typeof Signature>;

/** A statement as the exact text that was signed, and who signed it. Its identity is the hash of the text. */
export const SignedDocument = z.strictObject({
  text: z.string().min(1).max(documentByteLimit),
  signatures: z.array(Signature).min(1).max(signatureLimit),
});
export type SignedDocument = z.output<typeof SignedDocument>;

/** What is signed begins with what it is, so that no statement can pass for another. */
export const signedBytes = (kind: string, text: string): Uint8Array => utf8(`vung-manh/${kind}/1\n${text}`);

export const documentHash = (crypto: Primitives, document: SignedDocument): string => crypto.sha256(document.text);

/** Writes a statement in its one form and signs it with every key given. */
export function signDocument<T extends { readonly kind: string }>(
  crypto: Primitives,
  body: T,
  keys: readonly SigningKey[],
): SignedDocument {
  const text = canonicalJson(body);
  const bytes = signedBytes(body.kind, text);
  return {
    text,
    signatures: keys.map((key) => ({ key: key.publicKey, signature: crypto.sign(key.secretKey, bytes) })),
  };
}

/** True when at least `threshold` different keys of `keys` signed the statement. */
export function isSignedBy(
  crypto: Primitives,
  kind: string,
  document: SignedDocument,
  keys: readonly string[],
  threshold = 1,
): boolean {
  const bytes = signedBytes(kind, document.text);
  const signers = new Set<string>();
  for (const { key, signature } of document.signatures) {
    if (keys.includes(key) && !signers.has(key) && crypto.verify(key, bytes, signature)) signers.add(key);
  }
  return signers.size >= threshold;
}

/** The statement of a document as one of the kinds in the schema. Errors: MALFORMED. */
export function readDocument<T>(schema: z.ZodType<T>, document: SignedDocument): T {
  const value = readCanonical(document.text, documentJsonLimits, 'document');
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refusal('MALFORMED', { what: 'document', why: 'shape' });
  return parsed.data;
}

/**
 * The signatures to keep under a statement when it comes again, one per key: only true ones, the newest first, and those of known
 * keys before others. Whoever carries a statement can so neither put false ones in place of the right ones nor make them so many
 * that nobody reads it any more. Undefined where nothing is new.
 */
export function joinSignatures(
  crypto: Primitives,
  kind: string,
  { text, signatures }: SignedDocument,
  before: readonly Signature[],
  isKnown: (key: string) => boolean,
): Signature[] | undefined {
  const bytes = signedBytes(kind, text);
  const byKey = new Map<string, Signature>();
  for (const each of signatures) {
    const isNew = !byKey.has(each.key) && !before.some(({ key }) => key === each.key);
    if (isNew && crypto.verify(each.key, bytes, each.signature)) byKey.set(each.key, each);
  }
  if (byKey.size === 0) return undefined;
  const all = [...byKey.values(), ...before];
  return [...all.filter(({ key }) => isKnown(key)), ...all.filter(({ key }) => !isKnown(key))].slice(0, signatureLimit);
}
