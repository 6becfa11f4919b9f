import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';

interface SuggestFieldProps<V extends FieldValues> {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to a field
  control: Control<V, any, any>;
  name: FieldPath<V>;
  label: string;
  required?: boolean;
  maxLength?: number;
  /** Name of its part in the help, as in ui/fields.tsx. */
  help?: string;
  /** Words for what is typed; any other text may stand too. */
  useSuggestions: (typed: string) => readonly string[];
}

/** One line of text that may be taken from words used before. */
export function SuggestField<V extends FieldValues>({
  control,
  name,
  label,
  required = false,
  maxLength,
  help,
  useSuggestions,
}: SuggestFieldProps<V>) {
  const { field, fieldState } = useController({ control, name });
  const typed = String(field.value ?? '');
  const [settled] = useDebouncedValue(typed, 150);
  const found = useSuggestions(settled);
  return (
    <Autocomplete
      {...field}
      label={label}
      value={typed}
      withAsterisk={required}
      aria-required={required}
      error={fieldState.error?.message}
      data={[...new Set(found)].filter((text) => text !== typed)}
      filter={({ options }) => options}
      limit={12}
      spellCheck={false}
      comboboxProps={{ transitionProps: { duration: 100 } }}
      {...(maxLength === undefined ? {} : { maxLength })}
      {...(help === undefined ? {} : { 'data-help': help })}
    />
  );
}
