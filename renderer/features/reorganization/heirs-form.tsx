import { Button, Checkbox } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ApiError } from '../../../db/api/errors.ts';
import { useText } from '../../text/index.ts';
import { FormPanel } from '../../ui/form-panel.tsx';
import { useCommand } from '../../use-api.ts';
import { EdgesTable } from './edges-table.tsx';
import type { Event } from './keep.ts';
import { type EdgeDraft, edgeOf, ratioOf } from './plan.ts';
import { UnitSelect } from './unit-select.tsx';

/** Lines between two units; a unit that ended without an heir begins with an empty one. */
function linesOf(event: Event): EdgeDraft[] {
  const ended = new Set(event.ended.map((unit) => unit.id));
  return event.edges
    .filter(({ from, to }) => from !== null && from.id !== to?.id && (to !== null || ended.has(from.id)))
    .map(({ from, to, part, isMainHeir, ratio }) => ({
      ...{ from: from?.id ?? null, to: to?.id ?? null, part, isMainHeir },
      ratio: ratio === null ? '' : ratio.replace('.', ','),
    }));
}

const namesOf = ({ edges }: Event): Map<string, string> =>
  new Map(edges.flatMap(({ from, to }) => [from, to].flatMap((one) => (one ? [[one.id, one.fullName] as const] : []))));

/** Says who the heirs of the units that ended are, which of them is the main one, and the share a document gives. */
export function HeirsForm({ event, onClose }: { event: Event; onClose: () => void }) {
  const t = useText().reorganization;
  const [edges, setEdges] = useState(() => linesOf(event));
  const [unknown, setUnknown] = useState(event.heirsUnknown);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(() => namesOf(event));
  const [error, setError] = useState<ApiError>();
  const { run, isRunning } = useCommand('reorganization.setHeirs');
  const ended = event.ended.map((unit) => unit.id);
  const givers = [...new Set([...ended, ...edges.flatMap((edge) => edge.from ?? [])])];
  const nameOf = (key: string | null): string => (key === null ? '' : (names.get(key) ?? ''));
  const problems = error?.code === 'EVENT_REFUSED' ? error.details.problems : [];
  const isWrong = edges.some(({ ratio }) => ratio.trim() !== '' && ratioOf(ratio) === undefined);
  const save = async (): Promise<void> => {
    if (isWrong) return;
    const lines = edges.filter((edge) => edge.from !== null && edge.to !== null).map(edgeOf);
    const input = { id: event.id, edges: lines, heirsUnknown: lines.length > 0 ? 0 : unknown };
    const result = await run(input, { quiet: true, done: t.heirs.done });
    if (result.ok) onClose();
    else setError(result.error);
  };
  const add = (): void =>
    setEdges([...edges, { from: givers[0] ?? null, to: null, part: 'part', isMainHeir: 0, ratio: '' }]);
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
      {problems.map(({ code, unitKey, detail }) => (
        <p key={`${code} ${unitKey}`} className="vm-event-warning">
          {t.problems[code](nameOf(unitKey) || detail, detail)}
        </p>
      ))}
      <UnitSelect
        label={t.heirs.addHeir}
        value={null}
        on={event.effectiveOn}
        nature={event.nature ?? undefined}
        onChange={(unit) => {
          if (unit === null) return;
          setNames((old) => new Map(old).set(unit.id, unit.fullName));
          // The lines that wait for an heir most likely wait for this one.
          setEdges(edges.map((edge) => (edge.to === null ? { ...edge, to: unit.id } : edge)));
        }}
      />
      <div className="vm-event-scroll">
        <EdgesTable
          edges={edges}
          nameOf={nameOf}
          {...(givers.length > 1 ? { predecessors: givers } : {})}
          successors={[...names.keys()].filter((id) => !ended.includes(id))}
          onChange={setEdges}
        />
      </div>
      <div>
        <Button size="compact-sm" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
          {t.wizard.units.addLine}
        </Button>
      </div>
      {edges.every((edge) => edge.to === null) && (
        <Checkbox
          label={t.eventFields.heirsUnknown}
          checked={unknown === 1}
          onChange={(change) => setUnknown(change.currentTarget.checked ? 1 : 0)}
        />
      )}
    </FormPanel>
  );
}
