import { z } from 'zod';
import { anyone, command, gate, job, query } from '../define.ts';
import { Day, FileHandle, Id, limits, Name, Nothing } from '../types.ts';
import { NewUser, Session } from './session.ts';

/** Six groups of five digits that two people read to each other. */
const Fingerprint = z.string();

/** One PC of an office in the exchange, as its certificate in force says. */
export const DeviceShown = z.object({
  device: z.string(),
  unitId: Id,
  unitName: z.string(),
  name: z.string(),
  isThisPc: z.boolean(),
  isOwnOffice: z.boolean(),
  version: z.int(),
  state: z.enum(['active', 'revoked', 'suspended']),
  /** Withdrawn now or once, as a whole or in one of its lives: it may not have heard what is said of it. */
  wasRevoked: z.boolean(),
  /** The last word heard from it, claimed by nobody but this PC's own clock; null when none came. */
  heardAtMs: z.int().nullable(),
  /** Ops of it that are held here. */
  opCount: z.int(),
  fingerprint: Fingerprint,
  /** Lives of its database that are held here, the longest first; one of them can be withdrawn alone. */
  lives: z.array(z.object({ incarnation: z.string(), opCount: z.int() })),
});
export type DeviceShown = z.output<typeof DeviceShown>;

/** Tin cậy không cần mạng: the authority of a province, PCs let in by two trips of a stick, withdrawals. */
export const deviceContract = {
  /** Where this PC stands in the exchange. */
  'device.status': query({
    roles: anyone,
    input: Nothing,
    output: z.object({
      /** alone: no keys yet; waiting: asked to join, no certificate yet; joined; revoked: withdrawn by the authority. */
      state: z.enum(['alone', 'waiting', 'joined', 'revoked']),
      /** This PC keeps the authority's key. */
      isAuthority: z.boolean(),
      /** The authority is this PC's own office, whichever of its PCs keeps the key. */
      isAuthorityOffice: z.boolean(),
      authorityName: z.string(),
      name: z.string(),
      fingerprint: Fingerprint,
      /** "danh sách thu hồi: phiên bản n". */
      revocationVersion: z.int(),
    }),
  }),
  /**
   * The office begins an exchange of its own: the authority's key, this PC's keys and certificate, the office's paper key. The
   * secrets come out once, to be printed and locked away. Errors: AUTHORITY_EXISTS, EXCHANGE_JOINED.
   */
  'authority.create': gate({
    roles: ['admin'],
    input: z.strictObject({ deviceName: Name(limits.name) }),
    output: z.object({
      paper: z.object({ authoritySecret: z.string(), paperKey: z.string(), fingerprint: Fingerprint }),
    }),
  }),
  /**
   * New keys for the authority, signed by the old ones. On another PC of the authority's office they are typed from the paper,
   * when the PC that had them is lost: from then on that PC keeps the authority. Errors: AUTHORITY_MISSING, AUTHORITY_SECRET_WRONG.
   */
  'authority.rotate': gate({
    roles: ['admin'],
    input: z.strictObject({ authoritySecret: z.string().max(200).optional() }),
    output: z.object({ paper: z.object({ authoritySecret: z.string(), fingerprint: Fingerprint }) }),
  }),
  'device.list': query({ roles: anyone, input: Nothing, output: z.array(DeviceShown) }),
  /**
   * A seat for a PC of a unit. The file may be copied by anyone; the code goes by paper or telephone. Errors: AUTHORITY_MISSING,
   * NOT_FOUND, UNIT_NOT_ALIVE, INVITE_UNIT_WRONG for what is no police unit of this office or below it.
   */
  'device.invite': command({
    roles: ['admin'],
    input: z.strictObject({ unitId: Id, on: Day }),
    output: z.object({
      id: z.string(),
      fileName: z.string(),
      file: z.string(),
      code: z.string(),
      /** Of the authority, as the invited PC shows it. */
      fingerprint: Fingerprint,
    }),
  }),
  'device.invitations': query({
    roles: ['admin'],
    input: Nothing,
    output: z.array(
      z.object({
        id: z.string(),
        unitId: Id,
        unitName: z.string(),
        madeAtMs: z.int(),
        state: z.enum(['open', 'used', 'void']),
        failures: z.int(),
      }),
    ),
  }),
  'device.voidInvitation': command({
    roles: ['admin'],
    input: z.strictObject({ id: z.string().max(64) }),
    output: Nothing,
  }),
  /** Reads what an invitation says, before anything is made. Errors: FILE_NOT_FOUND, JOIN_FILE_WRONG. */
  'office.readInvitation': gate({
    roles: [],
    input: z.strictObject({ file: FileHandle }),
    output: z.object({ unitName: z.string(), authorityName: z.string(), fingerprint: Fingerprint }),
  }),
  /**
   * On a PC without an office: an empty office for the unit of the invitation (nothing is seeded, all comes with the first
   * bundle), its keys and first user, and the request to take back. `paperKey` is null where the office has one already.
   * A failure, or a power cut, half-way leaves no office behind; after it has succeeded `device.request` gives the file again.
   * Errors: OFFICE_EXISTS, FILE_NOT_FOUND, JOIN_FILE_WRONG, JOIN_CODE_WRONG.
   */
  'office.join': gate({
    roles: [],
    input: z.strictObject({ file: FileHandle, code: z.string().max(60), deviceName: Name(limits.name), user: NewUser }),
    output: z.object({
      recoveryCode: z.string(),
      paperKey: z.string().nullable(),
      fileName: z.string(),
      file: z.string(),
      fingerprint: Fingerprint,
      session: Session,
    }),
  }),
  /**
   * What waits for the authority: seats that nobody has answered, and requests that lie in the watched folder and fit one of them.
   * Nothing on any other PC.
   */
  'device.requests': query({
    roles: anyone,
    input: Nothing,
    output: z.object({ openInvitations: z.int(), requests: z.int() }),
  }),
  /** The request again, for a stick that was lost on the way. Errors: JOIN_NOT_WAITING. */
  'device.request': query({
    roles: ['admin'],
    input: Nothing,
    output: z.object({ fileName: z.string(), file: z.string(), fingerprint: Fingerprint }),
  }),
  /**
   * The answer to another invitation for the same unit, by a PC that still waits: when its first one was void, used up or lost.
   * Its keys stay. Errors: JOIN_NOT_WAITING, FILE_NOT_FOUND, JOIN_FILE_WRONG, JOIN_CODE_WRONG, JOIN_REQUEST_REFUSED.
   */
  'device.answer': gate({
    roles: ['admin'],
    input: z.strictObject({ file: FileHandle, code: z.string().max(60) }),
    output: z.object({ fileName: z.string(), file: z.string(), fingerprint: Fingerprint }),
  }),
  /**
   * New keys for this PC, and a new paper key for its office if wanted: a request that the authority reads and admits like one to
   * join. They are in force when the certificate has come; until then, and for what is on the way, the old ones go on.
   * Errors: EXCHANGE_NOT_JOINED, DEVICE_REVOKED.
   */
  'device.renew': gate({
    roles: ['admin'],
    input: z.strictObject({ hasNewPaper: z.boolean().default(false) }),
    output: z.object({
      paperKey: z.string().nullable(),
      fileName: z.string(),
      file: z.string(),
      fingerprint: Fingerprint,
    }),
  }),
  /**
   * Writes an invitation, a request or a notice to the place a person chose: `*.tmp`, to the disk, read back, renamed: "được phép rút".
   * Errors: JOIN_FILE_WRONG, BUNDLE_WRITE_FAILED, DISK_FULL.
   */
  'device.saveFile': job({
    roles: ['admin'],
    writes: false,
    input: z.strictObject({ file: z.string().max(8_000_000), target: FileHandle }),
    output: z.object({ byteCount: z.int() }),
  }),
  /**
   * At the authority: who asks, and the fingerprint to compare by telephone. A request made with a wrong code counts against its
   * invitation, which is void after five. Errors: AUTHORITY_MISSING, FILE_NOT_FOUND, JOIN_FILE_WRONG, JOIN_CODE_WRONG,
   * JOIN_REQUEST_REFUSED.
   */
  'device.readRequest': gate({
    roles: ['admin'],
    input: z.strictObject({ file: FileHandle }),
    output: z.object({
      /** renew: a PC that is in asks for new keys. */
      kind: z.enum(['join', 'renew']),
      unitId: Id,
      unitName: z.string(),
      name: z.string(),
      fingerprint: Fingerprint,
      /** It brings a paper key that will not count, for its office has one already: that paper is to be torn up. */
      hasSparePaper: z.boolean(),
    }),
  }),
  /**
   * Lets the PC in; its certificate goes out with the next bundle to its office. The same file again changes nothing.
   * Errors: those above, FINGERPRINT_WRONG.
   */
  'device.admit': gate({
    roles: ['admin'],
    input: z.strictObject({ file: FileHandle, fingerprint: z.string().max(60) }),
    output: z.object({ device: z.string(), unitId: Id }),
  }),
  /**
   * Withdraws a PC, or one life of its database: what it signed up to what is held here stays, later things are set aside.
   * Never by a time. Again changes nothing. A PC whose present life was withdrawn begins another when it hears of it.
   * Errors: AUTHORITY_MISSING, NOT_FOUND, DEVICE_IS_THIS_PC.
   */
  'device.revoke': gate({
    roles: ['admin'],
    input: z.strictObject({ device: z.string().max(36), incarnation: z.string().length(32).nullable().default(null) }),
    output: z.object({ keptOps: z.int() }),
  }),
  /**
   * Puts a mistaken withdrawal right: a newer certificate for the same key, so that everything that was set aside for it counts
   * again, on every PC that hears of it. Never for a PC that was stolen: what a thief signed meanwhile would count too. A life that
   * was withdrawn alone stays so. Errors: AUTHORITY_MISSING, NOT_FOUND.
   */
  'device.reinstate': gate({
    roles: ['admin'],
    input: z.strictObject({ device: z.string().max(36) }),
    output: Nothing,
  }),
  /** What the authority has said of one PC, as a file for that PC alone: a withdrawn one opens no bundle that would tell it. Errors: NOT_FOUND. */
  'device.notice': query({
    roles: ['admin'],
    input: z.strictObject({ device: z.string().max(36) }),
    output: z.object({ fileName: z.string(), file: z.string() }),
  }),
  /** Takes in what the authority says of this PC. Errors: EXCHANGE_NOT_JOINED, FILE_NOT_FOUND, JOIN_FILE_WRONG. */
  'device.takeNotice': gate({
    roles: ['admin'],
    input: z.strictObject({ file: FileHandle }),
    output: z.object({ state: z.enum(['alone', 'waiting', 'joined', 'revoked']) }),
  }),
};
