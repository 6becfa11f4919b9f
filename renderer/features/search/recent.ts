import { z } from 'zod';
import { create } from 'zustand';
import { SearchKind } from '../../../db/api/contract/search.ts';
import { Id } from '../../../db/api/types.ts';
import { call } from '../../api.ts';

const Opened = z.object({ kind: SearchKind, id: Id, title: z.string().max(500) });
export type Opened = z.output<typeof Opened>;
const Kept = z.object({ items: z.array(Opened).catch([]) });

const limit = 8;
const place = 'recent';

interface Recent {
  items: readonly Opened[];
  isRead: boolean;
}

/** What was opened lately from a search; kept with the office's data, because names of records are part of it. */
export const useRecent = create<Recent>()(() => ({ items: [], isRead: false }));

/** Reads what was kept, once. */
export async function readRecent(): Promise<void> {
  if (useRecent.getState().isRead) return;
  useRecent.setState({ isRead: true });
  const result = await call('savedView.list', { place });
  const kept = Kept.safeParse(result.ok ? result.value[0]?.body : undefined);
  if (kept.success) useRecent.setState((s) => ({ items: merge([...s.items, ...kept.data.items]) }));
}

const merge = (items: readonly Opened[]): Opened[] =>
  items.filter((item, at) => items.findIndex((one) => one.id === item.id) === at).slice(0, limit);

/** Notes that a record was opened. */
export function noteOpened({ kind, id, title }: Opened): void {
  void readRecent().then(() => {
    const items = merge([{ kind, id, title }, ...useRecent.getState().items]);
    useRecent.setState({ items });
    return call('savedView.save', { place, name: place, body: { items } });
  });
}
