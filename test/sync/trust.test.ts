import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { primitives } from '../../db/crypto.ts';
import {
  type Authority,
  buildTrust,
  devicesOf,
  incarnationName,
  isIncarnationOf,
  isLifted,
  keysOf,
  recipientsOf,
  type Trust,
} from '../../db/sync/certificate.ts';
import { readCheckpoint, signCheckpoint, vouch } from '../../db/sync/checkpoint.ts';
import type { SigningKey } from '../../db/sync/primitives.ts';
import { documentHash, isSignedBy, readDocument, type SignedDocument, signDocument } from '../../db/sync/signed.ts';
import { chainOf, concernOf, readStatement } from '../../db/sync/statement.ts';
import { cachingPrimitives, standInRecipient, World } from './model/world.ts';

const crypto = cachingPrimitives();
const keys = Array.from({ length: 5 }, () => crypto.newSigningKey());
const [k0, k1, k2, k3] = keys as [SigningKey, SigningKey, SigningKey, SigningKey];

const authority = (change: Partial<Authority> = {}): Authority => ({
  ...{ kind: 'authority', v: 1, unit: 'P', name: 'P', parent: null, version: 1, threshold: 1, keeps: [] },
  ...{ id: 'a'.repeat(32), keys: [k0.publicKey] },
  ...change,
});
const signed = <T extends { readonly kind: string }>(body: T, ...by: SigningKey[]): SignedDocument =>
  signDocument(crypto, body, by);
const hashOf = (document: SignedDocument): string => documentHash(crypto, document);
const pinOf = (document: SignedDocument) => ({ id: 'a'.repeat(32), hash: hashOf(document) });
const certificate = (change: object = {}) => ({
  ...{ kind: 'certificate', v: 1, authority: 'a'.repeat(32), version: 1, unit: 'C', device: 'C-0', name: '' },
  ...{ signingKey: k1.publicKey, sealingKey: standInRecipient(crypto, 'C-0'), adopted: [], retired: [] },
  ...{ channels: ['down'], entities: ['*'] },
  ...change,
});
const shape = (trust: Trust) =>
  JSON.stringify([[...trust.authorities], [...trust.devices.keys()], [...trust.byHash.keys()]]);

describe('statements', () => {
  const document = signed(authority(), k0);

  test('a signature holds for one kind, one text and one key', () => {
    expect(isSignedBy(crypto, 'authority', document, [k0.publicKey])).toBe(true);
    expect(isSignedBy(crypto, 'certificate', document, [k0.publicKey])).toBe(false);
    expect(isSignedBy(crypto, 'authority', { ...document, text: `${document.text} ` }, [k0.publicKey])).toBe(false);
    expect(isSignedBy(crypto, 'authority', document, [k1.publicKey])).toBe(false);
    expect(primitives.verify('00', new Uint8Array(1), 'zz')).toBe(false);
  });

  test('one key does not count twice, and a wrong signature beside a right one does no harm', () => {
    const [one] = document.signatures;
    if (one === undefined) throw new Error('one signature');
    const doubled = { ...document, signatures: [one, one, { ...one, signature: '0'.repeat(128) }] };
    expect(isSignedBy(crypto, 'authority', doubled, [k0.publicKey], 2)).toBe(false);
    expect(isSignedBy(crypto, 'authority', doubled, [k0.publicKey], 1)).toBe(true);
  });

  test('only the one canonical text is read', () => {
    const schema = z.strictObject({ kind: z.string(), a: z.number() });
    const put = (text: string) => () => readDocument(schema, { text, signatures: document.signatures });
    expect(put('{"a":1,"kind":"x"}')()).toEqual({ a: 1, kind: 'x' });
    expect(put('{"kind":"x","a":1}')).toThrow('order');
    expect(put('{"a": 1,"kind":"x"}')).toThrow('form');
    expect(put('{"a":1,"a":1,"kind":"x"}')).toThrow('form');
    expect(put('{"a":"1","kind":"x"}')).toThrow('shape');
    expect(readStatement({ ...document, text: '{"kind":"of-tomorrow"}' })).toBeUndefined();
  });
});

