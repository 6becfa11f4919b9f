import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ApiName, Input, Output } from '../../db/api/contract/index.ts';
import type { Result } from '../../db/api/errors.ts';
import { call, cancel } from '../api.ts';
import { type Entity, useChangeCount } from '../stores/changes.ts';
import type { RowSource } from './grid/types.ts';
import { type PageOf, type PageSource, pageRows, WindowStore, wholeList } from './grid/window-store.ts';

interface Answer<R> extends PageOf<R> {
  rows: R[];
  next: string | null;
  total: number;
}

/** Operations that answer page by page. */
export type ListName = { [N in ApiName]: Output<N> extends Answer<unknown> ? N : never }[ApiName];
export type ListRow<N extends ListName> = Output<N> extends Answer<infer R> ? R : never;
export type ListInput<N extends ListName> = Omit<Input<N>, 'after' | 'limit' | 'isCounted'>;
/** Jobs that find where the pages of a list begin. */
type FencesName = { [N in ApiName]: Output<N> extends { cursors: string[] } ? N : never }[ApiName];

interface Options {
  /** Read again when records of these kinds were written; without it after every write. */
  entities?: readonly Entity[];
  /** The list's own job for far jumps, in lists that may be long. */
  fences?: FencesName;
}

function sourceOf<N extends ListName>(
  name: N,
  input: ListInput<N>,
  fences: FencesName | undefined,
): PageSource<ListRow<N>> {
  const ask = async (part: object): Promise<Result<Answer<ListRow<N>>>> =>
    (await call(name, { ...input, ...part } as unknown as Input<N>)) as unknown as Result<Answer<ListRow<N>>>;
  return {
    page: (after) => ask({ ...(after === undefined ? {} : { after }), limit: pageRows, isCounted: false }),
    count: async () => {
      const result = await ask({ limit: 1 });
      return result.ok ? { ok: true, value: result.value.total } : result;
    },
    fences:
      fences === undefined
        ? undefined
        : async (signal) => {
            const callId = crypto.randomUUID();
            signal.addEventListener('abort', () => cancel(callId));
            const result = await call(fences, input as unknown as Input<typeof fences>, { callId });
            return result.ok ? { ok: true, value: result.value.cursors } : result;
          },
  };
}

/**
 * A list by pages, as the grid asks for them. When the input changes it starts again and shows the old rows until the new
 * ones are there; when records of `entities` were written it reads what is shown again, in place.
 */
export function usePages<N extends ListName>(
  name: N,
  input: ListInput<N>,
  { entities, fences }: Options = {},
): RowSource<ListRow<N>> {
  type R = ListRow<N>;
  const key = `${name} ${JSON.stringify(input)}`;
  const changes = useChangeCount(entities);
  const [shown, setShown] = useState<WindowStore<R>>(() => new WindowStore(sourceOf(name, input, fences)));
  /** `asked` answers the input as it is now; `shown` stays on the screen until it has its first page. */
  const current = useRef({ key, asked: shown, shown, changes });

  useEffect(() => {
    if (current.current.key === key) return;
    const asked = new WindowStore(sourceOf(name, input, fences));
    current.current = { ...current.current, key, asked, changes };
    const stop = asked.subscribe(() => {
      if (asked.snapshot().isLoading) return;
      stop();
      current.current.shown.dispose();
      current.current.shown = asked;
      setShown(asked);
    });
    return () => {
      stop();
      if (current.current.shown !== asked) asked.dispose();
    };
  }, [key]);

  useEffect(() => {
    if (current.current.changes === changes) return;
    current.current.changes = changes;
    current.current.asked.refresh();
  }, [changes]);

  useEffect(() => () => current.current.shown.dispose(), []);
  return useSyncExternalStore(shown.subscribe, shown.snapshot);
}

/** Rows that came all at once, as the grid wants them. */
export const allRows = wholeList;
