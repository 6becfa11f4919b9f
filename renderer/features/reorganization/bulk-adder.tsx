import { Button, SegmentedControl, Select } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import type { UnitLevel } from '../../../db/api/contract/unit-words.ts';
import type { Result } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import type { Named } from '../../stores/list-request.ts';
import { useText } from '../../text/index.ts';
import { LazyTree, type TreeNode } from '../../ui/lazy-tree.tsx';
import { levelsOf } from '../../unit-kinds.ts';
import { useApi } from '../../use-api.ts';
import { type ManyProps, PasteAdder } from './paste-adder.tsx';
import { UnitSelect } from './unit-select.tsx';

const ways = ['under', 'tree', 'paste'] as const;

/** Many units at once: all of a level below one, in the tree, or out of a list of names and codes. */
export function BulkAdder(props: ManyProps) {
  const t = useText().reorganization.wizard.bulk;
  const [way, setWay] = useState<(typeof ways)[number]>('under');
  return (
    <div className="vm-wizard-bulk">
      <SegmentedControl
        aria-label={t.label}
        data={ways.map((value) => ({ value, label: t.ways[value] }))}
        value={way}
        onChange={(value) => setWay(value as typeof way)}
      />
      {way === 'under' && <UnderAdder {...props} />}
      {way === 'tree' && <TreeAdder key={props.nature} {...props} />}
      {way === 'paste' && <PasteAdder {...props} />}
    </div>
  );
}

/** "Tất cả cấp huyện của Công an tỉnh …". */
function UnderAdder({ on, nature, chosen, onAdd }: ManyProps) {
  const t = useText();
  const words = t.reorganization.wizard.bulk;
  const [parent, setParent] = useState<Named | null>(null);
  const [take, setTake] = useState<UnitLevel | 'direct'>('direct');
  const isDirect = take === 'direct';
  const parentId = parent?.id ?? '';
  const children = useApi(
    'unit.children',
    { parentId, nature, on },
    { enabled: parent !== null && isDirect, entities: ['unitVersion'] },
  );
  const below = useApi(
    'unit.idsUnder',
    { unitId: parentId, level: isDirect ? null : take, on },
    { enabled: parent !== null && !isDirect, entities: ['unitVersion'] },
  );
  const ids = isDirect ? children.data?.map((node) => node.id) : below.data;
  const fresh = (ids ?? []).filter((id) => !chosen.has(id) && id !== parentId);
  return (
    <>
      <div className="vm-wizard-adder-line">
        <UnitSelect
          label={words.under}
          value={parent}
          on={on}
          nature={nature}
          onChange={(unit) => setParent(unit && { id: unit.id, name: unit.fullName })}
        />
        <Select
          label={words.take}
          data={[
            { value: 'direct', label: words.direct },
            ...levelsOf[nature].map((level) => ({ value: level, label: words.allOf(t.unit.levels[level]) })),
          ]}
          value={take}
          allowDeselect={false}
          onChange={(value) => setTake((value ?? 'direct') as typeof take)}
        />
      </div>
      {ids !== undefined && (
        <div>
          {fresh.length === 0 ? (
            <p className="vm-page-note">{ids.length === 0 ? words.nothing : words.allIn}</p>
          ) : (
            <Button size="compact-sm" onClick={() => onAdd(fresh)}>
              {words.addCount(fresh.length)}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

function TreeAdder({ on, nature, chosen, onAdd }: ManyProps) {
  const t = useText();
  const words = t.reorganization.wizard.bulk;
  const taken = useRef(chosen);
  taken.current = chosen;
  const load = useCallback(
    async (parent: TreeNode | null): Promise<Result<readonly TreeNode[]>> => {
      const result = await call('unit.children', { parentId: parent?.id ?? null, nature, on });
      if (!result.ok) return result;
      const nodes = result.value.map(({ id, fullName, childCount }) => ({
        ...{ id, label: fullName, hasChildren: childCount > 0 },
        note: taken.current.has(id) ? words.isChosen : undefined,
      }));
      return { ok: true, value: nodes };
    },
    [nature, on],
  );
  return (
    <>
      <p className="vm-page-note">{words.treeHint}</p>
      <div className="vm-wizard-tree">
        <LazyTree
          label={t.unit.tree}
          loadChildren={load}
          version={chosen.size}
          onSelect={(node) => onAdd([node.id])}
          empty={<p className="vm-page-note">{words.nothing}</p>}
        />
      </div>
    </>
  );
}
