import type { Output } from '../../../db/api/contract/index.ts';

/** What an invitation says before its code is typed. */
export type Invitation = Output<'office.readInvitation'>;
/** What a PC that joined has to keep and to send back. */
export type Joined = Output<'office.join'>;
