import type { Deed, DeedName } from '../../../db/api/contract/deed.ts';
import type { Text } from '../index.ts';
import { showNumber } from '../show.ts';
import { reorganization } from './reorganization.ts';

const eventKinds: Readonly<Record<string, string>> = reorganization.kinds;
const joined = (deed: string, of: string | undefined): string =>
  of === undefined ? deed : `${deed}: ${of.toLowerCase()}`;

const countOf = ({ counts }: Deed, entity: string): number => counts.find((one) => one.entity === entity)?.count ?? 0;
const some = (count: number, one: string, many: string): string => (count > 1 ? `${showNumber(count)} ${many}` : one);

const toUnits = (deed: Deed): string => {
  const count = countOf(deed, 'assignment');
  return count === 0 ? '' : ` to ${some(count, 'one unit', 'units')}`;
};

const decisions: Record<string, string> = {
  approveExtension: 'Grant an extension',
  refuseExtension: 'Refuse an extension',
  grantExtension: 'Extend',
  approveReturn: 'Agree to a return',
  refuseReturn: 'Refuse a return',
  approveResult: 'Approve a result',
  returnResult: 'Send a result back',
  cancel: 'Cancel work',
  reopen: 'Reopen work',
};
const reviews: Record<string, string> = { approve: 'Approve', return: 'Send back', close: 'Close' };

const assessments: Record<string, string> = {
  self: 'a self-assessment',
  inspection: 'an inspection',
  appraisal: 'an appraisal',
};

const decided = (deed: Deed): string => {
  const count = countOf(deed, 'assignmentStep');
  const verb = decisions[deed.word] ?? 'Decide';
  return count > 1 ? `${verb} (${showNumber(count)} ×)` : verb;
};
const reviewed = (deed: Deed): string =>
  `${reviews[deed.word] ?? 'Review'} ${some(countOf(deed, 'reportReview'), 'a report', 'reports')}`;

