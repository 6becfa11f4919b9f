import type { BackupReason } from '../../../db/api/errors.ts';

export const backupReasons: { readonly [R in BackupReason]: string } = {
  full: 'The stick or disk has no room left, so there is no backup; the half of it was taken away, nothing here has changed. Make room or choose another place, then back up again.',
  ownDisk:
    'The disk of this PC has no room to prepare a backup (it needs about as much as the data). Nothing has changed. Make room, then back up again.',
  gone: 'The backup could not be written: perhaps the stick was pulled out, or the folder is gone. Nothing here has changed. Plug the stick in again, then back up again.',
  readOnly:
    'The stick or folder refuses to be written to (a lock, or missing rights), so there is no backup. Unlock it or choose another place, then back up again.',
  tooLarge:
    'This stick takes no file of that size (usually one formatted FAT32, 4 GB at most), so there is no backup. Use another disk, or a stick formatted exFAT or NTFS.',
  changed:
    'The place gave other bytes back than were written; the stick or disk may be failing. There is no backup and the half of it was taken away. Use another place, then back up again.',
  restore: 'The disk of this PC has no room to restore to, so nothing has changed here. Make room, then restore again.',
};
