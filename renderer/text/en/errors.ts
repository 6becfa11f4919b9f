import type { ErrorCode, ErrorDetails } from '../../../db/api/errors.ts';
import { showBytes, showDay } from '../show.ts';
import { backupReasons } from './backup-reasons.ts';
import { bundleReasons, writeReasonTexts } from './bundle-reasons.ts';

const entityNames: Record<string, string> = {
  unit: 'unit',
  unitVersion: 'period of the unit',
  unitEvent: 'reorganisation event',
  unitLineage: 'succession of units',
  documentKind: 'document kind',
  directive: 'directive',
  directiveRelation: 'relation of two directives',
  directiveReceipt: 'reading receipt',
  attachment: 'attachment',
  periodRule: 'reporting period',
  task: 'task',
  assignment: 'assignment',
  assignmentStep: 'step',
  report: 'report',
  reportReview: 'review of a report',
  handover: 'hand-over item',
  handoverMinutes: 'hand-over minutes',
  post: 'post',
  headcount: 'headcount',
  norm: 'staffing norm',
  criterionSet: 'set of criteria',
  criterion: 'criterion',
  registration: 'model registration',
  assessment: 'model assessment',
  stocktake: 'review of a programme',
  stocktakeTask: 'task from a conclusion',
  user: 'user',
  savedView: 'saved view',
};
const entityName = (entity: string): string => entityNames[entity] ?? 'record';

/** When the window and the program lost each other, by the incident that api.ts gives. */
const lostLines: Record<string, string> = {
  'NO-ANSWER': 'The program does not answer. What was saved is untouched. Close this window and open the app again.',
  REOPEN: 'This window is no longer connected to the program. Close it and open it from the program.',
};

const wait = (seconds: number): string =>
  seconds > 0 ? ` Try again in ${seconds} s.` : ' Check Caps Lock and the Vietnamese keyboard, then try again.';

