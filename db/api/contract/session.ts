import { z } from 'zod';
import { anyone, command, gate, query, roles } from '../define.ts';
import { Day, Id, Line, limits, Name, Nothing } from '../types.ts';

/** Shortest password; Argon2id makes guessing slow, length makes it hopeless. */
export const passwordMinLength = 8;
const Password = z.string().min(1).max(200);
const NewPassword = z.string().min(passwordMinLength).max(200);
const Login = Name(40);

export const User = z.object({
  id: Id,
  login: z.string(),
  name: z.string(),
  position: z.string(),
  role: z.enum(roles),
  unitId: Id.nullable(),
  isActive: z.union([z.literal(0), z.literal(1)]),
});
export type User = z.output<typeof User>;

/** Who is logged in and where: what the frame of the window shows. */
export const Session = z.object({ user: User, officeUnitId: Id, officeName: z.string(), autoLockMinutes: z.int() });
export type Session = z.output<typeof Session>;

/** The first user of an office that is made or joined. */
export const NewUser = z.strictObject({
  login: Login,
  name: Name(limits.person),
  position: Line(limits.position),
  password: NewPassword,
});

export const NewOffice = z.strictObject({
  name: Name(limits.name),
  shortName: Line(limits.shortName),
  symbol: Line(limits.symbol),
  level: z.enum(['ministry', 'province', 'commune']),
  /** The day from which the office exists under this name; earlier if its catalogue is. */
  validFrom: Day,
});

export const sessionContract = {
  /** What to show first: no office here yet, a locked one, or an open session. */
  'office.status': gate({
    roles: [],
    input: Nothing,
    output: z.object({
      state: z.enum(['none', 'locked', 'open']),
      officeName: z.string(),
      session: Session.nullable(),
      appVersion: z.string(),
    }),
  }),
  /** First run: keys, database, the office's own unit, its first user (Quản trị). The recovery code is shown once. */
  'office.create': gate({
    roles: [],
    input: z.strictObject({ office: NewOffice, user: NewUser }),
    output: z.object({ recoveryCode: z.string(), session: Session }),
  }),
  'session.login': gate({
    roles: [],
    input: z.strictObject({ login: Login, password: Password }),
    output: Session,
  }),
  /** A new password by the recovery code, for a user who forgot theirs. */
  'session.recover': gate({
    roles: [],
    input: z.strictObject({ code: z.string().max(100), login: Login, newPassword: NewPassword }),
    output: Session,
  }),
  /** Closes the database and forgets its key: lock, log out and auto-lock are the same. */
  'session.lock': gate({ roles: [], input: Nothing, output: Nothing }),
  'session.changePassword': gate({
    roles: anyone,
    input: z.strictObject({ oldPassword: Password, newPassword: NewPassword }),
    output: Nothing,
  }),
  /** Makes a new recovery code; the old one stops working. */
  'session.renewRecovery': gate({
    roles: ['admin'],
    input: z.strictObject({ password: Password }),
    output: z.object({ recoveryCode: z.string() }),
  }),
  'user.list': query({ roles: ['admin'], input: Nothing, output: z.array(User) }),
  'user.create': gate({
    roles: ['admin'],
    input: NewUser.extend({ role: z.enum(roles), unitId: Id.nullable() }),
    output: z.object({ id: Id }),
  }),
  /** Switching a user off also destroys the copy of the key that their password opens. */
  'user.update': gate({
    roles: ['admin'],
    input: z.strictObject({
      id: Id,
      name: Name(limits.person),
      position: Line(limits.position),
      role: z.enum(roles),
      unitId: Id.nullable(),
      isActive: z.union([z.literal(0), z.literal(1)]),
    }),
    output: Nothing,
  }),
  'user.setPassword': gate({
    roles: ['admin'],
    input: z.strictObject({ id: Id, newPassword: NewPassword }),
    output: Nothing,
  }),
  'office.saveSettings': command({
    roles: ['admin'],
    input: z.strictObject({ autoLockMinutes: z.int().min(1).max(480) }),
    output: Nothing,
  }),
};
