const setFields = {
  name: 'Name of the set',
  validFrom: 'From',
  validTo: 'Until before',
  basisDirectiveId: 'Legal basis (document)',
  basisText: 'Legal basis',
};
const criterionFields = {
  setId: 'Set of criteria',
  orderNumber: 'Number',
  groupName: 'Group',
  content: 'Criterion',
  isRequired: 'Precondition',
};
const registrationFields = {
  unitId: 'Unit',
  setId: 'Set of criteria',
  year: 'Year',
  registeredOn: 'Registered on',
  target: 'Aim',
  basisDirectiveId: 'Legal basis (document)',
  basisText: 'Legal basis',
  endedOn: 'Ended on',
  endReason: 'Why it ended',
  note: 'Note',
};
const assessmentFields = {
  registrationId: 'Registration',
  unitId: 'Unit',
  kind: 'Kind',
  onDay: 'Day',
  marks: 'Marks',
  isRecognised: 'Recognised',
  conclusion: 'Conclusion',
};

export const modelWard = {
  nav: 'Model wards',
  setEntity: 'Set of criteria',
  criterionEntity: 'Criterion',
  registrationEntity: 'Model registration',
  assessmentEntity: 'Model assessment',
  setFields,
  criterionFields,
  registrationFields,
  assessmentFields,
  assessmentKinds: { self: 'Self-assessment', inspection: 'Inspection', appraisal: 'Appraisal' },
  marks: { met: 'Met', notMet: 'Not met', notEntered: 'Not entered' },
};