export const errors: { [C in ErrorCode]: (d: ErrorDetails[C]) => string } = {
  INVALID_INPUT: (d) =>
    d.issues.length > 1
      ? `Not saved: ${d.issues.length} fields need a change. See the marked fields.`
      : 'Not saved: one field needs a change. See the marked field.',
  FORBIDDEN: () => 'Your role may not do this. Ask someone who may, or ask the administrator to change your role.',
  NOT_LOGGED_IN: () => 'The session is locked. Log in again; your draft is kept.',
  UNKNOWN_OPERATION: () => 'This window is older than the open data. Close it and open it again.',
  NOT_FOUND: (d) => `This ${entityName(d.entity)} is not here; it may have been deleted. Reload the list.`,
  CANCELLED: () => 'Stopped as you asked. Nothing was changed.',
  INTERNAL: (d) =>
    lostLines[d.incident] ??
    `Something unexpected happened and this was not done; what was saved before is untouched. Try again; if it comes back, give code ${d.incident} to the administrator.`,
  OFFICE_EXISTS: () => 'This PC already has an office. Log in instead.',
  OFFICE_NOT_EMPTY: () =>
    'This office already holds data, so the sample province is not loaded into it. Open the sample in an empty data folder.',
  OFFICE_MISSING: () => 'This PC has no office yet. Create one first.',
  LOGIN_WRONG: (d) => `The login or the password is wrong.${wait(d.waitSeconds)}`,
  LOGIN_WAIT: (d) => `Too many wrong attempts: wait ${d.waitSeconds} s before logging in.`,
  USER_INACTIVE: () => 'This account is switched off. Ask the administrator to switch it on.',
  LOGIN_TAKEN: (d) => `The login “${d.login}” is taken. Choose another.`,
  LAST_ADMIN: () => 'This is the last active administrator. Give that role to someone else first.',
  RECOVERY_CODE_WRONG: (d) =>
    `The recovery code is wrong.${d.waitSeconds > 0 ? ` Try again in ${d.waitSeconds} s.` : ' Type all 8 groups of 4 signs as printed.'}`,
  KEYS_DAMAGED: () =>
    'The key file of the office is damaged, so the data cannot be opened. Restore the data folder from the latest backup.',
  DATABASE_NEWER: (d) =>
    `This data was made by a newer release (data version ${d.fileVersion}, this app reads up to ${d.appVersion}). Update the app on this PC.`,
  DATABASE_DAMAGED: () =>
    'The data file is damaged and cannot be read. Stop entering data and restore the latest backup.',
  DATABASE_NOT_ENCRYPTED: () =>
    'The data file is not encrypted, so it is not opened. Restore a backup made by this app.',
  FOLDER_READ_ONLY: () =>
    'The data folder cannot be written. Check its permissions or the write lock of the USB stick.',
  DISK_FULL: () =>
    'Not saved: the disk is full. What you typed is still on the screen. Free some space and press Save again.',
  DATABASE_BUSY: () => 'The data is busy with other work. Wait a few seconds and try again.',
  FILE_NOT_FOUND: () => 'The chosen file is not there; the USB stick may have been pulled. Choose the file again.',
  FILE_TOO_LARGE: (d) =>
    `The file has ${showBytes(d.byteCount)}, more than the allowed ${showBytes(d.limitBytes)}. Split or compress it.`,
  FILE_TYPE_REFUSED: () => 'This kind of file is not accepted. Use PDF, images, Word or Excel.',
  FILE_CHANGED: () =>
    'Another program is changing this file, so it was not kept. Close it there, then choose it again.',
  ATTACHMENT_NOT_HERE: (d) =>
    `The content of “${d.name}” has not come to this PC yet. Import the bundle that carries it, then save it out again.`,
  ATTACHMENT_DAMAGED: (d) =>
    `The content of “${d.name}” on this PC is damaged and cannot be saved out. Add the original file again or restore a backup.`,
  FILE_EMPTY: () => 'This file is empty. Choose another.',
  NOT_OWNER: (d) =>
    `This ${entityName(d.entity)} belongs to another office, which alone may change it. Ask them to change it and to send a bundle.`,
  IMMUTABLE: (d) => `This ${entityName(d.entity)} has been issued and stays as it is. Make a new one that replaces it.`,
  CHANGED_MEANWHILE: (d) =>
    `This ${entityName(d.entity)} was changed by someone else. Open it again, see what is new, and go on.`,
  UNDO_NOTHING: () => 'Nothing has been done since you logged in that could be undone.',
  REDO_NOTHING: () => 'Nothing was undone that could be done again.',
  UNDO_CHANGED: (d) =>
    `Not undone: the ${entityName(d.entity)} has changed since. Nothing was touched. Open History to see what changed and mend it there.`,
  UNDO_EXPORTED: (d) =>
    `Not undone: the ${entityName(d.entity)} has been sent to another office already. Cancel, remove or edit it in its own screen, so that the others learn of it.`,
  RECORD_RUN_AWAY: (d) =>
    `This ${entityName(d.entity)} was written by a PC whose count has run away, so it can be changed no more. Make a new one that replaces it, and tell the administrator.`,
  UNDO_BLOCKED: (d) =>
    `Not undone: the ${entityName(d.entity)} is used by ${d.count} × ${entityName(d.by)}. Nothing was touched. Take those off first, then undo again.`,
  RESTORE_REFUSED: (d) =>
    d.entity === 'unitVersion'
      ? 'The first and last day of a period hang together with the periods beside it and cannot be restored alone. Change the dates in the unit itself.'
      : `This part of the ${entityName(d.entity)} cannot be restored alone: it never changes once written, or goes with another record. Use the actions of its own screen.`,
  CSV_COLUMNS_MISSING: (d) =>
    `The CSV file lacks columns: ${d.missing.join(', ')}. It has: ${d.found.join(', ')}. Add what is missing and choose it again.`,
  CSV_TOO_MANY_ROWS: (d) => `The CSV file has ${d.rows} rows, more than the allowed ${d.limit}. Split it.`,
  CSV_ENCODING: () => 'The encoding of the CSV file cannot be read, so accents would be wrong. Save it as UTF-8.',
  CSV_QUOTES: (d) =>
    `The quotation mark on line ${d.line} of the CSV file is never closed, so the lines after it run together. Mend that line and choose the file again.`,
  IMPORT_HAS_ERRORS: (d) =>
    `Not imported: ${d.count} rows need a change. Mend the marked rows in the file and preview again.`,
  EFFECTIVE_DAY_MISSING: () => 'The effective day of the reorganisation is not given. Enter it and preview again.',
  IMPORT_CHANGED: () => 'The data has changed since the preview. Preview again, then import.',
  VERSION_ENDS_BEFORE_START: (d) =>
    `The end ${showDay(d.validTo)} is not after the start ${showDay(d.validFrom)}. Change one of them.`,
  VERSIONS_OVERLAP: (d) =>
    `The period from ${showDay(d.validFrom)} overlaps the one from ${showDay(d.otherFrom)}. End the earlier one first.`,
  VERSIONS_GAP: (d) => `The unit has a gap from ${showDay(d.gapFrom)} to ${showDay(d.gapTo)}. Join the two periods.`,
  PARENT_NOT_ALIVE: (d) =>
    `The superior unit “${d.parentName}” does not exist on ${showDay(d.validFrom)}. Choose another unit or another day.`,
  PARENT_CYCLE: () => 'A unit cannot stand below itself. Choose another superior unit.',
  CHILD_OUTLIVES_PARENT: (d) =>
    `${d.count} units below, among them “${d.childName}”, go on after ${showDay(d.endsOn)}. Move or end them first.`,
  UNIT_NOT_ALIVE: (d) =>
    `The unit “${d.name}” does not exist on ${showDay(d.on)}. Choose its successor or another day.`,
  UNIT_HAS_OPEN_WORK: (d) =>
    `The unit leaves ${d.count} things open (work, drafts, posts, registrations). Record an event under “Reorganisation” to hand them over, or settle them first.`,
  PARENT_OTHER_NATURE: (d) =>
    `“${d.parentName}” belongs to another tree (police, administrative units or partners). Choose a superior in the same tree.`,
  PARENT_OF_LEVEL: (d) => `“${d.parentName}” is not of a higher level than this unit. Choose another superior.`,
  OFFICIAL_CODE_TAKEN: (d) =>
    `Code ${d.officialCode} is used by “${d.name}” at the same time. Check the code, or end the other unit first.`,
  UNIT_NOT_ENDED: (d) => `“${d.name}” has not ended, so there is nothing to reopen.`,
  ONLY_VERSION: () => 'This is the only period of the unit, so it cannot be removed. Correct it, or end the unit.',
  CATALOGUE_EMPTY: (d) =>
    `On ${showDay(d.on)} there is no province yet. Import the catalogue of administrative units first.`,
  EVENT_REFUSED: (d) =>
    `The event is not recorded: ${d.problems.length} places are not right. See each line that is marked and mend it.`,
  EVENT_IN_FORCE: (d) =>
    `The event has been in force since ${showDay(d.effectiveOn)} and cannot be taken back. Record a correcting event.`,
  TREE_NOT_OWN: (d) =>
    `${d.officeName} may not change the organisation. The level in charge records the change and sends it down.`,
  CHIEF_TWICE: (d) =>
    `${d.unitName} has a chief already${d.holder === '' ? '' : ` (${d.holder})`} from ${showDay(d.fromOn)}${d.toOn === null ? '' : ` until ${showDay(d.toOn)}`}. End that post first; if the two hand over during these days, write “bàn giao” in the note.`,
  HEADCOUNT_EXISTS: (d) =>
    `${d.name} already has a headcount for ${showDay(d.on)}. Correct that one, or choose another day.`,
  COUNT_OVER_PRESENT: (d) =>
    `Chiefs and deputies, or investigators, are more than those present (${d.present}). Check the numbers.`,
  NORM_RANGE: (d) => `At most ${d.maxTotal} is less than at least ${d.minTotal}. Change one of the two.`,
  POST_IN_USE: (d) =>
    `This post stands in ${d.count} items of a hand-over, so it cannot be deleted. End it on the day it was left.`,
  HANDOVER_HEIR_MISSING: (d) => `“${d.name}” has no single heir. Choose the unit that takes over.`,
  HANDOVER_STRANGER: (d) =>
    `“${d.name}” is no successor in this event. To hand over to it all the same, confirm it and try again.`,
  HANDOVER_NOT_OPEN: () => 'This is no longer open: somebody has settled it. Load the list again.',
  HANDOVER_DONE: () =>
    'This was handed to another unit or closed, so it cannot be taken off the list. Use Undo, or deal with it at the unit that has it.',
  ROWS_REFUSED: ({ count }) =>
    `${count} rows cannot be saved, so none was. See the reason at each row, mend it, or save the good rows only.`,
  COUNT_CHANGED: ({ expected, found }) =>
    `The filter had ${expected} rows and now has ${found}, so nothing was changed. Look at the list and try again.`,
  SECRET_REFUSED: () =>
    'This app does not keep classified documents. Handle them by the rules on state secrets, not here.',
  RELATION_CYCLE: (d) => `This relation closes a circle: ${d.path.join(' → ')}. Remove one relation of it.`,
  RELATION_SELF: () => 'A directive cannot relate to itself. Choose another.',
  RELATION_BEFORE_TARGET: (d) =>
    `A directive issued on ${showDay(d.issuedOn)} cannot act on one issued later, on ${showDay(d.targetIssuedOn)}. Turn the relation round or correct the day.`,
  RELATION_EXISTS: () => 'This relation is already there. It need not be added again.',
  DATES_OUT_OF_ORDER: (d) => `${showDay(d.first)} must not be after ${showDay(d.second)}. Change one of them.`,
  DIRECTIVE_IN_USE: (d) => `${d.count} records hang on this directive, so it cannot be deleted. Remove them first.`,
  KIND_EXISTS: (d) => `There is already a kind named “${d.name}”. Use that one or choose another name.`,
  KIND_IN_USE: (d) => `${d.count} directives use this kind, so it cannot be deleted. Switch it off instead.`,
  UNIT_ASSIGNED_TWICE: (d) => `The unit “${d.name}” is assigned twice in one task. Remove one.`,
  TASK_IN_USE: (d) =>
    `The task was given to units or has tasks below it (${d.count}), so it cannot be deleted. Cancel what was assigned and give the reason.`,
  TASK_NOT_PERIODIC: () => 'This task is not reported on periodically, so it has no table of periods.',
  PARENT_TASK_CYCLE: () => 'The task above stands below this very task. Choose another one.',
  PERIOD_RULE_IN_USE: (d) =>
    `${d.count} tasks follow this reporting period, so it cannot be deleted nor its due day changed. Make a new period and retire this one.`,
  STEP_NOT_ALLOWED: () => 'This step is not possible in the present state of the task. Reload to see the latest state.',
  EXTENSION_AFTER_DUE: (d) =>
    `The deadline passed on ${showDay(d.dueOn)}, so it can no longer be extended. Submit the result and give the reason for the delay.`,
  EXTENSION_NOT_LATER: (d) =>
    `The new deadline must be after the present one, ${showDay(d.dueOn)}. Choose another day.`,
  REASON_REQUIRED: () => 'This step needs a reason. Write it and try again.',
  OWN_WORK: () => 'Nobody approves their own work. Ask someone else to approve it.',
  REPORT_STATE: () => 'The report is no longer in a state that allows this. Reload to see the latest state.',
  REPORT_AFTER_END: (d) =>
    `“${d.name}” ended on ${showDay(d.endOn)} and reports on nothing later; its successor goes on. A period that began before that day can still be handed in late.`,
  REPORT_DAY_OUTSIDE: (d) =>
    `The day of the report must be from ${showDay(d.from)} to ${showDay(d.to)}. Change the day.`,
  PERIOD_UNKNOWN: (d) => `There is no reporting period “${d.key}”. Choose one of the list.`,
  AUTHORITY_EXISTS: () => 'This PC keeps an authority already. No second one is made.',
  AUTHORITY_MISSING: () => 'This PC does not keep the authority. Do this on the PC that does.',
  EXCHANGE_JOINED: () =>
    'This PC takes part in an exchange under the key of another office, so it cannot create an authority.',
  AUTHORITY_SECRET_WRONG: () =>
    'What was typed is not the authority key of this office in force. Type it again from the newest sheet.',
  AUTHORITY_FULL: (d) =>
    `The authority key has signed ${d.count} certificates and withdrawals, more than the ${d.limit} that a change of the key can carry along. The old key stays in force and nothing was changed. Tell those who support the program.`,
  INVITE_UNIT_WRONG: (d) =>
    `A PC of ${d.name} cannot be invited: only PCs of your own office and of the police units below it can.`,
  DEVICE_IS_THIS_PC: () => 'The PC in use cannot withdraw itself. Do this on another PC that keeps the authority key.',
  DEVICE_REVOKED: () =>
    'This PC was withdrawn, so it can send no more bundles. Its data are still here; ask the province to reinstate it or to invite another PC.',
  JOIN_FILE_WRONG: () => 'This is no invitation or request, or it is damaged. Copy the file again.',
  JOIN_CODE_WRONG: () => 'The code does not fit the invitation. Read the paper again.',
  JOIN_NOT_WAITING: () => 'This PC has no request waiting.',
  JOIN_REQUEST_REFUSED: () => 'This request cannot be accepted. Make a new invitation.',
  FINGERPRINT_WRONG: () => 'The numbers to compare differ. The PC is not let in; telephone the unit.',
  EXCHANGE_NOT_JOINED: () => 'This PC does not take part in the exchange yet.',
  RECEIVER_WITHOUT_PC: (d) => `${d.name} has no PC in the exchange yet. Invite one first.`,
  BUNDLE_WRITE_FAILED: (d) => writeReasonTexts[d.reason](d),
  STAGE_GONE: () => 'The opened bundle is no longer here. Choose the file again.',
  SECOND_WORD_NEEDED: (d) => `This bundle removes ${d.count} records. Confirm once more.`,
  CONFLICT_IN_USE: (d) =>
    `${d.count} records (${entityName(d.by)}) hang on this ${entityName(d.entity)}, so it cannot be removed. Keep it, take those off it, and remove it then.`,
  CONFLICT_NO_OTHER: () =>
    'Here only one of the values that were written can be chosen. Choose one and go on editing on the record’s own screen.',
  CONFLICT_GONE: () => 'This conflict is settled already.',
  OFFICE_HALTED: () =>
    'The data on this PC has just been restored or copied, so nothing can be written yet. Lock, log in again, and confirm to go on.',
  BACKUP_DAMAGED: (d) =>
    d.detail === 'bundle'
      ? 'This is an exchange bundle (.goi), not a backup. Bundles are taken in on the Exchange screen; to restore, choose a .vmbackup file.'
      : d.detail === 'other'
        ? 'This file is not a backup of this program. Choose a file that ends in .vmbackup.'
        : 'The backup file is damaged or cut short, so nothing was restored and nothing has changed here. Copy the file again or use another backup.',
  BACKUP_WRITE_FAILED: (d) => backupReasons[d.reason],
  BUNDLE_REFUSED: (d) => bundleReasons[d.reason](d),
  CRITERION_SET_IN_USE: (d) =>
    `The set is used by ${d.count} registrations, so it cannot be deleted. Give it a last day instead.`,
  CRITERION_IN_USE: (d) =>
    `${d.count} criteria have been marked, so they cannot be taken out. Make a new set from the day of the change.`,
  SET_NOT_IN_FORCE: (d) =>
    `“${d.name}” does not apply on ${showDay(d.on)}. Choose another set or correct the day of registration.`,
  REGISTRATION_EXISTS: (d) => `${d.name} is registered for ${d.year} by this set already. Open that registration.`,
  REGISTRATION_IN_USE: (d) =>
    `The registration has ${d.count} assessments, so it cannot be deleted. End it and give the reason.`,
  REGISTRATION_ENDED: (d) =>
    `The registration ended on ${showDay(d.endedOn)}, so nothing is assessed from that day on. Correct the day, or let it run again.`,
  RECOGNITION_NOT_MET: (d) =>
    `It cannot be recognised yet: ${d.notMet} criteria are not met, ${d.notEntered} are not entered. Mark all as met first.`,
  SAVED_VIEW_LIMIT: (d) =>
    `There are already ${d.limit} saved here, so this one was not kept. Remove one no longer used.`,
  SAVED_VIEW_NAME_TAKEN: (d) => `“${d.name}” is already saved here. Choose another name.`,
};

