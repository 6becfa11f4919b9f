import type { Checked, GateName, Output } from '../api/contract/index.ts';
import { restoreBackup } from './backup.ts';
import { continueOffice, showLineage } from './backup-lives.ts';
import type { GateCtx } from './define.ts';
import { admitDevice, showRequest } from './device-admit.ts';
import { answerAgain, joinOffice, showInvitation } from './device-join.ts';
import { createAuthority, renewKeys, rotateAuthority } from './device-keys.ts';
import { reinstateDevice, revokeDevice, takeNotice } from './device-revoke.ts';
import { createOffice, lock, login, officeStatus, recover } from './session.ts';
import { changePassword, createUser, renewRecovery, setPassword, updateUserAccount } from './user-keys.ts';

/** One function per gate. */
export type Gates = { [N in GateName]: (ctx: GateCtx, input: Checked<N>) => Promise<Output<N>> };

export const gates: Gates = {
  'office.status': officeStatus,
  'office.create': createOffice,
  'session.login': login,
  'session.recover': recover,
  'session.lock': lock,
  'session.changePassword': changePassword,
  'session.renewRecovery': renewRecovery,
  'user.create': createUser,
  'user.update': updateUserAccount,
  'user.setPassword': setPassword,
  'authority.create': createAuthority,
  'authority.rotate': rotateAuthority,
  'office.readInvitation': showInvitation,
  'office.join': joinOffice,
  'device.answer': answerAgain,
  'device.renew': renewKeys,
  'device.readRequest': showRequest,
  'device.admit': admitDevice,
  'device.revoke': revokeDevice,
  'device.reinstate': reinstateDevice,
  'device.takeNotice': takeNotice,
  'backup.restore': restoreBackup,
  'office.lineage': showLineage,
  'office.continue': continueOffice,
};
