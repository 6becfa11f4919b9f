import type { Subject } from '../../db/api/contract/activity.ts';

const folders: Readonly<Record<string, string>> = {
  unit: '/units',
  unitEvent: '/reorganize',
  directive: '/directives',
  task: '/tasks/task',
  assignment: '/tasks',
  report: '/reports',
  documentKind: '/document-kinds',
  periodRule: '/periods',
};

/** Address at which a record is shown; undefined for one that is gone or has no page of its own. */
export const placeOf = ({ entity, id, isHere }: Subject): string | undefined => {
  const folder = folders[entity];
  return folder !== undefined && isHere === 1 ? `${folder}/${id}` : undefined;
};
