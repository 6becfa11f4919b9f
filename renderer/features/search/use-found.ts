import { useEffect, useRef, useState } from 'react';
import type { Input, Output } from '../../../db/api/contract/index.ts';
import { call } from '../../api.ts';
import { useIndexing } from '../../stores/indexing.ts';
import { useApi } from '../../use-api.ts';
import type { Hit } from './hit-path.ts';

export const searched = [
  'unit',
  'unitVersion',
  'directive',
  'task',
  'assignment',
  'report',
  'reportReview',
  'attachment',
] as const;

interface More {
  readonly key: string;
  readonly hits: readonly Hit[];
  readonly next: string | null;
}

/** Hits of a question, page after page; read again when something was written and when it can be found. */
export function useFound(question: Input<'search.find'>) {
  const isAsked = question.text.trim() !== '';
  const key = JSON.stringify(question);
  const indexed = useIndexing((s) => s.count);
  const first = useApi('search.find', question, { enabled: isAsked, entities: searched, keep: true });
  const reload = first.reload;
  useEffect(() => {
    if (indexed > 0) reload();
  }, [indexed, reload]);
  const [more, setMore] = useState<More>();
  const isBusy = useRef(false);
  const shownMore = more?.key === key && first.data !== undefined ? more : undefined;
  const next = shownMore === undefined ? (first.data?.next ?? null) : shownMore.next;
  const loadMore = async (): Promise<void> => {
    if (next === null || isBusy.current) return;
    isBusy.current = true;
    const result = await call('search.find', { ...question, after: next });
    isBusy.current = false;
    if (result.ok)
      setMore((old) => ({
        key,
        hits: [...(old?.key === key ? old.hits : []), ...result.value.hits],
        next: result.value.next,
      }));
  };
  const known = new Set(first.data?.hits.map(({ kind, id }) => kind + id));
  const hits = isAsked
    ? [...(first.data?.hits ?? []), ...(shownMore?.hits ?? []).filter(({ kind, id }) => !known.has(kind + id))]
    : [];
  const counts: Output<'search.find'>['counts'] = isAsked ? (first.data?.counts ?? []) : [];
  return {
    hits,
    counts,
    hasMore: next !== null && isAsked,
    loadMore,
    isAsked,
    isLoading: first.isLoading,
    error: first.error,
    reload,
  };
}
