import type { BundleReason, ErrorDetails, WriteReason } from '../../../db/api/errors.ts';
import { showBytes } from '../show.ts';
import type { bundleOrders as viOrders } from '../vi/bundle-reasons.ts';

type Refused = ErrorDetails['BUNDLE_REFUSED'];

const whoOf = ({ fromName }: Refused): string => (fromName === undefined ? 'the sender' : String(fromName));
const whichOf = ({ number, fromName }: Refused): string =>
  [number === undefined ? 'this bundle' : `bundle ${number}`, fromName === undefined ? '' : `of ${fromName}`]
    .filter((part) => part !== '')
    .join(' ');

const spoiled = (d: Refused): string =>
  `What is in ${whichOf(d)} is not as it was made, so it is not taken in; nothing here has changed. Ask ${whoOf(d)} to write it again, and tell your administrator.`;

const tooMuch = (d: Refused): string =>
  `The file of ${whichOf(d)} asks for more than any honest bundle, so it was not opened; nothing here has changed. Ask ${whoOf(d)} about it before you try again.`;

/** What happened, what it means, what to do next. */
export const bundleReasons: { readonly [R in BundleReason]: (d: Refused) => string } = {
  NOT_A_BUNDLE: () =>
    'This file is no bundle: perhaps the wrong stick, or the wrong file. Nothing here has changed. Choose a file ending in .goi on the right stick.',
  NOT_A_FILE: () =>
    'This is a shortcut, a folder or a device, not a bundle file, so it was not opened. Choose the .goi file itself.',
  NETWORK_PATH: () =>
    'The bundle lies on another machine of the network, so it was not opened. Copy it to a stick or to this PC and take it in from there.',
  FILE_GONE: () =>
    'The file could not be read to its end; perhaps the stick was pulled out. Nothing was taken in, nothing here has changed. Plug the stick in again and open the bundle again.',
  NEWER_FORMAT: (d) =>
    `The bundle was made by a newer release; this PC needs ${d['minApp'] ?? ''} or later to open it. Nothing here has changed. Update the program, then take the bundle in again.`,
  CUT: (d) =>
    `The end of ${whichOf(d)} is missing, mostly because a stick was pulled out while it was written. Nothing here has changed. Copy it again from the first stick, or ask ${whoOf(d)} to write it again.`,
  DAMAGED: (d) =>
    `The file of ${whichOf(d)} was damaged on its way, so it is not taken in. Nothing here has changed. Ask ${whoOf(d)} to write it again, best to another stick.`,
  WRONG_RECIPIENT: (d) =>
    `${capital(whichOf(d))} was made for another office; this PC cannot open it and need not. Nothing here has changed. Carry it to its office, and look for your own by the receiver in its name.`,
  OWN_BUNDLE: (d) =>
    `${capital(whichOf(d))} was made by this very PC, so there is nothing to take in. Carry it to its receiver; a bundle for this PC begins with the name of another office.`,
  UNKNOWN_SENDER: () =>
    'This PC does not know the PC that made the bundle: no certificate for it has come yet. Nothing was taken in. Take in the newest bundle of the province first, then open this one again; if it stays so, ask the province.',
  REVOKED_SENDER: (d) =>
    `The PC ${d['deviceName'] ?? ''} of ${whoOf(d)} was withdrawn, so this bundle is not taken in; what came from it before stays. Ask ${whoOf(d)} for a bundle made on another PC, and tell the province.`,
  SIGNATURE_WRONG: spoiled,
  RE_ADDRESSED: spoiled,
  MALFORMED: spoiled,
  OPS_DO_NOT_CHAIN: spoiled,
  NOT_AS_LISTED: spoiled,
  TOO_BIG: (d) =>
    d['what'] === 'disk'
      ? 'The disk of this PC has not enough room to open this bundle. Nothing here has changed. Make room, then take it in again.'
      : tooMuch(d),
  TOO_HEAVY: tooMuch,
  RATIO: tooMuch,
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const writeReasonTexts: { readonly [R in WriteReason]: (d: ErrorDetails['BUNDLE_WRITE_FAILED']) => string } = {
  full: ({ needBytes, freeBytes }) =>
    needBytes === undefined || freeBytes === undefined
      ? 'The stick is full, so the bundle was not written; the half of it was taken away and nothing changed here. Clear some room or use another stick, then write it again.'
      : `There is room for ${showBytes(freeBytes)} only and the bundle takes ${showBytes(needBytes)}, so nothing was written or changed. Clear some room or use another stick, then write it again.`,
  gone: () =>
    'The stick could not be written to: perhaps it was pulled out, or the folder is gone. The bundle was not written, nothing here has changed. Plug the stick in again, then write it again.',
  readOnly: () =>
    'The stick or folder refuses to be written to (a lock, or missing rights). The bundle was not written. Unlock it or choose another place, then write it again.',
  tooLarge: () =>
    'This stick takes no file of that size. The bundle was not written. Split it into smaller volumes or use another stick, then write it again.',
  changed: () =>
    'The stick gave other bytes back than were written; it may be failing. The bundle was not written and the half of it was taken away. Use another stick, then write it again.',
  attachment: () =>
    'A file kept with a record is damaged or gone, so the bundle was not written. Open “Check data” to see which, attach it again, then write the bundle again.',
  network: () =>
    'The place lies on another machine of the network, so nothing was written there. Choose a folder on a stick or on this PC.',
};

/** Where a bundle that opens well stands in the sequence of its sender. */
export const bundleOrders: typeof viOrders = {
  next: 'The bundle comes in its turn.',
  part: 'This is a volume of a bundle that was begun. Take in the volumes that are missing.',
  again:
    'This bundle was taken in before, so taking it in again changes nothing. Look for a newer one, with a higher number, on the stick.',
  late: 'This bundle is older than the last one taken in; most of it is here already. Taking it in loses nothing newer; if you look for the newest, choose the one with the highest number.',
  ahead: (missing) =>
    `Bundle ${missing} of this office never came; what they held is in this one. Take it in; if changes are still missing afterwards, ask the sender for a new bundle.`,
  forked:
    'Two different bundles carry one number: the PC that sent them may have been copied or restored. It can be taken in all the same; tell the sender to check their PC.',
  missingVolumes: (volumes) =>
    `Volume ${volumes} of this bundle is missing. Add its file to the list to take all in together; those that are here can also be taken in first, and what is missing waits.`,
};