const deeds: Record<DeedName, (deed: Deed) => string> = {
  'unit.create': () => 'Add a unit',
  'unit.change': () => 'Change a unit from a day on',
  'unit.correct': () => 'Correct a unit',
  'unit.removeVersion': () => 'Take back a change of a unit',
  'unit.end': (deed) => `End ${some(countOf(deed, 'unitVersion'), 'a unit', 'units')}`,
  'unit.reopen': () => 'Reopen a unit',
  'unit.setHasPolice': (deed) => `Mark ${some(countOf(deed, 'unitVersion'), 'a unit', 'units')} as having police`,
  'unit.import': (deed) => `Import a catalogue: ${some(countOf(deed, 'unitVersion'), 'one change', 'changes')}`,
  'unit.makePolice': (deed) => `Set up ${some(countOf(deed, 'unitVersion'), 'a police unit', 'police units')}`,
  'reorganization.import': (deed) =>
    `Import a reorganisation: ${some(countOf(deed, 'unitEvent'), 'one event', 'events')}`,
  'directive.create': () => 'Add a directive',
  'directive.createMany': (deed) => `Add ${some(countOf(deed, 'directive'), 'a directive', 'directives')}`,
  'directive.update': () => 'Edit a directive',
  'directive.patchMany': (deed) => `Edit ${some(countOf(deed, 'directive'), 'a directive', 'directives')}`,
  'directive.remove': () => 'Delete a directive',
  'directive.relate': () => 'Relate two directives',
  'directive.unrelate': () => 'Take off a relation',
  'directive.setObjectGone': () => 'Mark that its object is gone',
  'directive.saveReceipts': (deed) => `Mark receipt for ${some(countOf(deed, 'directiveReceipt'), 'a unit', 'units')}`,
  'documentKind.save': ({ isNew }) => (isNew === 1 ? 'Add a kind of document' : 'Edit a kind of document'),
  'documentKind.remove': () => 'Delete a kind of document',
  'documentKind.reorder': () => 'Reorder the kinds of documents',
  'periodRule.save': ({ isNew }) => (isNew === 1 ? 'Add a reporting period' : 'Edit a reporting period'),
  'periodRule.remove': () => 'Delete a reporting period',
  'handover.settle': (deed) => `Settle ${some(countOf(deed, 'handover'), 'open item', 'open items')} of a hand-over`,
  'handover.settleByRule': (deed) => `Settle ${some(countOf(deed, 'handover'), 'open item', 'open items')} by rule`,
  'handover.addLine': () => 'Add a line to a hand-over',
  'handover.changeLine': () => 'Change a line of a hand-over',
  'handover.removeLine': () => 'Take a line off a hand-over',
  'handover.saveMinutes': ({ isNew }) =>
    isNew === 1 ? 'Draw up minutes of a hand-over' : 'Change minutes of a hand-over',
  'handover.removeMinutes': () => 'Delete minutes of a hand-over',
  'attachment.add': () => 'Add a file',
  'attachment.remove': () => 'Take off a file',
  'task.create': (deed) => (countOf(deed, 'assignment') === 0 ? 'Add a task' : `Give a task${toUnits(deed)}`),
  'task.createMany': (deed) => `Give ${some(countOf(deed, 'task'), 'a task', 'tasks')}${toUnits(deed)}`,
  'task.assign': (deed) => `Give a task${toUnits(deed)}`,
  'task.update': () => 'Edit a task',
  'task.patchMany': (deed) => `Edit ${some(countOf(deed, 'task'), 'a task', 'tasks')}`,
  'task.remove': () => 'Delete a task',
  'assignment.accept': () => 'Accept work',
  'assignment.start': () => 'Start work',
  'assignment.requestReturn': () => 'Ask to return work',
  'assignment.requestExtension': () => 'Ask for an extension',
  'assignment.submitResult': () => 'Report a result',
  'assignment.decide': decided,
  'assignment.decideMany': decided,
  'assignment.handOn': () => 'Hand work on to a successor',
  'assignment.remind': (deed) => `Remind ${some(countOf(deed, 'assignmentStep'), 'a unit', 'units')}`,
  'assignment.extendMany': (deed) => `Extend ${some(countOf(deed, 'assignmentStep'), 'a deadline', 'deadlines')}`,
  'assignment.patchMany': (deed) =>
    `Edit ${some(Math.max(countOf(deed, 'assignment'), countOf(deed, 'assignmentStep')), 'a share', 'shares')}`,
  'report.submit': () => 'Send a report',
  'report.review': reviewed,
  'report.reviewMany': reviewed,
  'report.reviewMatching': reviewed,
  'reorganization.record': ({ word }) => joined('Reorganisation recorded', eventKinds[word]),
  'reorganization.amend': () => 'Papers of an event mended',
  'reorganization.setHeirs': () => 'Heirs recorded',
  'reorganization.withdraw': () => 'Reorganisation taken back',
  'modelWard.createSet': (deed) =>
    `Add a set of criteria${countOf(deed, 'criterion') > 0 ? ` (${some(countOf(deed, 'criterion'), 'a criterion', 'criteria')})` : ''}`,
  'modelWard.updateSet': () => 'Edit a set of criteria',
  'modelWard.removeSet': () => 'Delete a set of criteria',
  'modelWard.saveCriteria': (deed) => `Edit ${some(countOf(deed, 'criterion'), 'a criterion', 'criteria')}`,
  'modelWard.register': (deed) => `Register ${some(countOf(deed, 'registration'), 'a unit', 'units')} as model wards`,
  'modelWard.updateRegistration': () => 'Edit a registration',
  'modelWard.endRegistration': () => 'End a registration, or let it run again',
  'modelWard.removeRegistration': () => 'Delete a registration',
  'modelWard.assess': ({ word }) => `Write down ${assessments[word] ?? 'an assessment'} of a model ward`,
  'modelWard.updateAssessment': () => 'Edit an assessment',
  'modelWard.removeAssessment': () => 'Delete an assessment',
  'stocktake.create': () => 'Add a review of a programme',
  'stocktake.update': () => 'Edit a review of a programme',
  'stocktake.conclude': () => 'Write a conclusion',
  'stocktake.remove': () => 'Delete a review of a programme',
  'stocktake.giveTasks': (deed) =>
    `Give ${some(countOf(deed, 'task'), 'a task', 'tasks')} from a conclusion${toUnits(deed)}`,
  'stocktake.linkTasks': (deed) => `Tie ${some(countOf(deed, 'stocktakeTask'), 'a task', 'tasks')} to a conclusion`,
  'stocktake.unlinkTask': () => 'Untie a task from a conclusion',
  'staffing.createPost': () => 'Add a post',
  'staffing.correctPost': () => 'Correct a post',
  'staffing.endPost': () => 'End a post',
  'staffing.removePost': () => 'Delete a post',
  'staffing.recordHeadcount': () => 'Record a headcount',
  'staffing.correctHeadcount': () => 'Correct a headcount',
  'staffing.removeHeadcount': () => 'Delete a headcount',
  'staffing.recordMany': (deed) => `Record the headcount of ${some(countOf(deed, 'headcount'), 'a unit', 'units')}`,
  'staffing.saveNorm': ({ isNew }) => (isNew === 1 ? 'Add a staffing norm' : 'Edit a staffing norm'),
  'staffing.endNorm': () => 'End a staffing norm',
  'staffing.removeNorm': () => 'Delete a staffing norm',
  'staffing.loadPublishedNorms': (deed) => `Load ${some(countOf(deed, 'norm'), 'a published norm', 'published norms')}`,
  'device.invite': () => 'PC invited',
  'device.voidInvitation': () => 'Invitation voided',
  'bundle.prepare': () => 'Bundle prepared',
  'bundle.prepareMany': () => 'Bundles prepared for many offices',
  'bundle.settleMany': () => 'Bundles handed out to many offices',
  'bundle.settle': () => 'Bundle handed out',
  'bundle.preview': () => 'Bundle previewed',
  'bundle.take': () => 'Bundle taken in',
  'fork.rehome': () => 'Changes of a duplicated PC written again',
  'bundle.watch': () => 'Folder to look for bundles chosen',
  'bundle.takeFile': () => 'Bundle taken in',
  'bundle.drop': () => 'Bundle dropped',
  'conflict.settle': () => 'Conflict settled',
  'conflict.settleMany': () => 'Conflicts settled together',
  'history.restore': () => 'Restore an earlier value',
  'demo.fill': () => 'Load the demo province',
};

