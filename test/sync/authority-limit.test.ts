import { expect, test } from 'vitest';
import { findOwnAuthority, rotate } from '../../db/exchange/authority.ts';
import { noteTrustChanged } from '../../db/exchange/exchange.ts';
import { findAuthorityKeys, saveAuthorityKeys } from '../../db/exchange/keeping.ts';
import { inOneGo } from '../../db/exchange/take-in.ts';
import { documentByteLimit, keepsLimit } from '../../db/sync/limits.ts';
import { documentHash, type SignedDocument } from '../../db/sync/signed.ts';
import { readStatement } from '../../db/sync/statement.ts';
import { unitIdOf } from './model/records.ts';
import { Station } from './model/station.ts';
import { standInPrimitives, World } from './model/world.ts';

test('an authority that has said more than new keys can keep stays with the old ones; one word less, and it changes them', () => {
  const unit = unitIdOf(1);
  const world = new World(standInPrimitives(1), unit);
  const pc = world.admit('device', unit);
  while (world.documents.length < keepsLimit + 2) world.revoke(`lost-${world.documents.length}`, []);
  const station = new Station(world, pc, world.documents, 0);
  saveAuthorityKeys(station.db, { id: world.authority.id, keys: [world.authorityKey] });
  const change = () => {
    const { exchange } = station;
    const own = findOwnAuthority(exchange);
    if (own === undefined) throw new Error('the authority has lost its keys');
    return inOneGo(exchange, () => rotate(exchange, own.authority, own.keys.keys, world.crypto.newSigningKey()));
  };
  // The authority's word on itself is not among what is kept.
  const before = findAuthorityKeys(station.db);
  expect(change).toThrow('AUTHORITY_FULL');
  expect(findAuthorityKeys(station.db)).toEqual(before);
  expect(findOwnAuthority(station.exchange)?.authority.version).toBe(1);
  const hash = documentHash(world.crypto, world.documents.at(-1) as SignedDocument);
  station.db.prepare('DELETE FROM statement WHERE hash = ?').run(hash);
  noteTrustChanged(station.db);
  const document = change();
  expect(readStatement(document)).toMatchObject({ kind: 'authority', version: 2 });
  expect(document.text.length).toBeLessThan(documentByteLimit);
  expect(findOwnAuthority(station.exchange)?.authority.version).toBe(2);
});
