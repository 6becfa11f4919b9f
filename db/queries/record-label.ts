import type { Subject } from '../api/contract/activity.ts';
import { type Day, isDay, showDay } from '../api/day.ts';
import type { EntityName } from '../entities/index.ts';
import { findEntity } from '../entities/index.ts';
import type { Db } from '../sql.ts';
import { fold } from '../sync/fold.ts';
import { findRecord } from '../tables.ts';
import { findKindName } from './document-kind.ts';
import { listOpsOf } from './op.ts';
import { findUnitName } from './unit-on.ts';

type Fields = Record<string, unknown>;
type Label = (db: Db, id: string, fields: Fields, on: Day) => Omit<Subject, 'isHere'>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' · ');

/** Of a part: the record it belongs to, with more words before its title. */
const partOf =
  (entity: EntityName, field: string, own: (fields: Fields) => string = () => ''): Label =>
  (db, _id, fields, on) => {
    const { isHere: _, ...whole } = labelOf(db, entity, text(fields[field]), on);
    return { ...whole, title: joined(own(fields), whole.title) };
  };

/** Of what belongs to a unit and is shown by itself: the unit's name of the day, then its own words. */
const ofUnit =
  (entity: EntityName, own: (fields: Fields) => string): Label =>
  (db, id, fields, on) => ({
    entity,
    id,
    title: joined(findUnitName(db, text(fields['unitId']), on) ?? '', own(fields)),
  });

const unitVersionName = (fields: Fields): string => text(fields['shortName']) || text(fields['fullName']);

const labels: Record<EntityName, Label> = {
  unit: (db, id, _fields, on) => ({ entity: 'unit', id, title: findUnitName(db, id, on) ?? '' }),
  unitVersion: (_db, _id, fields) => ({ entity: 'unit', id: text(fields['unitId']), title: unitVersionName(fields) }),
  unitEvent: (_db, id, fields) => ({ entity: 'unitEvent', id, title: text(fields['basisText']) }),
  unitLineage: partOf('unitEvent', 'eventId'),
  documentKind: (_db, id, fields) => ({ entity: 'documentKind', id, title: text(fields['name']) }),
  directive: (db, id, fields) => {
    const name = [findKindName(db, text(fields['kindId']))?.name ?? '', text(fields['number'])].join(' ').trim();
    return { entity: 'directive', id, title: joined(name, text(fields['subject'])) };
  },
  directiveRelation: partOf('directive', 'fromId'),
  directiveReceipt: partOf('directive', 'directiveId'),
  attachment: (db, id, fields, on) =>
    partOf(text(fields['parentEntity']) as EntityName, 'parentId', () => text(fields['name']))(db, id, fields, on),
  periodRule: (_db, id, fields) => ({ entity: 'periodRule', id, title: text(fields['name']) }),
  task: (_db, id, fields) => ({ entity: 'task', id, title: text(fields['content']) }),
  assignment: (db, id, fields, on) => {
    const unitName = findUnitName(db, text(fields['unitId']), on) ?? '';
    return { entity: 'assignment', id, title: joined(unitName, titleOf(db, 'task', text(fields['taskId']), on)) };
  },
  assignmentStep: partOf('assignment', 'assignmentId'),
  report: (db, id, fields, on) => ({
    entity: 'report',
    id,
    title: titleOf(db, 'assignment', text(fields['assignmentId']), text(fields['reportedOn']) || on),
  }),
  reportReview: partOf('report', 'reportId'),
  handover: partOf('unitEvent', 'eventId', (fields) => text(fields['title'])),
  handoverMinutes: partOf('unitEvent', 'eventId', (fields) => text(fields['number'])),
  post: ofUnit('post', (fields) => text(fields['holder'])),
  headcount: ofUnit('headcount', (fields) => (isDay(text(fields['onDay'])) ? showDay(text(fields['onDay'])) : '')),
  norm: (_db, id, fields) => ({ entity: 'norm', id, title: text(fields['name']) }),
  criterionSet: (_db, id, fields) => ({ entity: 'criterionSet', id, title: text(fields['name']) }),
  criterion: partOf('criterionSet', 'setId', (fields) => text(fields['content'])),
  registration: ofUnit('registration', (fields) => String(fields['year'] ?? '')),
  assessment: partOf('registration', 'registrationId', (fields) => text(fields['onDay'])),
  stocktake: (_db, id, fields) => ({ entity: 'stocktake', id, title: text(fields['title']) }),
  stocktakeTask: (db, id, fields, on) =>
    partOf('stocktake', 'stocktakeId', () => titleOf(db, 'task', text(fields['taskId']), on))(db, id, fields, on),
};

const titleOf = (db: Db, entity: EntityName, id: string, on: Day): string => labelOf(db, entity, id, on).title;

/** What a record is called and where it is shown: a step with its assignment, a version with its unit. Withdrawn ones too. */
export function labelOf(db: Db, entity: string, id: string, on: Day): Subject {
  if (findEntity(entity) === undefined || id === '') return { entity, id, title: '', isHere: 0 };
  const name = entity as EntityName;
  return labelFrom(db, name, id, findRecord(db, name, id) ?? fold(listOpsOf(db, name, id)).fields, on);
}

/** The same from fields that need not count (yet), of which some may be missing. */
export function labelFrom(db: Db, name: EntityName, id: string, fields: Fields, on: Day): Subject {
  const shown = labels[name](db, id, fields, on);
  if (findEntity(shown.entity) === undefined) return { ...shown, isHere: 0 };
  return { ...shown, isHere: findRecord(db, shown.entity as EntityName, shown.id) === undefined ? 0 : 1 };
}
