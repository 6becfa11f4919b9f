/** Field names of what is handed over; the history shows them too. */
const fields = {
  eventId: 'Event',
  fromUnitId: 'Handed over by',
  toUnitId: 'Received by',
  itemKind: 'Kind',
  recordId: 'Item',
  toRecordId: 'Carried on as',
  title: 'What is handed over',
  resolution: 'Settled by',
  onDay: 'Day',
  reason: 'Reason',
};
const minutesFields = {
  eventId: 'Event',
  fromUnitId: 'Handed over by',
  toUnitId: 'Received by',
  number: 'Number of the minutes',
  onDay: 'Day',
  place: 'Place',
  handedBy: 'For the unit handing over',
  receivedBy: 'For the unit receiving',
  witness: 'Witness',
  content: 'Other contents',
};

export const handover = {
  nav: 'Hand-over',
  entity: 'Hand-over item',
  minutesEntity: 'Hand-over minutes',
  fields,
  minutesFields,
  itemKinds: {
    assignment: 'Work given',
    draft: 'Draft',
    post: 'Post',
    registration: 'Registration',
    other: 'Other',
  },
  resolutions: { handOver: 'Given to the successor', close: 'Closed', keep: 'Kept with the old unit' },
};
