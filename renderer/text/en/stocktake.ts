const fields = {
  kind: 'Kind',
  title: 'Title',
  directiveIds: 'Documents, programmes',
  fromOn: 'From',
  toOn: 'To',
  heldOn: 'Held on',
  form: 'Form',
  place: 'Place',
  hostUnitId: 'Host',
  chair: 'Chair',
  sites: 'Connected places',
  agenda: 'Agenda',
  conclusion: 'Conclusion',
  audience: 'May be read by',
};

export const stocktake = {
  nav: 'Reviews of programmes',
  entity: 'Review of a programme',
  taskEntity: 'Task from a conclusion',
  fields,
  taskFields: { stocktakeId: 'Review', taskId: 'Task', audience: 'May be read by' },
  kinds: { interim: 'Interim review', final: 'Final review' },
  forms: { meeting: 'Meeting', onlineMeeting: 'Online meeting', written: 'In writing' },
};