describe('authorities', () => {
  const root = signed(authority(), k0);
  const pin = pinOf(root);

  test('nothing is trusted but from the pinned version of the pinned authority', () => {
    expect(buildTrust(crypto, pin, [root]).authorities.size).toBe(1);
    expect(buildTrust(crypto, pin, []).authorities.size).toBe(0);
    expect(buildTrust(crypto, { ...pin, id: 'b'.repeat(32) }, [root]).authorities.size).toBe(0);
    const unsigned = signed(authority(), k1);
    const trust = buildTrust(crypto, pinOf(unsigned), [unsigned]);
    expect([...trust.refused.values()]).toEqual(['authority']);
  });

  test('a new version needs the old keys and the new ones', () => {
    const next = authority({ version: 2, keys: [k1.publicKey] });
    const current = (...by: SigningKey[]) =>
      buildTrust(crypto, pin, [root, signed(next, ...by)]).authorities.get(pin.id)?.version;
    expect(current(k0, k1)).toBe(2);
    expect(current(k0)).toBe(1);
    expect(current(k1)).toBe(1);
    const trust = buildTrust(crypto, pin, [signed(next, k1, k0), root]);
    expect(trust.authorities.get(pin.id)?.lineage).toHaveLength(2);
    const skipped = signed(authority({ version: 3, keys: [k1.publicKey] }), k0, k1);
    expect(buildTrust(crypto, pin, [root, skipped]).refused.get(hashOf(skipped))).toBe('authority');
  });

  test('signatures that come separately count together', () => {
    const next = authority({ version: 2, keys: [k1.publicKey] });
    const trust = buildTrust(crypto, pin, [root, signed(next, k0), signed(next, k1)]);
    expect(trust.authorities.get(pin.id)?.version).toBe(2);
  });

  test('two of three keys', () => {
    const three = authority({ keys: [k0, k1, k2].map(({ publicKey }) => publicKey), threshold: 2 });
    const both = signed(three, k0, k2);
    expect(buildTrust(crypto, pinOf(both), [both]).authorities.size).toBe(1);
    const one = signed(three, k0);
    expect(buildTrust(crypto, pinOf(one), [one]).authorities.size).toBe(0);
    const next = authority({ version: 2, keys: [k3.publicKey], keeps: [] });
    const moved = (...by: SigningKey[]) =>
      buildTrust(crypto, pinOf(both), [both, signed(next, k3, ...by)]).authorities.get(pin.id)?.version;
    expect([moved(k0), moved(k0, k1)]).toEqual([1, 2]);
  });

  test('after a rotation old keys issue nothing new, and what they issued holds if it is kept', () => {
    const before = signed(certificate(), k0);
    const keeps = (list: readonly string[]) =>
      signed(authority({ version: 2, keys: [k3.publicKey], keeps: [...list] }), k0, k3);
    const stolen = signed(certificate({ device: 'thief', version: 9, signingKey: k2.publicKey }), k0);
    const kept = buildTrust(crypto, pin, [root, keeps([hashOf(before)]), before, stolen]);
    expect([...kept.devices.keys()]).toEqual(['C-0']);
    expect(kept.refused.get(hashOf(stolen))).toBe('signature');
    expect(buildTrust(crypto, pin, [root, keeps([]), before]).devices.size).toBe(0);
  });

  test('whoever has gone along with new keys is not taken elsewhere by the old one', () => {
    const rotated = signed(authority({ version: 2, keys: [k3.publicKey] }), k0, k3);
    const forged = Array.from({ length: 8 }, (_, n) =>
      signed(authority({ version: 2, keys: [k2.publicKey], name: String(n) }), k0, k2),
    );
    const keysAfter = (followed: readonly string[]) =>
      buildTrust(crypto, { ...pin, followed }, [...forged, rotated, root]).authorities.get(pin.id)?.keys;
    expect(keysAfter([hashOf(rotated)])).toEqual([k3.publicKey]);
    for (const each of forged) expect(keysAfter([hashOf(each)])).toEqual([k2.publicKey]);
    const trust = buildTrust(crypto, pin, [root, rotated, signed(certificate(), k3)]);
    expect(keysOf(trust)).toEqual(new Set([k0.publicKey, k3.publicKey, k1.publicKey]));
  });

  test('names that hide or turn what people read are no names', () => {
    for (const name of ['a\u202eb', 'a\u200bb', 'a\nb', 'x'.repeat(201)]) {
      const hidden = signed(certificate({ name }), k0);
      expect(buildTrust(crypto, pin, [root, hidden]).refused.get(hashOf(hidden))).toBe('unread');
    }
    const plain = signed(certificate({ name: 'Máy một' }), k0);
    expect(buildTrust(crypto, pin, [root, plain]).devices.size).toBe(1);
  });

  test('a province below a ministry: the chain, lost keys, and an outsider', () => {
    const id = 'b'.repeat(32);
    const province = authority({ id, unit: 'Q', parent: pin.id, keys: [k1.publicKey] });
    const whole = [
      root,
      signed(province, k0, k1),
      signed(certificate({ authority: id, signingKey: k2.publicKey }), k1),
    ];
    const trust = buildTrust(crypto, pin, whole);
    expect(trust.authorities.get(id)?.rank).toBe(1);
    expect(trust.devices.get('C-0')?.current.rank).toBe(2);
    expect(shape(buildTrust(crypto, pin, whole.toReversed()))).toBe(shape(trust));
    expect(buildTrust(crypto, pin, [root, signed(province, k1)]).authorities.has(id)).toBe(false);
    expect(buildTrust(crypto, pin, [root, signed(province, k0)]).authorities.has(id)).toBe(false);
    const restarted = authority({ id, unit: 'Q', parent: pin.id, version: 2, keys: [k3.publicKey] });
    const recovered = buildTrust(crypto, pin, [...whole, signed(restarted, k0, k3)]);
    expect(recovered.authorities.get(id)?.version).toBe(2);
    expect(buildTrust(crypto, pin, [root, signed(restarted, k0, k3)]).authorities.has(id)).toBe(false);
    const keeping = signed(authority({ version: 2, keys: [k0.publicKey], keeps: [hashOf(signed(restarted, k3))] }), k0);
    expect(buildTrust(crypto, pin, [root, keeping, signed(restarted, k3)]).authorities.get(id)?.version).toBe(2);
    const chain = chainOf(
      trust,
      [...trust.byHash.values()][0] as never,
      new Map(whole.map((each) => [hashOf(each), each])),
    );
    expect(chain.map(hashOf).sort()).toEqual(whole.map(hashOf).sort());
    const missing = chainOf(recovered, { authority: 'f'.repeat(32), hash: 'x' } as never, new Map());
    expect(missing).toEqual([]);
  });
});

