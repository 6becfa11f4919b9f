/** The kinds of records that are exchanged and have a history, as ops and `changed` events name them. */
export const entityNames = [
  'unit',
  'unitVersion',
  'unitEvent',
  'unitLineage',
  'documentKind',
  'directive',
  'directiveRelation',
  'directiveReceipt',
  'attachment',
  'periodRule',
  'task',
  'assignment',
  'assignmentStep',
  'report',
  'reportReview',
] as const;
