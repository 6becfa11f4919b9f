import { SegmentedControl } from '@mantine/core';
import { TreeMode } from '../../db/api/contract/unit-words.ts';
import { useTreeMode } from '../stores/tree-mode.ts';
import { useText } from '../text/index.ts';

/** Theo đơn vị tại thời điểm, or quy đổi về đơn vị hiện nay. */
export function TreeModeControl() {
  const t = useText().totals;
  const { mode, set } = useTreeMode();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t.treeMode}
      title={t.treeModeHints[mode]}
      value={mode}
      data={TreeMode.options.map((value) => ({ value, label: t.treeModes[value] }))}
      onChange={(next) => set(TreeMode.parse(next))}
    />
  );
}