describe('certificates', () => {
  const root = signed(authority(), k0);
  const pin = pinOf(root);
  const trustOf = (...bodies: readonly { readonly kind: string }[]) =>
    buildTrust(crypto, pin, [root, ...bodies.map((body) => signed(body, k0))]);

  test('any order and repetition of statements amounts to the same', () => {
    const world = new World(crypto);
    for (const unit of ['C0', 'C1']) for (const n of [0, 1]) world.admit(`${unit}-${n}`, unit);
    world.revoke('C0-0', []);
    world.revoke('C1-0', [], 'e'.repeat(32));
    const whole = world.trust();
    const same = (trust: Trust) =>
      JSON.stringify([shape(trust), [...trust.devices.values()].map((each) => each.revoked)]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...world.documents, ...world.documents], { minLength: 0 }), (some) => {
        const partial = world.trust(some);
        for (const device of partial.devices.keys()) expect(whole.devices.has(device)).toBe(true);
        expect(same(world.trust([...some, ...world.documents]))).toBe(same(whole));
      }),
      { numRuns: 60 },
    );
  });

  test('the newest version is in force, an older key stays for what it signed', () => {
    const trust = trustOf(
      certificate(),
      certificate({ version: 3, channels: ['down', 'up:C'] }),
      certificate({ version: 2, signingKey: k2.publicKey }),
    );
    const device = trust.devices.get('C-0');
    expect(device?.certificates.map(({ version }) => version)).toEqual([2, 3]);
    expect(device?.current.channels).toEqual(['down', 'up:C']);
  });

  test('a key speaks for one PC, and a PC for one unit', () => {
    const trust = trustOf(
      certificate(),
      certificate({ device: 'C-1', version: 2 }),
      certificate({ unit: 'D', version: 3, signingKey: k2.publicKey }),
    );
    expect([...trust.refused.values()].sort()).toEqual(['device', 'key']);
    expect(trust.devices.size).toBe(1);
  });

  test('a PC that two authorities let in belongs to the higher one', () => {
    const id = 'b'.repeat(32);
    const below = signed(authority({ id, unit: 'Q', parent: pin.id, keys: [k1.publicKey] }), k0, k1);
    const theirs = signed(certificate({ authority: id, signingKey: k2.publicKey }), k1);
    const ours = signed(certificate({ version: 9, signingKey: k3.publicKey }), k0);
    for (const documents of [
      [root, below, theirs, ours],
      [ours, theirs, below, root],
    ]) {
      const trust = buildTrust(crypto, pin, documents);
      expect(trust.devices.get('C-0')?.current.signingKey).toBe(k3.publicKey);
      expect(trust.refused.get(hashOf(theirs))).toBe('device');
    }
  });

  test('of two certificates under one version the order of their hashes decides, everywhere the same', () => {
    const pair = [certificate({ name: 'a' }), certificate({ name: 'b' })];
    const names = [trustOf(...pair), trustOf(...pair.toReversed())].map(
      (trust) => trust.devices.get('C-0')?.current.name,
    );
    expect(names[0]).toBe(names[1]);
  });

  test('an authority lets in only whom the policy says', () => {
    const documents = [root, signed(certificate(), k0)];
    const recovery = {
      kind: 'recovery-key',
      v: 1,
      authority: pin.id,
      version: 1,
      unit: 'C',
      sealingKey: standInRecipient(crypto, 'paper'),
    };
    documents.push(signed(recovery, k0));
    const nobody = buildTrust(crypto, pin, documents, { mayCertify: () => false });
    expect([nobody.devices.size, nobody.recovery.size]).toEqual([0, 0]);
    const all = buildTrust(crypto, pin, documents, { mayCertify: () => true });
    expect([all.devices.size, all.recovery.size]).toEqual([1, 1]);
  });

  test('what is sent to an office is sealed for its PCs in force and for its paper', () => {
    const paper = (version: number, name: string) => ({
      ...{ kind: 'recovery-key', v: 1, authority: pin.id, version, unit: 'C' },
      sealingKey: standInRecipient(crypto, name),
    });
    const revoked = {
      kind: 'revocation',
      v: 1,
      authority: pin.id,
      version: 4,
      device: 'C-1',
      incarnation: null,
      cuts: [],
    };
    const second = certificate({
      device: 'C-1',
      version: 2,
      signingKey: k2.publicKey,
      sealingKey: standInRecipient(crypto, 'C-1'),
    });
    const trust = trustOf(certificate(), second, paper(2, 'new'), paper(1, 'old'), revoked);
    expect(recipientsOf(trust, 'C')).toEqual([standInRecipient(crypto, 'C-0'), standInRecipient(crypto, 'new')].sort());
    expect(devicesOf(trust, 'C').map(({ device }) => device)).toEqual(['C-0']);
    expect(recipientsOf(trustOf(certificate()), 'C')).toHaveLength(1);
    expect(trust.revocationVersion).toBe(4);
  });

  test('withdrawals: the newest counts, one authority does not withdraw the PCs of another', () => {
    const revoke = (version: number, seq: number, incarnation: string | null = null) => ({
      kind: 'revocation' as const,
      ...{ v: 1, authority: pin.id, version, device: 'C-0', incarnation },
      cuts: [{ inc: 'c'.repeat(32), ch: 'down', seq, head: 'd'.repeat(64) }],
    });
    const trust = trustOf(
      certificate(),
      revoke(2, 5),
      revoke(3, 9),
      revoke(4, 1, 'c'.repeat(32)),
      revoke(5, 2, 'c'.repeat(32)),
    );
    expect(trust.devices.get('C-0')?.revoked?.cuts[0]?.seq).toBe(9);
    expect(trust.devices.get('C-0')?.revokedIncarnations.get('c'.repeat(32))?.cuts[0]?.seq).toBe(2);
    // A newer certificate of the same authority lifts it for its key, and for no other; a withdrawn life stays so.
    const lifted = trustOf(certificate(), revoke(2, 5), revoke(3, 1, 'c'.repeat(32)), certificate({ version: 4 }));
    expect(lifted.devices.get('C-0')).toMatchObject({ revoked: undefined, withdrawal: { version: 2 } });
    expect(lifted.devices.get('C-0')?.revokedIncarnations.size).toBe(1);
    expect(trustOf(certificate({ version: 3 }), revoke(4, 5)).devices.get('C-0')?.revoked?.version).toBe(4);
    const renewed = trustOf(certificate(), revoke(2, 5), certificate({ version: 3, signingKey: k2.publicKey }));
    const [old, next] = renewed.devices.get('C-0')?.certificates ?? [];
    const withdrawal = renewed.devices.get('C-0')?.withdrawal;
    expect([old, next].map((each) => each && isLifted(withdrawal, each))).toEqual([false, true]);
    const twice = trustOf(certificate(), revoke(2, 5), revoke(2, 6));
    expect([5, 6]).toContain(twice.devices.get('C-0')?.revoked?.cuts[0]?.seq);
    const other = authority({ id: 'b'.repeat(32), unit: 'Q', parent: pin.id, keys: [k1.publicKey] });
    const strange = signed({ ...revoke(9, 1), authority: 'b'.repeat(32) }, k1);
    const both = buildTrust(crypto, pin, [root, signed(other, k0, k1), signed(certificate(), k0), strange]);
    expect(both.devices.get('C-0')?.revoked).toBeUndefined();
    const below = certificate({ authority: 'b'.repeat(32), signingKey: k2.publicKey });
    const fromAbove = [signed(other, k0, k1), signed(below, k1), signed(revoke(1, 3), k0), strange];
    expect(buildTrust(crypto, pin, [root, ...fromAbove]).devices.get('C-0')?.revoked?.cuts[0]?.seq).toBe(3);
    const ofNobody = { ...revoke(2, 1), device: 'nobody' };
    const unknown = trustOf(ofNobody);
    expect([...unknown.refused.values()]).toEqual(['device']);
    expect(concernOf(unknown, revoke(2, 1) as never)).toBeUndefined();
    expect(concernOf(trust, revoke(2, 1) as never)).toEqual({ kind: 'unit', unit: 'C' });
  });

  test('what cannot be read is refused, and what is no fault of the reader is not hidden', () => {
    const odd = { text: '{"kind":"certificate"}', signatures: root.signatures };
    expect(buildTrust(crypto, pin, [root, odd]).refused.get(hashOf(odd))).toBe('unread');
    const broken = {
      ...odd,
      get text(): string {
        throw new TypeError('bug');
      },
    };
    expect(() => readStatement(broken)).toThrow(TypeError);
    let reads = 0;
    const late = {
      ...odd,
      get text(): string {
        reads += 1;
        if (reads > 1) throw new TypeError('bug');
        return 'x';
      },
    };
    expect(() => buildTrust(crypto, pin, [late])).toThrow(TypeError);
  });
});

