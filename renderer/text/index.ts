import type { ApiError } from '../../db/api/errors.ts';
import { type Language, useLayout } from '../stores/layout.ts';
import { writeNumbersIn } from './show.ts';
import { vi } from './vi/index.ts';

type Vietnamese = typeof vi;

/** All words of one language; English has exactly the shape of Vietnamese, so that a missing text does not compile. */
export interface Text extends Vietnamese {}

const loaded: Partial<Record<Language, Text>> = { vi };

/** English is fetched only when someone reads it. */
export async function loadText(language: Language): Promise<void> {
  if (language === 'en') loaded.en ??= (await import('./en/index.ts')).en;
}

/** The words in the chosen language, outside of components. */
export const text = (): Text => loaded[useLayout.getState().language] ?? vi;

/** The words in the chosen language; the component is drawn anew when it changes. */
export const useText = (): Text => loaded[useLayout((s) => s.language)] ?? vi;

/** Loads the words, then changes the language, so that no screen shows half of each. */
export async function changeLanguage(language: Language): Promise<void> {
  await loadText(language);
  writeNumbersIn(language);
  useLayout.getState().set({ language });
  document.documentElement.lang = language;
}

/** What happened, what it means, what to do. */
export function errorText(error: ApiError): string {
  const sentence = text().errors[error.code] as (details: ApiError['details']) => string;
  return sentence(error.details);
}

/** What is wrong with one field, by the code of its issue. */
export function issueText(code: string, limit?: number): string {
  const { issues, issueOther } = text();
  return issues[code]?.(limit) ?? issueOther;
}
