import type { HistoryEntity, HistoryValue } from '../db/api/contract/history.ts';
import { isDay } from '../db/api/day.ts';
import { type Text, useText } from './text/index.ts';
import { showDay, showNumber } from './text/show.ts';

/** Name of a field as the screens call it; one that only a newer release knows keeps its own. */
export const fieldText = (t: Text, entity: HistoryEntity, field: string): string =>
  t.history.fields[entity][field] ?? field;

function audienceText(t: Text, raw: string, label: string | null): string {
  const { audiences } = t.history;
  if (raw === 'all' || raw === 'office') return audiences[raw];
  return (raw.startsWith('up:') ? audiences.up : audiences.down)(label ?? '');
}

/** One item of a list: a recipient with its purpose, a figure with its unit. */
function itemText(t: Text, item: unknown): string {
  const { name, purpose, value, unit } = item as Record<string, unknown>;
  if (typeof purpose === 'string')
    return `${t.history.purposes[purpose as keyof typeof t.history.purposes] ?? purpose}: ${String(name)}`;
  return typeof value === 'number'
    ? `${String(name)}: ${showNumber(value)} ${String(unit ?? '')}`.trim()
    : String(item);
}

/** A stored value as people read it; '' for nothing. Lists come one item a line. */
export function valueText(t: Text, entity: HistoryEntity, field: string, value: HistoryValue | null): string {
  if (value === null || value.raw === null || value.raw === '') return '';
  const { raw, label } = value;
  if (field === 'audience') return audienceText(t, String(raw), label);
  if (label !== null) return label === '' ? String(raw).slice(-8) : label;
  const choice = t.history.choices[`${entity}.${field}`]?.[String(raw)];
  if (choice !== undefined) return choice;
  if (Array.isArray(raw)) return raw.map((item) => itemText(t, item)).join('\n');
  if (field === 'startWeekday') return t.task.rules.weekdays[Number(raw) - 1] ?? String(raw);
  if (typeof raw === 'number') return showNumber(raw);
  const text = String(raw);
  if (field === 'sha256') return text.slice(0, 12);
  return isDay(text) ? showDay(text) : text;
}

/** A value, or the word for none. */
export function ShownValue({
  entity,
  field,
  value,
}: {
  entity: HistoryEntity;
  field: string;
  value: HistoryValue | null;
}) {
  const t = useText();
  const text = valueText(t, entity, field, value);
  return text === '' ? <span className="vm-page-note">{t.history.nothing}</span> : text;
}
