import { Button } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { call } from '../api.ts';
import { useText } from '../text/index.ts';
import { showInstant, showTime } from '../text/show.ts';
import { addFlusher } from './flush.ts';

export interface Draft {
  /** When a draft of an earlier visit was saved; undefined when there is none, or it was answered. */
  foundAtMs: number | undefined;
  use: () => void;
  discard: () => void;
  /** "Bản nháp lưu lúc …", or that it could not be saved. */
  savedText: string | undefined;
  /** Call after a change that the form's own fields did not make; it is saved like what is typed. */
  touch: () => void;
  /** Saves what is in the form now, without waiting for a pause. */
  saveNow: () => Promise<void>;
  /** Call after the form was saved. */
  remove: () => Promise<void>;
}

const quietMs = 1000;

/** The save still under way for a key: who comes back to a form at once must find what was just left there. */
const saving = new Map<string, Promise<unknown>>();

/**
 * Keeps what is typed into a form as a draft of this user, one second after the last key, and offers an earlier one when
 * the form opens. Keys: `directive:new`, `report:<assignment>:<period>` …
 */
// biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a draft
export function useDraft<V extends FieldValues>(key: string, form: UseFormReturn<V, any, any>): Draft {
  const t = useText().common.draft;
  const [found, setFound] = useState<{ key: string; body: V; savedAtMs: number }>();
  const [savedAtMs, setSavedAtMs] = useState<number | 'failed'>();
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; save: () => Promise<void> }>(undefined);

  useEffect(() => {
    let isStale = false;
    setFound(undefined);
    setSavedAtMs(undefined);
    const ask = async () => {
      await saving.get(key);
      return await call('draft.get', { key });
    };
    void ask().then((result) => {
      if (isStale || !result.ok || result.value === null) return;
      const body = readBody<V>(result.value.body);
      if (body !== undefined) setFound({ key, body, savedAtMs: result.value.savedAtMs });
    });
    return () => {
      isStale = true;
    };
  }, [key]);

  const flush = useCallback(async (): Promise<void> => {
    const waiting = pending.current;
    pending.current = undefined;
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    await waiting.save();
  }, []);

  const save = useCallback(async (): Promise<void> => {
    const sent = call('draft.save', { key, body: JSON.stringify(form.getValues()) });
    saving.set(key, sent);
    const result = await sent;
    if (saving.get(key) === sent) saving.delete(key);
    setSavedAtMs(result.ok ? Date.now() : 'failed');
  }, [key, form]);

  const touch = useCallback((): void => {
    if (pending.current !== undefined) clearTimeout(pending.current.timer);
    pending.current = { save, timer: setTimeout(() => void flush(), quietMs) };
  }, [save, flush]);

  useEffect(() => {
    const subscription = form.watch((_values, { type }) => {
      if (type === 'change') touch();
    });
    const removeFlusher = addFlusher(flush);
    return () => {
      subscription.unsubscribe();
      removeFlusher();
      void flush();
    };
  }, [form, touch, flush]);

  const remove = useCallback(async (): Promise<void> => {
    if (pending.current !== undefined) clearTimeout(pending.current.timer);
    pending.current = undefined;
    setSavedAtMs(undefined);
    setFound(undefined);
    await call('draft.remove', { key });
  }, [key]);

  const use = (): void => {
    if (found !== undefined) form.reset(found.body, { keepDefaultValues: true });
    setFound(undefined);
  };
  const savedText =
    savedAtMs === undefined ? undefined : savedAtMs === 'failed' ? t.notSaved : t.savedAt(showTime(savedAtMs));
  return {
    foundAtMs: found?.key === key ? found.savedAtMs : undefined,
    use,
    discard: () => void remove(),
    savedText,
    touch,
    saveNow: save,
    remove,
  };
}

function readBody<V>(body: string): V | undefined {
  try {
    return JSON.parse(body) as V;
  } catch {
    return undefined;
  }
}

/** Offers the draft of an earlier visit; shown by FormPanel. */
export function DraftNotice({ draft }: { draft: Draft }) {
  const t = useText().common.draft;
  if (draft.foundAtMs === undefined) return null;
  return (
    <div className="vm-draft" role="status">
      <span>{t.found(showInstant(draft.foundAtMs))}</span>
      <Button size="compact-xs" variant="default" onClick={draft.use}>
        {t.use}
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={draft.discard}>
        {t.discard}
      </Button>
    </div>
  );
}
