import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ApiError } from '../../../db/api/errors.ts';
import { useText } from '../../text/index.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useCommand } from '../../use-api.ts';
import { EdgesTable } from './edges-table.tsx';
import type { Event } from './keep.ts';
import { type EdgeDraft, edgeOf } from './plan.ts';
import { UnitSelect } from './unit-select.tsx';

/** Lines of succession of the units that ended; those without an heir begin with an empty one. */
function linesOf(event: Event): EdgeDraft[] {
  const ended = new Set(event.ended.map((unit) => unit.id));
  return event.edges
    .filter((edge) => edge.from !== null && (ended.has(edge.from.id) || edge.from.id !== edge.to?.id))
    .map(({ from, to, part, isMainHeir, ratio }) => ({
      ...{ from: from?.id ?? null, to: to?.id ?? null, part, isMainHeir },
      ratio: ratio === null ? '' : ratio.replace('.', ','),
    }));
}

/** Says who the heirs of the units that ended are, which of them is the main one, and the share a document gives. */
export function HeirsForm({ event, onClose }: { event: Event; onClose: () => void }) {
  const t = useText().reorganization;
  const [edges, setEdges] = useState(() => linesOf(event));
  const [unknown, setUnknown] = useState(event.heirsUnknown);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(
    () =>
      new Map(
        event.edges.flatMap(({ from, to }) => [from, to].flatMap((one) => (one ? [[one.id, one.fullName]] : []))),
      ),
  );
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('reorganization.setHeirs');
  const successors = [...names.keys()].filter((id) => !event.ended.some((unit) => unit.id === id));
  const nameOf = (key: string | null): string => (key === null ? '' : (names.get(key) ?? ''));
  const save = async (): Promise<void> => {
    const untouched = event.edges.filter(({ from, to }) => from === null || (from.id === to?.id && !isEnded(from.id)));
    const all = [
      ...untouched.map(({ from, to, part, isMainHeir, ratio }) => ({
        ...{ from: from?.id ?? null, to: to?.id ?? null, part, isMainHeir, ratio },
      })),
      ...edges.map(edgeOf),
    ];
    const result = await run({ id: event.id, edges: all, heirsUnknown: unknown }, { quiet: true, done: t.heirs.done });
    if (result.ok) onClose();
    else setError(result.error);
  };
  const isEnded = (id: string): boolean => event.ended.some((unit) => unit.id === id);
  return (
    <FormPanel
      title={t.heirs.title}
      onSave={save}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
      saveLabel={t.heirs.save}
    >
      <p className="vm-page-note">{t.heirs.intro}</p>
      <UnitSelect
        label={t.heirs.addHeir}
        value={null}
        on={event.effectiveOn}
        nature={event.nature ?? undefined}
        onChange={(unit) => unit !== null && setNames((old) => new Map(old).set(unit.id, unit.fullName))}
      />
      <div className="vm-event-scroll">
        <EdgesTable edges={edges} nameOf={nameOf} successors={successors} onChange={setEdges} />
      </div>
      <Checkbox
        label={t.eventFields.heirsUnknown}
        checked={unknown === 1}
        onChange={(change) => setUnknown(change.currentTarget.checked ? 1 : 0)}
      />
    </FormPanel>
  );
}
