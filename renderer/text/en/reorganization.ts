/** Every field of an event of the organisation, as forms and the history call it. */
const eventFields = {
  kind: 'Kind of event',
  signedOn: 'Signed on',
  announcedOn: 'Announced on',
  effectiveOn: 'In force from',
  basisDirectiveId: 'Legal basis (document)',
  basisText: 'Legal basis',
  note: 'Note',
  correctsEventId: 'Corrects the event',
  heirsUnknown: 'Successors not known yet',
};
const lineageFields = {
  eventId: 'Event',
  fromUnitId: 'Predecessor',
  toUnitId: 'Successor',
  part: 'Part',
  isMainHeir: 'Main heir',
  ratio: 'Share',
};

export const reorganization = {
  nav: 'Reorganisation',
  eventFields,
  lineageFields,
  kinds: {
    establish: 'Established',
    dissolve: 'Dissolved',
    absorb: 'Absorbed',
    merge: 'Merged',
    divide: 'Divided',
    separate: 'Separated',
    boundary: 'Boundary changed',
    rename: 'Renamed',
    changeKind: 'Kind changed',
    moveParent: 'Moved to another level',
  },
  parts: {
    whole: 'Whole',
    part: 'Part',
    partArea: 'Part of the area',
    partPopulation: 'Part of the population',
    partAreaWholePopulation: 'Part of the area, whole population',
  },
};
