import { NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { Named } from '../../stores/list-request.ts';
import { slot } from '../../stores/slots.ts';
import { useText } from '../../text/index.ts';
import { numberSigns } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { type Contested, type EditorKind, emptyOf } from './decisions.ts';
import { fieldName, knownEntity } from './words.ts';

interface ThirdFieldProps {
  entity: string;
  contested: Contested;
  kind: Exclude<EditorKind, 'none'>;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A value that neither PC wrote, in the field its kind is written in. */
export function ThirdField({ entity, contested, kind, value, onChange }: ThirdFieldProps) {
  const t = useText();
  const label = t.exchange.conflict.thirdOf(fieldName(t, entity, contested.field));
  const empty = emptyOf(contested);
  const type = (text: string): void => onChange(text === '' ? empty : text);
  const text = typeof value === 'string' ? value : '';
  switch (kind) {
    case 'line':
      return (
        <TextInput
          label={label}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
        />
      );
    case 'prose':
      return (
        <Textarea
          label={label}
          value={text}
          autosize
          minRows={2}
          maxRows={12}
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
        />
      );
    case 'day':
      return <DayInput label={label} value={text === '' ? null : text} onChange={onChange} />;
    case 'number':
      return (
        <NumberInput
          label={label}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(next === '' ? null : next)}
          {...numberSigns()}
          clampBehavior="none"
          hideControls
        />
      );
    case 'choice':
      return <ChoiceField {...{ entity, contested, label, value, onChange }} />;
    case 'unit':
    case 'directive':
      return <RecordField {...{ kind, label, value, onChange }} />;
  }
}

/** One of the words that can be stored; a flag is stored as a number. */
function ChoiceField({
  entity,
  contested,
  label,
  value,
  onChange,
}: Pick<ThirdFieldProps, 'entity' | 'contested' | 'value' | 'onChange'> & { label: string }) {
  const t = useText();
  const known = knownEntity(entity);
  const words = known === undefined ? {} : (t.history.choices[`${known}.${contested.field}`] ?? {});
  const isNumber = contested.values.some(({ value: one }) => typeof one.raw === 'number');
  return (
    <Select
      label={label}
      data={Object.entries(words).map(([key, word]) => ({ value: key, label: word }))}
      value={value === null || value === undefined ? null : String(value)}
      allowDeselect={false}
      placeholder={t.common.select.placeholder}
      onChange={(next) => next !== null && onChange(isNumber ? Number(next) : next)}
    />
  );
}

/** A unit or a document, found by typing. */
function RecordField({
  kind,
  label,
  value,
  onChange,
}: Pick<ThirdFieldProps, 'value' | 'onChange'> & { kind: 'unit' | 'directive'; label: string }) {
  const t = useText().common.select;
  const [picked, setPicked] = useState<Named | null>(null);
  const Picker = slot(kind === 'unit' ? 'unitPicker' : 'directivePicker');
  if (Picker === undefined) return null;
  return (
    <Suspense fallback={null}>
      <Picker
        label={label}
        hasLabel
        placeholder={t.placeholder}
        value={picked !== null && picked.id === value ? picked : null}
        onChange={(next: Named | null) => {
          setPicked(next);
          onChange(next?.id ?? null);
        }}
      />
    </Suspense>
  );
}
