import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { platform } from '../../../db/crypto.ts';
import { type OpenedBundle, openBundle, type Part, readWhole } from '../../../db/sync/bundle/read.ts';
import type { Pin } from '../../../db/sync/certificate.ts';
import type { SealingKey } from '../../../db/sync/primitives.ts';
import type { SignedDocument } from '../../../db/sync/signed.ts';
import { inPieces, trustFrom } from './goi.ts';

/** What a golden bundle was written with: enough to open it, for ever. */
export interface GoldenKeys {
  readonly unit: string;
  readonly keys: readonly SealingKey[];
  readonly pin: Pin;
  readonly documents: readonly SignedDocument[];
}

const folder = new URL('../../fixtures/bundles/', import.meta.url);
export const goldenPath = (name: string): string => fileURLToPath(new URL(name, folder));

/** Every golden bundle there is, of every format. */
export const goldenNames = (): string[] =>
  readdirSync(fileURLToPath(folder))
    .filter((name) => name.endsWith('.goi'))
    .map((name) => name.slice(0, -4))
    .sort();

export const readGolden = (name: string): { readonly bytes: Uint8Array; readonly keys: GoldenKeys } => ({
  bytes: new Uint8Array(readFileSync(goldenPath(`${name}.goi`))),
  keys: JSON.parse(readFileSync(goldenPath(`${name}.json`), 'utf8')) as GoldenKeys,
});

export async function openGolden(
  bytes: Uint8Array,
  { unit, keys, pin, documents }: GoldenKeys,
): Promise<{ readonly opened: OpenedBundle; readonly parts: readonly Part[] }> {
  const receiver = { unit, keys, trustWith: trustFrom(pin, documents) };
  const opened = await openBundle(platform, receiver, inPieces(bytes));
  return { opened, parts: await readWhole(opened) };
}
