import type { OpenRow, SettledRow } from '../../../db/api/contract/handover.ts';
import type { PostTitle } from '../../../db/api/contract/staffing-words.ts';
import type { Text } from '../../text/index.ts';

type Item = Pick<OpenRow, 'title' | 'detail'> & { readonly kind: SettledRow['kind'] };

/** Which records the screens of hand-over show. */
export const handoverEntities = [
  ...(['handover', 'handoverMinutes', 'unitEvent', 'unitLineage', 'unitVersion'] as const),
  ...(['assignment', 'assignmentStep', 'post', 'registration'] as const),
];

/** What an item is called: a post by its title and holder, a registration with its year, the others by their own words. */
export function itemTitle(t: Text, { kind, title, detail }: Item): string {
  if (kind === 'registration') return t.handover.open.registration(title, detail);
  if (kind !== 'post') return title;
  const word = t.staffing.titles[detail as PostTitle] ?? detail;
  return t.handover.open.post(word, title === detail ? '' : title);
}

/** The kind, with what tells two of one kind apart. */
export function kindWord(t: Text, { kind, detail }: Item): string {
  if (kind === 'assignment' && (detail === 'lead' || detail === 'support'))
    return `${t.handover.itemKinds.assignment} · ${t.task.roles[detail].toLowerCase()}`;
  if (kind === 'draft' && detail !== '' && !Number.isNaN(Number(detail))) return t.handover.open.drafts(detail);
  return t.handover.itemKinds[kind];
}
