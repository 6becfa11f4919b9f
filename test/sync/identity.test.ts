import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { primitives as crypto } from '../../db/crypto.ts';
import { buildTrust, type Pin, type TrustedCertificate } from '../../db/sync/certificate.ts';
import {
  certificateFor,
  channelsOf,
  codeKey,
  fingerprint,
  type InvitationState,
  invite,
  isCodeOf,
  isRenewalOf,
  judgeRequest,
  newDeviceKeys,
  newInvitationCode,
  normalCode,
  RenewRequest,
  readInvitation,
  requestFingerprint,
  requestToJoin,
  requestToRenew,
} from '../../db/sync/identity.ts';
import { invitationTries } from '../../db/sync/limits.ts';
import { readDocument, type SignedDocument, signDocument } from '../../db/sync/signed.ts';
import { World } from './model/world.ts';

const world = new World();
const keys = await newDeviceKeys(crypto, 'C-0');
const pin: Pin = world.pin;
const offer = {
  id: '1'.repeat(32),
  unit: 'C',
  unitName: 'Công an xã',
  authorities: world.documents.slice(0, 1),
  pin,
  hasPaper: false,
};
const content = { name: 'Máy văn thư', recoveryKey: null, adopts: [] };
const begin = (code = newInvitationCode(crypto)) => ({
  code,
  ...invite(crypto, { ...offer, code }, [world.authorityKey]),
});

describe('fingerprints and codes', () => {
  test('a fingerprint is six groups of five digits and follows from every sign of what it is of', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(fingerprint(crypto, a)).toMatch(/^\d{5}( \d{5}){5}$/);
        expect(fingerprint(crypto, a) === fingerprint(crypto, b)).toBe(a === b);
      }),
    );
  });

  test('a code is four groups of four signs that cannot be mistaken, and forgives how it is typed', () => {
    const code = newInvitationCode(crypto);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(newInvitationCode(crypto)).not.toBe(code);
    expect(normalCode(' o1il-ab cd ')).toBe('0111ABCD');
    expect(codeKey(crypto, code.toLowerCase().replaceAll('-', ' '), 'x')).toBe(codeKey(crypto, code, 'x'));
    expect(codeKey(crypto, code, 'x')).not.toBe(codeKey(crypto, code, 'y'));
  });
});

