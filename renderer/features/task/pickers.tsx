import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { PickerProps, UnitPickerProps } from '../../stores/choosers.ts';
import type { Named } from '../../stores/list-request.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { UnitLine } from '../../unit-line.tsx';
import { useApi } from '../../use-api.ts';

export type Picked = Named;

interface FoundOption {
  value: string;
  label: string;
}

/** How an option is drawn where its label does not say enough. */
type DrawOption = (option: FoundOption) => ReactNode;

/** A field that asks the office while one types; what is chosen stays shown though it is no longer among the answers. */
function SearchSelect({
  found,
  onSearch,
  nothing,
  draw,
  ...props
}: PickerProps & {
  draw?: DrawOption;
  found: readonly FoundOption[];
  onSearch: (search: string) => void;
  nothing: string;
}) {
  const t = useText().common;
  const { label, value, hasLabel = false, required = false, hint, error, className, placeholder } = props;
  const options =
    value === null || found.some((one) => one.value === value.id)
      ? found
      : [{ value: value.id, label: value.name }, ...found];
  return (
    <Select
      {...(hasLabel ? { label, withAsterisk: required } : { 'aria-label': label })}
      {...(hint === undefined ? {} : { description: hint })}
      {...(className === undefined ? {} : { className })}
      error={error}
      value={value?.id ?? null}
      data={options as FoundOption[]}
      placeholder={placeholder}
      searchable
      clearable
      filter={({ options: all }) => all}
      onSearchChange={onSearch}
      {...(draw === undefined ? {} : { renderOption: ({ option }: { option: FoundOption }) => draw(option) })}
      onChange={(id) =>
        props.onChange(
          id === null
            ? null
            : {
                id,
                name: options.find((one) => one.value === id)?.label ?? '',
              },
        )
      }
      nothingFoundMessage={nothing}
      maxDropdownHeight={320}
      comboboxProps={{
        transitionProps: { duration: 100 },
        width: 'max-content',
        position: 'bottom-start',
      }}
      clearButtonProps={{ 'aria-label': t.actions.clear }}
    />
  );
}

/** Units by any of their names on the date of view; `natures` says which trees. */
export function useUnitSearch(
  text: string,
  on: string,
  natures: readonly ('police' | 'partner')[],
  includeEnded = false,
) {
  const [asked] = useDebouncedValue(text.trim(), 150);
  const search = useApi(
    'unit.search',
    { text: asked === '' ? '-' : asked, on, includeEnded },
    { enabled: asked !== '', keep: true },
  );
  const list = useApi(
    'unit.list',
    { on, limit: 30, nature: natures[0] ?? 'police' },
    { enabled: asked === '', keep: true },
  );
  const found =
    asked === ''
      ? (list.data?.rows.map((row) => ({
          ...row,
          nature: natures[0] ?? 'police',
        })) ?? [])
      : (search.data?.rows ?? []);
  return found.filter((row) => (natures as readonly string[]).includes(row.nature));
}

/** A unit. */
export function UnitPicker({ on, natures = ['police', 'partner'], includeEnded = false, ...props }: UnitPickerProps) {
  const t = useText();
  const viewOn = useViewDate((s) => s.on);
  const [search, setSearch] = useState('');
  const found = useUnitSearch(search === props.value?.name ? '' : search, on ?? viewOn, natures, includeEnded);
  const options = found.map((row) => ({ value: row.id, label: row.fullName }));
  return (
    <SearchSelect
      {...props}
      found={options}
      onSearch={setSearch}
      nothing={t.common.select.nothing}
      draw={({ value, label }) => <UnitLine name={label} row={found.find(({ id }) => id === value)} />}
    />
  );
}

/** A directing document, by number or words. */
export function DirectivePicker(props: PickerProps) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search === props.value?.name ? '' : search.trim(), 150);
  const found = useApi('directive.list', { on, text, limit: 30 }, { keep: true });
  const options = (found.data?.rows ?? []).map(({ id, number, kindName, subject }) => ({
    value: id,
    label: `${number === '' ? kindName : number} – ${shorten(subject)}`,
  }));
  return <SearchSelect {...props} found={options} onSearch={setSearch} nothing={t.task.form.noDirectives} />;
}

const shortLength = 70;
const shorten = (text: string): string => (text.length <= shortLength ? text : `${text.slice(0, shortLength)}…`);

/** A task that may stand above another. */
export function TaskPicker({ notBelow, ...props }: PickerProps & { notBelow?: string | undefined }) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const [search, setSearch] = useState('');
  const [text] = useDebouncedValue(search === props.value?.name ? '' : search.trim(), 150);
  const found = useApi(
    'task.list',
    { on, text, limit: 30, ...(notBelow === undefined ? {} : { notBelow }) },
    { keep: true },
  );
  const options = (found.data?.rows ?? []).map(({ id, content }) => ({
    value: id,
    label: shorten(content),
  }));
  return <SearchSelect {...props} found={options} onSearch={setSearch} nothing={t.common.select.nothing} />;
}
