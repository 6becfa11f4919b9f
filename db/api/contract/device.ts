import { z } from 'zod';
import { anyone, command, gate, job, query } from '../define.ts';
import { Day, FileHandle, Id, Line, limits, Name, Nothing } from '../types.ts';
import { Session } from './session.ts';

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
  /** The last word heard from it, claimed by nobody but this PC's own clock; null when none came. */
  heardAtMs: z.int().nullable(),
  /** Ops of it that are held here. */
  opCount: z.int(),
  fingerprint: Fingerprint,
  /** Lives of its database that are held here, the longest first; one of them can be withdrawn alone. */
  lives: z.array(z.object({ incarnation: z.string(), opCount: z.int() })),
});
export type DeviceShown = z.output<typeof DeviceShown>;

const NewUser = z.strictObject({
  login: Name(40),
  name: Name(limits.person),
  position: Line(limits.position),
  password: z.string().min(8).max(200),
});

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
   * secrets come out once, to be printed and locked away. Errors: AUTHORITY_EXISTS.
   */
  'authority.create': gate({
    roles: ['admin'],
    input: z.strictObject({ deviceName: Name(limits.name) }),
    output: z.object({
      paper: z.object({ authoritySecret: z.string(), paperKey: z.string(), fingerprint: Fingerprint }),
    }),
  }),
  /** New keys for the authority, signed by the old ones (or typed from the paper when the PC that had them is lost). */
  'authority.rotate': gate({
    roles: ['admin'],
    input: z.strictObject({ authoritySecret: z.string().max(200).optional() }),
    output: z.object({ paper: z.object({ authoritySecret: z.string(), fingerprint: Fingerprint }) }),
  }),
  'device.list': query({ roles: anyone, input: Nothing, output: z.array(DeviceShown) }),
  /**
   * A seat for a PC of a unit. The file may be copied by anyone; the code goes by paper or telephone. Errors: AUTHORITY_MISSING,
   * NOT_FOUND, UNIT_NOT_ALIVE.
   */
  'device.invite': command({
    roles: ['admin'],
    input: z.strictObject({ unitId: Id, on: Day }),
    output: z.object({ id: z.string(), fileName: z.string(), file: z.string(), code: z.string() }),
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
  /** On a PC without an office: reads what an invitation says, before anything is made. Errors: JOIN_FILE_WRONG. */
  'office.readInvitation': gate({
    roles: [],
    input: z.strictObject({ file: FileHandle }),
    output: z.object({ unitName: z.string(), authorityName: z.string(), fingerprint: Fingerprint }),
  }),
  /**
   * On a PC without an office: an empty office for the unit of the invitation (nothing is seeded, all comes with the first
   * bundle), its keys and first user, and the request to take back. Errors: OFFICE_EXISTS, JOIN_FILE_WRONG, JOIN_CODE_WRONG.
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
  /** The request again, for a stick that was lost on the way. Errors: JOIN_NOT_WAITING. */
  'device.request': query({
    roles: ['admin'],
    input: Nothing,
    output: z.object({ fileName: z.string(), file: z.string(), fingerprint: Fingerprint }),
  }),
  /**
   * Writes an invitation or a request to the place a person chose: `*.tmp`, to the disk, read back, renamed: "được phép rút".
   * Errors: JOIN_FILE_WRONG, BUNDLE_WRITE_FAILED, DISK_FULL.
   */
  'device.saveFile': job({
    roles: ['admin'],
    writes: false,
    input: z.strictObject({ file: z.string().max(200_000), target: FileHandle }),
    output: z.object({ byteCount: z.int() }),
  }),
  /** At the authority: who asks, and the fingerprint to compare by telephone. Errors: JOIN_FILE_WRONG, JOIN_REQUEST_REFUSED. */
  'device.readRequest': query({
    roles: ['admin'],
    input: z.strictObject({ file: FileHandle }),
    output: z.object({ unitId: Id, unitName: z.string(), name: z.string(), fingerprint: Fingerprint }),
  }),
  /** Lets the PC in; its certificate goes out with the next bundle to its office. Errors: those above, FINGERPRINT_WRONG. */
  'device.admit': command({
    roles: ['admin'],
    input: z.strictObject({ file: FileHandle, fingerprint: z.string().max(60) }),
    output: z.object({ device: z.string(), unitId: Id }),
  }),
  /**
   * Withdraws a PC, or one life of its database: what it signed up to what is held here stays, later things are set aside.
   * Never by a time. Errors: AUTHORITY_MISSING, NOT_FOUND.
   */
  'device.revoke': command({
    roles: ['admin'],
    input: z.strictObject({ device: z.string().max(36), incarnation: z.string().length(32).nullable().default(null) }),
    output: z.object({ keptOps: z.int() }),
  }),
};
