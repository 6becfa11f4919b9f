import { Button } from '@mantine/core';
import { PencilLine } from 'lucide-react';
import { useMemo } from 'react';
import { create } from 'zustand';
import type { DirectiveColumn } from '../../../db/api/contract/directive-many.ts';
import { Direction, Urgency } from '../../../db/api/contract/directive-words.ts';
import type { Input } from '../../../db/api/contract/index.ts';
import { call } from '../../api.ts';
import { type Text, useText } from '../../text/index.ts';
import { type BulkField, BulkPanel, type BulkTarget, type BulkValues } from '../../ui/bulk/bulk-panel.tsx';
import { useApi, useJob } from '../../use-api.ts';

type Filter = NonNullable<Input<'directive.patchMany'>['matching']>['filter'];

/** The documents that are to be changed together: chosen by hand, or all that a filter finds. */
export type Chosen = { readonly ids: readonly string[] } | { readonly filter: Filter; readonly count: number };

interface BulkStore {
  chosen: Chosen | undefined;
  open: (chosen: Chosen) => void;
  close: () => void;
}

/** What the panel beside the list is about, while it is open. */
export const useDirectiveBulk = create<BulkStore>()((set) => ({
  chosen: undefined,
  open: (chosen) => set({ chosen }),
  close: () => set({ chosen: undefined }),
}));

const columns: readonly [DirectiveColumn, BulkField['kind']][] = [
  ['field', 'text'],
  ['urgency', 'choice'],
  ['kind', 'choice'],
  ['issuer', 'text'],
  ['signer', 'text'],
  ['signerPosition', 'text'],
  ['direction', 'choice'],
  ['effectiveOn', 'day'],
  ['expiresOn', 'day'],
  ['arrivedOn', 'day'],
  ['replyDueOn', 'day'],
  ['drafter', 'text'],
  ['language', 'text'],
  ['description', 'prose'],
];

function fieldsOf(t: Text, kinds: readonly { name: string; isActive: 0 | 1 }[]): BulkField[] {
  const choices: Partial<Record<DirectiveColumn, BulkField['choices']>> = {
    urgency: Urgency.options.map((value) => ({ value, label: t.directive.urgencies[value] })),
    direction: Direction.options.map((value) => ({ value, label: t.directive.directions[value] })),
    kind: kinds.filter((kind) => kind.isActive === 1).map(({ name }) => ({ value: name, label: name })),
  };
  return columns.map(([key, kind]) => {
    const own = choices[key];
    return { key, kind, label: t.sheet.columns.directive[key], ...(own === undefined ? {} : { choices: own }) };
  });
}

const inputOf = (chosen: Chosen, fields: BulkValues): Pick<Input<'directive.patchMany'>, 'changes' | 'matching'> =>
  'ids' in chosen
    ? { changes: chosen.ids.map((id) => ({ id, fields })) }
    : { matching: { filter: chosen.filter, fields, expectedCount: chosen.count } };

/** Sửa hàng loạt of directives, beside the list. */
export function DirectiveBulk({ chosen }: { chosen: Chosen }) {
  const t = useText();
  const close = useDirectiveBulk((s) => s.close);
  const kinds = useApi('documentKind.list', {}, { entities: ['documentKind'] });
  const { run } = useJob('directive.patchMany');
  const count = 'ids' in chosen ? chosen.ids.length : chosen.count;
  const target = useMemo(
    (): BulkTarget => ({
      count,
      scope: 'ids' in chosen ? t.sheet.bulk.ofSelection : t.sheet.bulk.ofFilter,
      fields: fieldsOf(t, kinds.data ?? []),
      preview: (values) => call('directive.previewPatch', inputOf(chosen, values)),
      apply: (values, keep) => run({ ...inputOf(chosen, values), keep }, t.sheet.bulk.title(count), { quiet: true }),
      onClose: close,
    }),
    [chosen, count, t, kinds.data, run, close],
  );
  return <BulkPanel target={target} />;
}

/** Above the list while rows are chosen. */
export function DirectiveBulkBar({
  count,
  onOpen,
  onClear,
}: {
  count: number;
  onOpen: () => void;
  onClear: () => void;
}) {
  const t = useText();
  return (
    <section className="vm-bulk" aria-label={t.common.grid.selected(count)}>
      <strong>{t.common.grid.selected(count)}</strong>
      <Button variant="default" leftSection={<PencilLine size={14} aria-hidden />} onClick={onOpen}>
        {t.sheet.bulk.open}
      </Button>
      <Button variant="subtle" color="gray" onClick={onClear}>
        {t.common.grid.clearSelection}
      </Button>
    </section>
  );
}