describe('incarnations and checkpoints', () => {
  const root = signed(authority(), k0);
  const pin = pinOf(root);
  const adopted = 'd'.repeat(32);
  const documents = [
    root,
    signed(certificate({ adopted: [adopted] }), k0),
    signed(certificate({ device: 'C-1', version: 2, signingKey: k2.publicKey, adopted: [adopted] }), k0),
  ];
  const trust = buildTrust(crypto, pin, documents);
  const salt = '1'.repeat(32);
  const own = incarnationName(crypto, k1.publicKey, salt);
  const put = (change: object, key: SigningKey = k1) => {
    const body = { device: 'C-0', inc: own, salt, ch: 'down', seq: 1, head: 'a'.repeat(64), ...change };
    const document = signCheckpoint(crypto, body, key);
    return vouch(crypto, trust, { document, checkpoint: readCheckpoint(document) });
  };

  test('a PC speaks for what follows from its key or was adopted for it first, and for nothing else', () => {
    expect(put({}).certificate?.device).toBe('C-0');
    expect(put({ inc: adopted, salt: '' }).certificate?.device).toBe('C-0');
    expect(put({ device: 'C-1', inc: adopted, salt: '' }, k2).why).toBe('incarnation');
    expect(put({ salt: '2'.repeat(32) }).why).toBe('incarnation');
    expect(put({ device: 'C-1' }, k2).why).toBe('incarnation');
    expect(put({}, k2).why).toBe('signature');
    expect(put({ device: 'C-9' }).why).toBe('certificate');
    const current = trust.devices.get('C-0')?.current;
    if (current === undefined) throw new Error('certified');
    expect(isIncarnationOf(crypto, trust, current, { inc: 'e'.repeat(32), salt: '' })).toBe(false);
  });
});
