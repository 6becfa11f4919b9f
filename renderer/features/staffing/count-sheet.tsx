import { useMemo } from 'react';
import { type HeadcountColumn, headcountColumns } from '../../../db/api/contract/staffing.ts';
import { showDay } from '../../../db/api/day.ts';
import { call } from '../../api.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import type { CellChoice } from '../../ui/grid/types.ts';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import type { OutRow, SheetColumn, SheetKind } from '../../ui/sheet/sheet-types.ts';
import { useJob } from '../../use-api.ts';

const widths: Partial<Record<HeadcountColumn, number>> = { unit: 240, onDay: 116, note: 160, investigators: 116 };

async function suggestUnits(text: string, on: string): Promise<CellChoice[]> {
  const result = await call('unit.list', { on, text: text.trim().slice(0, 200), limit: 12 });
  return result.ok ? result.value.rows.map(({ fullName }) => ({ value: fullName, label: fullName })) : [];
}

const columnsOf = ({ staffing, sheet }: Text, on: string): SheetColumn[] =>
  headcountColumns.map((key) => ({
    key,
    header: staffing.sheet.columns[key],
    aliases: sheet.aliases.headcount[key],
    width: widths[key] ?? 96,
    ...(key === 'unit' || key === 'note' ? { grow: 1 } : {}),
    ...(key === 'onDay' ? { kind: 'day' as const } : {}),
    ...(key === 'unit' ? { suggest: (text: string) => suggestUnits(text, on) } : {}),
  }));

/** Bảng nhập nhanh of headcounts; an empty day is the day of view. */
export function CountSheet() {
  const texts = useText();
  const on = useViewDate((s) => s.on);
  const { run } = useJob('staffing.recordMany');
  const kind = useMemo((): SheetKind => {
    const t = texts.staffing.sheet;
    const input = (rows: OutRow[]) => ({ rows, defaults: { onDay: showDay(on) } });
    return {
      title: t.title,
      draftKey: 'sheet:headcount',
      command: 'staffing.recordMany',
      columns: columnsOf(texts, on),
      onBack: () => go('/staffing'),
      check: (rows) => call('staffing.checkRows', input(rows)),
      save: async (rows, saveDuplicates) => {
        const wanted = { ...input(rows), keep: 'good' as const, saveDuplicates };
        const result = await run(wanted, texts.sheet.job(rows.length), { quiet: true });
        return result.ok ? { ok: true, value: { rows: result.value.rows, done: t.saved(result.value.saved) } } : result;
      },
    };
  }, [texts, on, run]);
  return <Sheet kind={kind} />;
}
