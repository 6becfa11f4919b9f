import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { LineagePart } from '../../../db/api/contract/unit-words.ts';
import { useText } from '../../text/index.ts';
import { type EdgeDraft, ratioOf } from './plan.ts';

interface EdgesTableProps {
  edges: readonly EdgeDraft[];
  nameOf: (key: string | null) => string;
  /** With these the predecessor of a line can be chosen too. */
  predecessors?: readonly string[];
  /** Keys that may stand as successor; those of the edges themselves always may. */
  successors: readonly string[];
  onChange: (edges: EdgeDraft[]) => void;
}

/** Marks one successor of a unit as its main heir, and takes the mark from the others. */
export const withMainHeir = (edges: readonly EdgeDraft[], at: number, isMain: boolean): EdgeDraft[] =>
  edges.map((edge, index) =>
    index === at
      ? { ...edge, isMainHeir: isMain ? 1 : 0 }
      : isMain && edge.from === edges[at]?.from
        ? { ...edge, isMainHeir: 0 }
        : edge,
  );

/** Who carries on what of whom, one line for each: part, main heir, and the share where a document gives it. */
export function EdgesTable({ edges, nameOf, predecessors, successors, onChange }: EdgesTableProps) {
  const t = useText();
  const words = t.reorganization;
  const change = (at: number, part: Partial<EdgeDraft>): void =>
    onChange(edges.map((edge, index) => (index === at ? { ...edge, ...part } : edge)));
  return (
    <table className="vm-event-table vm-event-edges">
      <thead>
        <tr>
          <th scope="col">{words.lineageFields.fromUnitId}</th>
          <th scope="col">{words.lineageFields.toUnitId}</th>
          <th scope="col">{words.lineageFields.part}</th>
          <th scope="col">{words.lineageFields.isMainHeir}</th>
          <th scope="col">{words.lineageFields.ratio}</th>
          <th scope="col">
            <span className="vm-event-unseen">{t.common.actions.remove}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge, index) => {
          const line = words.wizard.units.lineOf(nameOf(edge.from), nameOf(edge.to));
          const choices = [...new Set([...successors, ...(edge.to === null ? [] : [edge.to])])];
          return (
            <tr key={`${edge.from} ${index}`}>
              <th scope="row">
                {predecessors === undefined || predecessors.length < 2 ? (
                  nameOf(edge.from)
                ) : (
                  <Select
                    size="xs"
                    aria-label={words.wizard.units.fromOf(index + 1)}
                    data={predecessors.map((key) => ({ value: key, label: nameOf(key) }))}
                    value={edge.from}
                    allowDeselect={false}
                    searchable={predecessors.length > 7}
                    onChange={(from) => change(index, { from })}
                  />
                )}
              </th>
              <td>
                <Select
                  size="xs"
                  aria-label={`${words.lineageFields.toUnitId}: ${nameOf(edge.from)}`}
                  data={choices.filter((key) => key !== edge.from).map((key) => ({ value: key, label: nameOf(key) }))}
                  value={edge.to}
                  allowDeselect={false}
                  searchable={choices.length > 7}
                  onChange={(to) => change(index, { to })}
                />
              </td>
              <td>
                <Select
                  size="xs"
                  aria-label={`${words.lineageFields.part}: ${line}`}
                  data={LineagePart.options.map((value) => ({ value, label: words.parts[value] }))}
                  value={edge.part}
                  allowDeselect={false}
                  onChange={(value) => change(index, { part: LineagePart.parse(value) })}
                />
              </td>
              <td>
                <Checkbox
                  size="xs"
                  aria-label={`${words.lineageFields.isMainHeir}: ${line}`}
                  checked={edge.isMainHeir === 1}
                  onChange={(event) => onChange(withMainHeir(edges, index, event.currentTarget.checked))}
                />
              </td>
              <td>
                <RatioInput
                  edge={edge}
                  label={`${words.lineageFields.ratio}: ${line}`}
                  onChange={(ratio) => change(index, { ratio })}
                />
              </td>
              <td>
                <ActionIcon
                  size="sm"
                  aria-label={words.wizard.units.removeLine(line)}
                  onClick={() => onChange(edges.filter((_, other) => other !== index))}
                >
                  <Trash2 size="0.875rem" aria-hidden />
                </ActionIcon>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** A share as typed, with a comma or a point; the wizard reads it when it makes the plan. */
function RatioInput({ edge, label, onChange }: { edge: EdgeDraft; label: string; onChange: (ratio: string) => void }) {
  const t = useText().reorganization.wizard.units;
  const isWrong = edge.ratio.trim() !== '' && ratioOf(edge.ratio) === undefined;
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={t.ratioPlaceholder}
      value={edge.ratio}
      maxLength={16}
      error={isWrong && t.ratioWrong}
      inputMode="decimal"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