const records: Record<string, string> = {
  unit: 'units',
  unitVersion: 'periods of units',
  unitEvent: 'events',
  unitLineage: 'lineages',
  documentKind: 'kinds of documents',
  directive: 'directives',
  directiveRelation: 'relations',
  directiveReceipt: 'receipts',
  attachment: 'files',
  periodRule: 'reporting periods',
  task: 'tasks',
  assignment: 'shares',
  assignmentStep: 'steps',
  report: 'reports',
  reportReview: 'reviews',
  handover: 'hand-over items',
  handoverMinutes: 'hand-over minutes',
  post: 'posts',
  headcount: 'headcounts',
  norm: 'staffing norms',
  criterionSet: 'sets of criteria',
  criterion: 'criteria',
  registration: 'model registrations',
  assessment: 'model assessments',
  stocktake: 'reviews of programmes',
  stocktakeTask: 'tasks from conclusions',
};

export const activity: Text['activity'] = {
  nav: 'Activity',
  title: 'Activity',
  note: 'What was done on this PC, newest first.',
  deeds,
  unknownDeed: 'A change of data',
  countOf: (entity, count) => `${showNumber(count)} ${records[entity] ?? 'records'}`,
  saved: (deed) => `Saved: ${deed}`,
  undo: 'Undo',
  redo: 'Redo',
  undoOf: (deed) => `Undo: ${deed}`,
  redoOf: (deed) => `Redo: ${deed}`,
  undone: (deed) => `Undone: ${deed}`,
  redone: (deed) => `Done again: ${deed}`,
  undoing: (deed) => `Undoing: ${deed}`,
  redoing: (deed) => `Doing again: ${deed}`,
  isUndone: 'Undone',
  isGone: 'no longer here',
  nothingToUndo: 'Nothing has been done since you logged in',
  nothingToRedo: 'Nothing was undone',
  since: { label: 'Time', today: 'Today', yesterday: 'Since yesterday', week: '7 days', all: 'All' },
  mine: 'This login only',
  listLabel: 'Activity by day',
  more: 'Show more',
  empty: {
    title: 'Nothing has been done yet',
    hint: 'Everything saved, given, approved or removed leaves one line here, to look at and to undo.',
  },
  otherDay: {
    title: 'You are looking at another day',
    text: (day, today) =>
      `You see the data as on ${day}; today is ${today}. The change will be saved into the common data now, not only for the day you look at.`,
    remember: (day) => `Don’t ask again while looking at ${day}, until the next lock`,
    save: 'Save',
  },
};
