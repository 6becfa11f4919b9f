import { useRef } from 'react';
import { useForm } from 'react-hook-form';
import { type Draft, useDraft } from '../../ui/use-draft.tsx';
import type { EventDraft } from './plan.ts';

/** What every step of the wizard gets. */
export interface StepProps {
  draft: EventDraft;
  change: (next: EventDraft) => void;
}

interface EventDraftState extends StepProps {
  kept: Draft;
  /** Something was entered since the wizard opened. */
  isTouched: boolean;
  /** The newest draft, for what goes on after something was waited for. */
  latest: () => EventDraft;
}

/** The state of the wizard: one value, kept as a draft of this user. */
export function useEventDraft(key: string, initial: EventDraft): EventDraftState {
  const form = useForm<EventDraft>({ defaultValues: initial });
  const kept = useDraft(key, form);
  const touched = useRef(false);
  const change = (next: EventDraft): void => {
    touched.current = true;
    form.reset(next, { keepDefaultValues: true });
    kept.touch();
  };
  return {
    draft: form.watch(),
    change,
    kept,
    isTouched: touched.current,
    latest: () => form.getValues(),
  };
}
