import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { type Density, type Language, type Scheme, scales, useLayout } from './stores/layout.ts';
import { changeLanguage, useText } from './text/index.ts';

interface Option<V extends string> {
  value: V;
  label: string;
}

const optionsOf = <V extends string>(labels: Record<V, string>): Option<V>[] =>
  (Object.keys(labels) as V[]).map((value) => ({ value, label: labels[value] }));

function Choice<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: Option<V>[];
  onChange: (value: V) => void;
}): ReactNode {
  const id = useId();
  return (
    <div className="vm-preference">
      <span id={id}>{label}</span>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={id}
        value={value}
        data={options}
        onChange={(next) => onChange(next as V)}
      />
    </div>
  );
}

/** How this user likes the window: colours, size, density, language. */
export function Preferences() {
  const t = useText().common.frame;
  const { scheme, scalePercent, density, language, set } = useLayout();
  const sizes = scales.map((percent) => ({ value: String(percent), label: String(percent) }));
  return (
    <div className="vm-preferences">
      <Choice<Scheme>
        label={t.scheme}
        value={scheme}
        options={optionsOf(t.schemes)}
        onChange={(value) => set({ scheme: value })}
      />
      <Choice
        label={t.scale}
        value={String(scalePercent)}
        options={sizes}
        onChange={(value) => set({ scalePercent: Number(value) })}
      />
      <Choice<Density>
        label={t.density}
        value={density}
        options={optionsOf(t.densities)}
        onChange={(value) => set({ density: value })}
      />
      <Choice<Language>
        label={t.language}
        value={language}
        options={optionsOf(t.languages)}
        onChange={(value) => void changeLanguage(value)}
      />
    </div>
  );
}
