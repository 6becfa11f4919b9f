import { z } from 'zod';
import { utf8 } from './bytes.ts';
import { canonicalJson, documentJsonLimits, readCanonical } from './json.ts';
import { documentByteLimit } from './limits.ts';
import type { Primitives, SigningKey } from './primitives.ts';
import { Refusal } from './refusal.ts';

export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export const Incarnation = z.string().regex(/^[0-9a-f]{32}$/);
/** What makes the name of an incarnation follow from a signing key; '' for one that the certificate adopts. */
export const Salt = z.union([Incarnation, z.literal('')]);
export const Name = z.string().min(1).max(80);
export const Seq = z.int().min(0);

/** A statement as the exact text that was signed, and who signed it. Its identity is the hash of the text. */
export const SignedDocument = z.strictObject({
  text: z.string().min(1).max(documentByteLimit),
  signatures: z
    .array(z.strictObject({ key: Hash, signature: z.string().regex(/^[0-9a-f]{128}$/) }))
    .min(1)
    .max(16),
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
