import type { Output } from '../api/contract/index.ts';
import { findDirectiveDays } from '../queries/directive.ts';
import { findFullName } from '../queries/draft.ts';
import { findReportFacts } from '../queries/report.ts';
import { findHeadcount, findPost } from '../queries/staffing.ts';
import { findTask } from '../queries/task.ts';
import type { Db } from '../sql.ts';

type Overview = Output<'draft.overview'>[number];
type Body = Readonly<Record<string, unknown>>;
type Words = Pick<Overview, 'what' | 'title' | 'path'>;

const textOf = (body: Body, field: string): string => {
  const value = body[field];
  return typeof value === 'string' ? value.trim() : '';
};

function readBody(text: string): Body {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Body) : {};
  } catch {
    return {};
  }
}

const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' – ');

/** By the first part of the key: what it is about, in words, and where it is gone on with. */
const readers: Record<string, (db: Db, rest: readonly string[], body: Body) => Words> = {
  directive: (db, [first = '', continuesId], body) => {
    const written = joined(textOf(body, 'number'), textOf(body, 'subject'));
    if (first !== 'new') {
      const known = findDirectiveDays(db, first);
      const title = written || joined(known?.number, known?.subject);
      return { what: 'directive', title, path: known === undefined ? null : `/directives/${first}/edit` };
    }
    const path = continuesId === undefined ? '/directives/new' : `/directives/new/continues/${continuesId}`;
    return { what: 'newDirective', title: written, path };
  },
  task: (db, [first = '', directiveId], body) => {
    const written = textOf(body, 'content');
    if (first !== 'new') {
      const known = findTask(db, first);
      const path = known === undefined ? null : `/tasks/task/${first}/edit`;
      return { what: 'task', title: written || (known?.content ?? ''), path };
    }
    return {
      what: 'newTask',
      title: written,
      path: directiveId === undefined ? '/tasks/new' : `/tasks/new/${directiveId}`,
    };
  },
  unit: (db, [first = '', second, third = ''], body) => {
    const written = textOf(body, 'fullName') || textOf(body, 'name');
    if (first === 'new')
      return { what: 'newUnit', title: written, path: third === '' ? '/units/new' : `/units/${third}/add` };
    const path = second === 'change' ? `/units/${first}/change` : `/units/${first}/correct/${third}`;
    return { what: 'unit', title: findFullName(db, first) ?? written, path };
  },
  report: (db, [assignmentId = '', periodKey = '-'], body) => {
    const facts = findReportFacts(db, assignmentId);
    const title = joined(facts?.taskContent, textOf(body, 'content'));
    const path = `/reports/new/${assignmentId}${periodKey === '-' ? '' : `/${periodKey}`}`;
    return { what: 'report', title, path: facts === undefined ? null : path };
  },
  reorganization: (db, [what = 'new', id], body) => {
    const made = Array.isArray(body['created']) ? (body['created'] as { facts?: Body }[]) : [];
    const members = Array.isArray(body['members']) ? (body['members'] as { was?: Body }[]) : [];
    const names = [...members.map(({ was = {} }) => was), ...made.map(({ facts = {} }) => facts)];
    const title = joined(textOf(body, 'basisText'), names.map((facts) => textOf(facts, 'fullName')).find(Boolean));
    if (what === 'amend') return { what: 'event', title, path: `/reorganize/${id}/amend` };
    const of = id === undefined ? undefined : what === 'new' ? findFullName(db, id) : title;
    return { what: 'event', title: title || (of ?? ''), path: `/reorganize/${[what, id].filter(Boolean).join('/')}` };
  },
  post: (db, [first = '', unitId], body) => {
    const of = first === 'new' ? unitId : findPost(db, first)?.unitId;
    return staffDraft(db, of, first === 'new' ? 'post' : `post/${first}`, textOf(body, 'holder'));
  },
  headcount: (db, [first = '', unitId]) => {
    const of = first === 'new' ? unitId : findHeadcount(db, first)?.unitId;
    return staffDraft(db, of, first === 'new' ? 'count' : `count/${first}`, '');
  },
  norm: (_db, [id = 'new'], body) => ({ what: 'other', title: textOf(body, 'name'), path: `/norms/${id}` }),
  periodRule: (_db, [id = 'new'], body) => ({ what: 'other', title: textOf(body, 'name'), path: `/periods/${id}` }),
  documentKind: (_db, [id = 'new'], body) => ({
    what: 'other',
    title: textOf(body, 'name'),
    path: `/document-kinds/${id}`,
  }),
  sheet: (_db, [of], body) => {
    const [first] = rowsOf(body) ?? [];
    const cells = (first as { cells?: Body } | undefined)?.cells ?? {};
    if (of === 'directive') {
      const title = joined(textOf(cells, 'number'), textOf(cells, 'subject'));
      return { what: 'directiveSheet', title, path: '/directives/sheet' };
    }
    if (of === 'headcount') return { what: 'other', title: textOf(cells, 'unit'), path: '/staffing/sheet' };
    return { what: 'taskSheet', title: textOf(cells, 'content'), path: '/tasks/sheet' };
  },
};

/** A post or a count: the unit it is about, and where its form stands. */
const staffDraft = (db: Db, unitId: string | undefined, form: string, written: string): Words => ({
  what: 'other',
  title: joined(unitId === undefined ? undefined : findFullName(db, unitId), written),
  path: unitId === undefined ? null : `/staffing/${unitId}/${form}`,
});

const rowsOf = (body: Body): readonly unknown[] | undefined => (Array.isArray(body['rows']) ? body['rows'] : undefined);

/** A draft as a person knows it again. */
export function describeDraft(db: Db, draft: { key: string; body: string; savedAtMs: number }): Overview {
  const { key, savedAtMs } = draft;
  const [noun = '', ...rest] = key.split(':');
  const body = readBody(draft.body);
  const read = Object.hasOwn(readers, noun) ? readers[noun] : undefined;
  const words = read?.(db, rest, body) ?? { what: 'other', title: textOf(body, 'name'), path: null };
  return { key, savedAtMs, rowCount: noun === 'sheet' ? (rowsOf(body)?.length ?? 0) : null, ...words };
}
