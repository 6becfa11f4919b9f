import { Checkbox, NumberInput, PasswordInput, Select, type SelectProps, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import type { Day } from '../../db/api/day.ts';
import { useText } from '../text/index.ts';
import { numberSigns } from '../text/show.ts';
import { DayInput } from './day-field.tsx';
import { fold } from './fold.ts';
import './fields.css';

interface FieldProps<V extends FieldValues> {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
  control: Control<V, any, any>;
  name: FieldPath<V>;
  label: string;
  /** What to write here, in few words. */
  hint?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  /** Name of its part in the help, which F1 opens: `directive.subject`. */
  help?: string;
  /** Focus here when the form opens: one field of a form. */
  autoFocus?: boolean;
}

/** What every field passes on to its input. */
function useField<V extends FieldValues>({
  control,
  name,
  label,
  hint,
  required = false,
  disabled = false,
  autoFocus = false,
  help,
}: FieldProps<V>) {
  const { field, fieldState } = useController({ control, name });
  const shared = {
    label,
    withAsterisk: required,
    'aria-required': required,
    disabled,
    ...(hint === undefined ? {} : { description: hint }),
    error: fieldState.error?.message,
    ...(help === undefined ? {} : { 'data-help': help }),
    ...(autoFocus ? { 'data-autofocus': true, autoFocus: true } : {}),
  };
  return { field, shared };
}

/** One line of text. Nothing is trimmed or formatted while typing; the schema does it when saving. */
export function TextField<V extends FieldValues>({ maxLength, ...props }: FieldProps<V> & { maxLength?: number }) {
  const { field, shared } = useField(props);
  return (
    <TextInput
      {...shared}
      {...field}
      value={field.value ?? ''}
      autoComplete="off"
      spellCheck={false}
      {...(maxLength === undefined ? {} : { maxLength })}
    />
  );
}

/** A password, with an eye to look at it. `kind` tells the browser which one, so that it does not offer the wrong one. */
export function PasswordField<V extends FieldValues>({
  kind = 'new-password',
  ...props
}: FieldProps<V> & { kind?: 'new-password' | 'current-password' }) {
  const t = useText().session;
  const { field, shared } = useField(props);
  return (
    <PasswordInput
      {...shared}
      {...field}
      value={field.value ?? ''}
      autoComplete={kind}
      visibilityToggleButtonProps={{ 'aria-label': t.showPassword, tabIndex: 0 }}
    />
  );
}

/** Several lines; grows with the text up to `maxRows`. */
export function ProseField<V extends FieldValues>({
  minRows = 3,
  maxRows = 12,
  ...props
}: FieldProps<V> & { minRows?: number; maxRows?: number }) {
  const { field, shared } = useField(props);
  return (
    <Textarea
      {...shared}
      {...field}
      value={field.value ?? ''}
      autosize
      minRows={minRows}
      maxRows={maxRows}
      spellCheck={false}
    />
  );
}

/** A number; the value is a number or null, never text. */
export function NumberField<V extends FieldValues>({
  min,
  max,
  suffix,
  ...props
}: FieldProps<V> & { min?: number; max?: number; suffix?: string }) {
  const { field, shared } = useField(props);
  return (
    <NumberInput
      {...shared}
      {...field}
      value={field.value ?? ''}
      onChange={(value) => field.onChange(value === '' ? null : value)}
      {...numberSigns()}
      clampBehavior="none"
      hideControls
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(suffix === undefined ? {} : { suffix })}
    />
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** Words of the search may stand anywhere and without marks: "kim son" finds "Công an xã Kim Sơn". */
const foldedFilter: NonNullable<SelectProps['filter']> = ({ options, search }) => {
  const words = fold(search).split(' ').filter(Boolean);
  const isMatch = (label: string): boolean => {
    const folded = fold(label);
    return words.every((word) => folded.includes(word));
  };
  return options.filter((option) => 'group' in option || isMatch(option.label));
};

interface SelectFieldProps<V extends FieldValues> extends FieldProps<V> {
  choices: readonly Choice[];
  /** True: may be emptied; the value is then null. */
  isClearable?: boolean;
  placeholder?: string;
  /** For lists too long to give whole: called with what is typed; `choices` then are the answers. */
  onSearch?: (search: string) => void;
}

/** One of a list, found by typing with or without marks. */
export function SelectField<V extends FieldValues>({
  choices,
  isClearable = false,
  placeholder,
  onSearch,
  ...props
}: SelectFieldProps<V>) {
  const t = useText().common;
  const { field, shared } = useField(props);
  return (
    <Select
      {...shared}
      {...field}
      value={field.value ?? null}
      data={choices as Choice[]}
      searchable={choices.length > 7 || onSearch !== undefined}
      clearable={isClearable}
      allowDeselect={false}
      placeholder={placeholder ?? t.select.placeholder}
      nothingFoundMessage={t.select.nothing}
      limit={200}
      maxDropdownHeight={320}
      filter={onSearch === undefined ? foldedFilter : ({ options }) => options}
      {...(onSearch === undefined ? {} : { onSearchChange: onSearch })}
      comboboxProps={{ transitionProps: { duration: 100 } }}
      clearButtonProps={{ 'aria-label': t.actions.clear }}
    />
  );
}

/** Yes or no, stored as 1 or 0. */
export function FlagField<V extends FieldValues>(props: Omit<FieldProps<V>, 'required'>) {
  const { field, shared } = useField(props);
  const { withAsterisk: _none, 'aria-required': _neither, ...own } = shared;
  return (
    <Checkbox
      {...own}
      name={field.name}
      ref={field.ref}
      onBlur={field.onBlur}
      checked={field.value === 1}
      onChange={(event) => field.onChange(event.currentTarget.checked ? 1 : 0)}
    />
  );
}

/** A date of a form; see DayInput. */
export function DayField<V extends FieldValues>({ min, max, ...props }: FieldProps<V> & { min?: Day; max?: Day }) {
  const { field, shared } = useField(props);
  const { withAsterisk, 'aria-required': _required, ...own } = shared;
  return (
    <DayInput
      {...own}
      required={withAsterisk}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      ref={field.ref}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
    />
  );
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="vm-field-row">{children}</div>;
}