describe('joining', () => {
  test('invitation, request and certificate: the PC is trusted after two trips', () => {
    const { code, document, state } = begin();
    const invitation = readInvitation(crypto, document);
    if (invitation === undefined) throw new Error('signed');
    expect(isCodeOf(crypto, invitation, code)).toBe(true);
    expect(isCodeOf(crypto, invitation, 'AAAA-AAAA-AAAA-AAAA')).toBe(false);
    const request = requestToJoin(crypto, invitation, code, keys, content);
    const verdict = judgeRequest(crypto, state, request);
    if (verdict.kind !== 'accepted') throw new Error(verdict.kind);
    const grant = { authority: world.authority.id, version: 1, channels: channelsOf('C'), entities: ['*'] };
    const certified = signDocument(crypto, certificateFor(verdict.request, grant), [world.authorityKey]);
    const trust = buildTrust(crypto, invitation.pin, [...invitation.authorities, certified]);
    expect(trust.devices.get('C-0')?.current).toMatchObject({ unit: 'C', signingKey: keys.signing.publicKey });
    expect(requestFingerprint(crypto, request)).toBe(requestFingerprint(crypto, structuredClone(request)));
    expect(judgeRequest(crypto, verdict.state, request).kind).toBe('accepted');
    const second = requestToJoin(crypto, invitation, code, keys, { ...content, name: 'Máy khác' });
    expect(judgeRequest(crypto, verdict.state, second).kind).toBe('used');
  });

  test('an invitation that the authority did not sign, or that pins another, is none', () => {
    const stranger = crypto.newSigningKey();
    expect(readInvitation(crypto, invite(crypto, { ...offer, code: 'A' }, [stranger]).document)).toBeUndefined();
    const other = { ...offer, pin: { ...pin, hash: 'f'.repeat(64) }, code: 'A' };
    expect(readInvitation(crypto, invite(crypto, other, [world.authorityKey]).document)).toBeUndefined();
  });

  test('an invitation exchanged on the way for one of another authority does not fit the code', () => {
    const { code, document } = begin();
    const honest = readInvitation(crypto, document);
    const thief = new World();
    const forged = { ...offer, authorities: thief.documents.slice(0, 1), pin: thief.pin, code: 'XXXX' };
    const theirs = readInvitation(crypto, invite(crypto, forged, [thief.authorityKey]).document);
    if (honest === undefined || theirs === undefined) throw new Error('both are signed');
    expect(isCodeOf(crypto, { ...theirs, codeCheck: honest.codeCheck }, code)).toBe(false);
  });

  test('five requests with wrong codes, and the invitation is void for the right one too', () => {
    const { code, document, state: first } = begin();
    const invitation = readInvitation(crypto, document);
    if (invitation === undefined) throw new Error('signed');
    let state: InvitationState = first;
    for (let left = invitationTries - 1; left >= 0; left -= 1) {
      const verdict = judgeRequest(crypto, state, requestToJoin(crypto, invitation, `${code}X`, keys, content));
      expect(verdict.kind).toBe(left === 0 ? 'void' : 'wrongCode');
      if (verdict.kind === 'wrongCode') expect(verdict.triesLeft).toBe(left);
      state = verdict.state;
    }
    expect(state.failures).toBe(invitationTries);
    expect(judgeRequest(crypto, state, requestToJoin(crypto, invitation, code, keys, content)).kind).toBe('void');
  });

  test('a request for another invitation, changed on the way, or for a key the PC does not have', async () => {
    const { code, document, state } = begin();
    const invitation = readInvitation(crypto, document);
    if (invitation === undefined) throw new Error('signed');
    const elsewhere = requestToJoin(crypto, { ...invitation, id: '2'.repeat(32) }, code, keys, content);
    expect(judgeRequest(crypto, state, elsewhere).kind).toBe('otherInvitation');
    const otherUnit = requestToJoin(crypto, { ...invitation, unit: 'D' }, code, keys, content);
    expect(judgeRequest(crypto, state, otherUnit).kind).toBe('otherInvitation');
    const honest = requestToJoin(crypto, invitation, code, keys, content);
    const changed = { ...honest, text: honest.text.replace('Máy văn thư', 'Máy văn thu') };
    expect(judgeRequest(crypto, state, changed).kind).toBe('wrongCode');
    const borrowed = await newDeviceKeys(crypto, 'C-0');
    const mixed = { ...keys, signing: { ...keys.signing, secretKey: borrowed.signing.secretKey } };
    expect(judgeRequest(crypto, state, requestToJoin(crypto, invitation, code, mixed, content)).kind).toBe(
      'keyNotProven',
    );
  });

  test('an office writes down, up for the units it serves, and inside', () => {
    expect(channelsOf('C', ['D'])).toEqual(['down', 'down:*', 'int:C', 'up:C', 'up:D']);
  });
});

test('a PC renews its keys with the old ones and the new ones, and nobody else does it for it', async () => {
  const renewing = new World();
  renewing.addUnit('C', 'P');
  renewing.admit('C-9', 'C', keys.sealing);
  const given = renewing.trust().devices.get('C-9')?.current as TrustedCertificate;
  const current = { ...given, signingKey: keys.signing.publicKey };
  const old = { ...keys, device: 'C-9' };
  const next = await newDeviceKeys(crypto, 'C-9');
  const other = await newDeviceKeys(crypto, 'C-9');
  const isOurs = (document: SignedDocument): boolean =>
    isRenewalOf(crypto, current, document, readDocument(RenewRequest, document));
  const request = requestToRenew(crypto, 'C', old, next, null);
  expect(isOurs(request)).toBe(true);
  expect(isOurs(requestToRenew(crypto, 'D', old, next, null))).toBe(false);
  expect(isOurs(requestToRenew(crypto, 'C', { ...old, device: 'C-8' }, next, null))).toBe(false);
  expect(isOurs(requestToRenew(crypto, 'C', { ...other, device: 'C-9' }, next, null))).toBe(false);
  const withoutNew = { ...request, signatures: request.signatures.filter(({ key }) => key !== next.signing.publicKey) };
  expect(isOurs(withoutNew)).toBe(false);
});
