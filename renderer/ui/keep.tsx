import { ActionIcon } from '@mantine/core';
import { Pin, PinOff } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useText } from '../text/index.ts';
import { isTyping } from './keys.ts';
import './keep.css';

interface KeptFields {
  /** Names of the fields that are kept, by form; a form that is not here keeps what it was made to keep. */
  byForm: Record<string, readonly string[]>;
  set: (form: string, fields: readonly string[]) => void;
}

/** Kept by the browser engine, like widths: how this user works at this PC, never the office's data. */
const useKeptFields = create<KeptFields>()(
  persist((set) => ({ byForm: {}, set: (form, fields) => set((s) => ({ byForm: { ...s.byForm, [form]: fields } })) }), {
    name: 'keptFields',
    version: 1,
    storage: createJSONStorage(() => localStorage),
  }),
);

/** What "Lưu và thêm tiếp" keeps of a form, and how often it was pressed in this run. */
export interface Keeping {
  readonly isKept: (fields: readonly string[]) => boolean;
  readonly toggle: (fields: readonly string[]) => void;
  /** The next record: empty but for the fields that are kept. */
  readonly next: <V extends object>(saved: V, empty: V) => V;
  readonly added: number;
}

/** `initial`: fields that are kept until the user chooses otherwise. */
export function useKeeping(form: string, initial: readonly string[]): Keeping {
  const chosen = useKeptFields((s) => s.byForm[form]);
  const set = useKeptFields((s) => s.set);
  const [added, setAdded] = useState(0);
  const kept = chosen ?? initial;
  const next = useCallback<Keeping['next']>(
    (saved, empty) => {
      setAdded((count) => count + 1);
      const fields = Object.entries(saved).filter(([field]) => kept.includes(field));
      return { ...empty, ...Object.fromEntries(fields) };
    },
    [kept],
  );
  return useMemo(() => {
    const isKept = (fields: readonly string[]): boolean => fields.every((field) => kept.includes(field));
    const toggle = (fields: readonly string[]): void => {
      const others = kept.filter((field) => !fields.includes(field));
      set(form, isKept(fields) ? others : [...others, ...fields]);
    };
    return { isKept, toggle, next, added };
  }, [kept, set, form, next, added]);
}

/**
 * A field that may be kept for the next record: a small pin at its label, or Alt+K while one is in it. It is not in the way
 * of Tab, because fast entry is done from field to field. Without `keeping` it is the field alone.
 */
export function Kept({
  keeping,
  fields,
  label,
  children,
}: {
  keeping: Keeping | undefined;
  fields: readonly string[];
  label: string;
  children: ReactNode;
}) {
  const t = useText().sheet.keep;
  if (keeping === undefined) return children;
  const isKept = keeping.isKept(fields);
  const toggle = (): void => keeping.toggle(fields);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isTyping(event.nativeEvent) || !event.altKey || event.ctrlKey || event.code !== 'KeyK') return;
    event.preventDefault();
    toggle();
  };
  const words = (isKept ? t.unpin : t.pin)(label);
  const Icon = isKept ? Pin : PinOff;
  return (
    <div className="vm-kept" role="group" onKeyDown={onKeyDown}>
      {children}
      <ActionIcon
        className="vm-kept-pin"
        variant="transparent"
        size="xs"
        color={isKept ? 'moss' : 'gray'}
        tabIndex={-1}
        aria-pressed={isKept}
        aria-keyshortcuts="Alt+K"
        title={`${words} (Alt+K)`}
        onClick={toggle}
      >
        <Icon size="0.75rem" aria-hidden />
      </ActionIcon>
    </div>
  );
}
