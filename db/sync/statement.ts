import { z } from 'zod';
import { Ack } from './ack.ts';
import { Authority, Certificate, RecoveryKey, Revocation, type Trust, type TrustedCertificate } from './certificate.ts';
import { Checkpoint } from './checkpoint.ts';
import type { Concern } from './plan.ts';
import { Refusal } from './refusal.ts';
import { readDocument, type SignedDocument } from './signed.ts';

/** Every kind of statement that travels in bundles. */
export const Statement = z.discriminatedUnion('kind', [
  Authority,
  Certificate,
  Revocation,
  RecoveryKey,
  Checkpoint,
  Ack,
]);
export type Statement = z.output<typeof Statement>;

/** What a document says, or undefined for one that this release cannot read: it counts for nothing here. */
export function readStatement(document: SignedDocument): Statement | undefined {
  try {
    return readDocument(Statement, document);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Whom a statement about trust concerns; undefined for what travels by other rules (checkpoints, by their log). */
export function concernOf(trust: Trust, statement: Statement): Concern | undefined {
  switch (statement.kind) {
    case 'authority':
      return { kind: 'all' };
    case 'certificate':
    case 'recovery-key':
      return { kind: 'unit', unit: statement.unit };
    case 'revocation': {
      const unit = trust.devices.get(statement.device)?.current.unit;
      return unit === undefined ? undefined : { kind: 'unit', unit };
    }
    case 'ack':
      return { kind: 'to', unit: statement.to };
    case 'checkpoint':
      return undefined;
  }
}

/** The statements a receiver needs to see that a certificate is backed: the authorities above it, and itself. */
export function chainOf(
  trust: Trust,
  certificate: TrustedCertificate,
  documents: ReadonlyMap<string, SignedDocument>,
): SignedDocument[] {
  const hashes = [certificate.hash];
  for (let id: string | null = certificate.authority; id !== null; ) {
    const authority = trust.authorities.get(id);
    hashes.push(...(authority?.lineage ?? []));
    id = authority?.parent ?? null;
  }
  return hashes.flatMap((hash) => documents.get(hash) ?? []);
}
