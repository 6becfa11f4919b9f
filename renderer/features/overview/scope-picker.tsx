import { useTreeMode } from '../../stores/tree-mode.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { ScopeSelect } from '../../ui/scope-select.tsx';
import { useLook } from './look.ts';

/** Phạm vi: the whole office, or a unit with all below it. */
export function ScopePicker() {
  const on = useViewDate((s) => s.on);
  const mode = useTreeMode((s) => s.mode);
  const unit = useLook((s) => s.unit);
  const set = useLook((s) => s.set);
  return <ScopeSelect value={unit} onChange={(next) => set({ unit: next })} on={on} withEnded={mode === 'ofTheTime'} />;
}