const number = (value: number | undefined): string => (value === undefined ? '' : String(value));

export const issues: Record<string, (limit?: number) => string> = {
  too_short: (limit) =>
    limit === undefined || limit <= 1
      ? 'This field must not be empty.'
      : `Too short; at least ${number(limit)} characters.`,
  too_long: (limit) => `Too long; at most ${number(limit)} characters.`,
  too_big: (limit) => `Too long or too large; at most ${number(limit)}.`,
  too_small: (limit) =>
    limit === undefined || limit <= 1
      ? 'This field must not be empty.'
      : `Too short or too small; at least ${number(limit)}.`,
  invalid_type: () => 'This field must not be empty.',
  invalid_format: () => 'Not in the expected form. Type it again.',
  invalid_value: () => 'Choose one of the list.',
  invalid_union: () => 'Choose one of the list.',
  not_multiple_of: () => 'Type a whole number.',
  unrecognized_keys: () => 'There is more than the form allows. Remove the rest.',
  unsafe_text: () => 'There are hidden or control characters. Type it instead of pasting.',
  day_range: () => 'The day is out of range. Check the year.',
  day_impossible: () => 'There is no such day. Type day/month/year, for example 28/02/2026.',
  join_code_short: () => 'The code has 16 signs. Type all of them.',
  passwords_differ: () => 'The two passwords differ. Type them again.',
  done_percent: () => 'Finished work has a progress of 100 %.',
  content_required: () => 'Write the results, enter figures, or choose “Nothing to report”.',
  nothing_with_figures: () => '“Nothing to report” is chosen, so there are no figures. Drop one of the two.',
  figure_twice: () => 'Two figures have the same name. Join them or rename one.',
  figure_number: () => 'Not a number yet. Type it like 1.234,5 or remove the row.',
  required: () => 'This field must not be empty.',
  period_order: () => 'The last day must not be before the first.',
  held_early: () => 'It cannot be held before the first day it looks back on.',
  mark_twice: () => 'One criterion is marked twice. Remove one line.',
  not_allowed: () => 'It has no place here. Remove it.',
  site_twice: () => 'One unit stands among the connected places twice. Remove one line.',
};

export const issueOther = 'Not right yet. Check this field.';
