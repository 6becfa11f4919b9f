import { useMemo } from 'react';
import type { DirectiveColumn } from '../../../db/api/contract/directive-many.ts';
import { Direction, Secrecy, Urgency } from '../../../db/api/contract/directive-words.ts';
import type { Input } from '../../../db/api/contract/index.ts';
import { call } from '../../api.ts';
import { go } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import type { CellChoice } from '../../ui/grid/types.ts';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import type { SheetColumn, SheetKind } from '../../ui/sheet/sheet-types.ts';
import { useJob } from '../../use-api.ts';

/** In the order in which a clerk reads them off the paper. */
const shown: readonly DirectiveColumn[] = [
  'number',
  'issuedOn',
  'kind',
  'issuer',
  'subject',
  'arrivalNumber',
  'arrivedOn',
  'signer',
  'signerPosition',
  'urgency',
  'secrecy',
  'direction',
  'field',
  'effectiveOn',
  'expiresOn',
  'replyDueOn',
  'drafter',
  'pageCount',
  'language',
  'description',
];

const widths: Partial<Record<DirectiveColumn, number>> = {
  number: 130,
  issuedOn: 116,
  kind: 110,
  issuer: 150,
  subject: 300,
  arrivalNumber: 74,
  arrivedOn: 116,
  pageCount: 74,
};

function choicesOf(key: DirectiveColumn, t: Text): SheetColumn['choices'] {
  const words = {
    direction: [Direction, t.directive.directions],
    urgency: [Urgency, t.directive.urgencies],
    secrecy: [Secrecy, t.directive.secrecies],
  } as const;
  if (key !== 'direction' && key !== 'urgency' && key !== 'secrecy') return undefined;
  const [values, labels] = words[key];
  return values.options.map((value) => ({ value, label: (labels as Record<string, string>)[value] ?? value }));
}

type Suggested = Input<'directive.suggest'>['column'];
const suggested: readonly string[] = ['issuer', 'field', 'signer', 'signerPosition', 'drafter'];
const isSuggested = (key: DirectiveColumn): key is DirectiveColumn & Suggested => suggested.includes(key);

/** Words already used in that field. */
export async function suggestWords(column: Suggested, text: string): Promise<CellChoice[]> {
  const result = await call('directive.suggest', { column, text });
  return result.ok ? result.value.map((word) => ({ value: word.text, label: word.text })) : [];
}

const columnsOf = (t: Text): SheetColumn[] =>
  shown.map((key) => {
    const choices = choicesOf(key, t);
    return {
      key,
      header: t.sheet.columns.directive[key],
      aliases: t.sheet.aliases.directive[key] ?? [],
      width: widths[key] ?? 120,
      ...(key === 'subject' ? { grow: 1 } : {}),
      ...(key.endsWith('On') ? { kind: 'day' as const } : {}),
      ...(key === 'description' ? { kind: 'prose' as const } : {}),
      ...(isSuggested(key) ? { suggest: (text: string) => suggestWords(key, text) } : {}),
      ...(choices === undefined ? {} : { choices }),
    };
  });

/** Bảng nhập nhanh of directives. */
export function DirectiveSheet() {
  const t = useText();
  const { run } = useJob('directive.createMany');
  const kind = useMemo(
    (): SheetKind => ({
      title: t.sheet.directiveTitle,
      draftKey: 'sheet:directive',
      command: 'directive.createMany',
      columns: columnsOf(t),
      onBack: () => go('/directives'),
      check: (rows) => call('directive.checkRows', { rows }),
      save: async (rows, saveDuplicates) => {
        const result = await run({ rows, keep: 'good', saveDuplicates }, t.sheet.job(rows.length), { quiet: true });
        return result.ok
          ? { ok: true, value: { rows: result.value.rows, done: t.sheet.saved(result.value.saved) } }
          : result;
      },
    }),
    [t, run],
  );
  return <Sheet kind={kind} />;
}
