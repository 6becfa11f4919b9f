import { z } from 'zod';
import { isIncarnationOf, type Trust, type TrustedCertificate } from './certificate.ts';
import type { Primitives, SigningKey } from './primitives.ts';
import {
  Hash,
  Incarnation,
  isSignedBy,
  Name,
  readDocument,
  Salt,
  Seq,
  type SignedDocument,
  signDocument,
} from './signed.ts';

/**
 * A PC's word on one of its logs: up to `seq`, whose op has the hash `head`, all of it is mine. One signature vouches
 * for the whole chain before it, through any number of hands.
 */
export const Checkpoint = z.strictObject({
  kind: z.literal('checkpoint'),
  v: z.literal(1),
  device: z.string().min(1).max(36),
  inc: Incarnation,
  salt: Salt,
  ch: Name,
  seq: Seq.min(1),
  head: Hash,
});
export type Checkpoint = z.output<typeof Checkpoint>;

export const signCheckpoint = (
  crypto: Primitives,
  checkpoint: Omit<Checkpoint, 'kind' | 'v'>,
  key: SigningKey,
): SignedDocument => signDocument(crypto, { kind: 'checkpoint', v: 1, ...checkpoint }, [key]);

/** Errors: MALFORMED. */
export const readCheckpoint = (document: SignedDocument): Checkpoint => readDocument(Checkpoint, document);

/** A checkpoint whose signer may speak for the log. */
export interface BackedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly certificate: TrustedCertificate;
  readonly why?: undefined;
}

/** A checkpoint that counts, or why it does not (yet). */
export type VouchedCheckpoint =
  | BackedCheckpoint
  | {
      readonly checkpoint: Checkpoint;
      readonly certificate?: undefined;
      readonly why: 'certificate' | 'signature' | 'incarnation';
    };

export const isBackedCheckpoint = (vouched: VouchedCheckpoint): vouched is BackedCheckpoint =>
  vouched.certificate !== undefined;

export function vouch(
  crypto: Primitives,
  trust: Trust,
  { document, checkpoint }: { readonly document: SignedDocument; readonly checkpoint: Checkpoint },
): VouchedCheckpoint {
  const device = trust.devices.get(checkpoint.device);
  if (device === undefined) return { checkpoint, why: 'certificate' };
  const certificate = device.certificates.find((each) => isSignedBy(crypto, 'checkpoint', document, [each.signingKey]));
  if (certificate === undefined) return { checkpoint, why: 'signature' };
  return isIncarnationOf(crypto, trust, certificate, checkpoint)
    ? { checkpoint, certificate }
    : { checkpoint, why: 'incarnation' };
}
