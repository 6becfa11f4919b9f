import { ActionIcon, Button, Checkbox, Tabs, TextInput } from '@mantine/core';
import { Building2, Handshake, Search, ShieldPlus, Star, X } from 'lucide-react';
import {
  Fragment,
  type KeyboardEvent,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { UnitFound, UnitNode, UnitShown } from '../../../db/api/contract/unit.ts';
import type { UnitNature } from '../../../db/api/contract/unit-words.ts';
import { addDays } from '../../../db/api/day.ts';
import type { Result } from '../../../db/api/errors.ts';
import { call } from '../../api.ts';
import { go } from '../../navigate.ts';
import { useChangeCount } from '../../stores/changes.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { LazyTree, type TreeNode } from '../../ui/lazy-tree.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { unitNotes } from '../../unit-line.tsx';
import { useApi } from '../../use-api.ts';
import { unitEntities, useCanKeep } from './keep.ts';

const natures: readonly UnitNature[] = ['police', 'area', 'partner'];

interface UnitTreeProps {
  nature: UnitNature;
  chosen: UnitShown | undefined;
  onNature: (nature: UnitNature) => void;
}

/** The left side: which tree, a search box over it, the tree of the day of view or what was found. */
export function UnitTree({ nature, chosen, onNature }: UnitTreeProps) {
  const t = useText().unit;
  const [search, setSearch] = useState('');
  const [includeEnded, setIncludeEnded] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(search.trim());
  const clear = (): void => {
    setSearch('');
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || search === '') return;
    event.preventDefault(); // a form beside the tree also listens for it
    clear();
  };
  return (
    <div className="vm-unit-left">
      <Tabs value={nature} onChange={(value) => value !== null && onNature(value as UnitNature)} keepMounted={false}>
        <Tabs.List aria-label={t.tree}>
          {natures.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t.natures[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={nature} className="vm-unit-panel">
          <div className="vm-unit-search">
            <TextInput
              ref={box}
              type="search"
              aria-label={t.searchLabel}
              placeholder={t.searchPlaceholder}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              leftSection={<Search size={16} aria-hidden />}
              rightSection={
                search !== '' && (
                  <ActionIcon aria-label={t.searchClear} size="sm" onClick={clear}>
                    <X size={16} aria-hidden />
                  </ActionIcon>
                )
              }
            />
            <Checkbox
              size="xs"
              disabled={wanted !== ''}
              label={t.showEnded}
              checked={includeEnded}
              onChange={(event) => setIncludeEnded(event.currentTarget.checked)}
            />
          </div>
          <div className="vm-unit-branches">
            {wanted === '' ? (
              <Branches key={`${nature} ${includeEnded}`} nature={nature} includeEnded={includeEnded} chosen={chosen} />
            ) : (
              <Found nature={nature} text={wanted} chosenId={chosen?.id} />
            )}
          </div>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

interface Branch extends TreeNode {
  nature: UnitNature;
}

function Branches({
  nature,
  includeEnded,
  chosen,
}: {
  nature: UnitNature;
  includeEnded: boolean;
  chosen: UnitShown | undefined;
}) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const changes = useChangeCount(unitEntities);
  const officeId = useSession((s) => s.session?.officeUnitId);
  // Nobody has chosen yet: the way to the office's own unit is open.
  const office = useApi(
    'unit.get',
    { id: officeId ?? '', on },
    { enabled: nature === 'police' && chosen === undefined && officeId !== undefined, entities: unitEntities },
  );
  const shown = chosen ?? office.data;
  const wayTo = (shown?.path.map((unit) => unit.id) ?? []).join(' ');
  const openIds = useMemo(
    () => [
      ...wayTo.split(' ').filter(Boolean),
      ...(chosen === undefined && officeId !== undefined && nature === 'police' ? [officeId] : []),
    ],
    [wayTo, chosen, officeId, nature],
  );
  const loadChildren = useCallback(
    async (parent: Branch | null): Promise<Result<readonly Branch[]>> => {
      const result = await call('unit.children', { parentId: parent?.id ?? null, nature, on, includeEnded });
      return result.ok ? { ok: true, value: result.value.map((node) => branchOf(t, node)) } : result;
    },
    [nature, on, includeEnded, t],
  );
  // Only when a way is to be opened is the tree read anew; a click on what is already seen moves nothing.
  const [reveal, setReveal] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen === undefined) return setReveal((count) => count + 1);
    const find = () => frame.current?.querySelector(`[data-id="${chosen.id}"]`);
    if (find() !== null) return undefined;
    setReveal((count) => count + 1);
    const timer = setTimeout(() => find()?.scrollIntoView({ block: 'center' }), 400);
    return () => clearTimeout(timer);
  }, [chosen?.id, wayTo]);
  return (
    <div ref={frame} className="vm-unit-fill">
      <LazyTree
        label={t.unit.natures[nature]}
        loadChildren={loadChildren}
        version={changes * 1000 + reveal}
        selectedId={chosen?.id}
        openIds={openIds}
        onSelect={(node) => go(`/units/${node.id}`)}
        empty={<Empty nature={nature} />}
      />
    </div>
  );
}

function branchOf(t: Text, node: UnitNode): Branch {
  const { id, nature, fullName, childCount, endedOn, isKey, hasPolice } = node;
  const note = (
    <span className="vm-unit-notes">
      {endedOn !== null && <span className="vm-unit-ended">{t.unit.ended(endedOn)}</span>}
      {isKey === 1 && <Star size="0.875rem" role="img" aria-label={t.unit.badge.key} />}
      {nature === 'area' && hasPolice === 0 && <span>{t.unit.badge.noPolice.toLowerCase()}</span>}
      {childCount > 0 && <span title={t.unit.childCount(childCount)}>{showNumber(childCount)}</span>}
    </span>
  );
  return { id, nature, label: fullName, hasChildren: childCount > 0, note };
}

function Found({ nature, text, chosenId }: { nature: UnitNature; text: string; chosenId: string | undefined }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const found = useApi('unit.search', { text: text.slice(0, 200), on, nature }, { entities: unitEntities, keep: true });
  if (found.error !== undefined) return <ErrorState error={found.error} onRetry={found.reload} />;
  if (found.data === undefined) return <LoadingState />;
  const { rows, total } = found.data;
  return (
    <div className="vm-unit-found">
      <p className="vm-page-note" role="status">
        {total === 0 ? t.searchNothing : t.searchTotal(rows.length, total)}
      </p>
      <ul aria-label={t.searchResults}>
        {rows.map((unit) => (
          <li key={unit.id}>
            <button type="button" aria-current={unit.id === chosenId || undefined} onClick={() => openFound(unit)}>
              <FoundUnit unit={unit} />
            </button>
            {unit.heirs.length > 0 && <FoundHeirs heirs={unit.heirs} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A unit that has ended is opened on its last day, on which the tree and all lists still know it. */
function openFound({ id, endedOn }: UnitFound): void {
  if (endedOn !== null) useViewDate.getState().setOn(addDays(endedOn, -1));
  go(`/units/${id}`);
}

function FoundUnit({ unit }: { unit: UnitFound }) {
  const t = useText();
  return (
    <>
      <span className={unit.endedOn === null ? 'vm-unit-name' : 'vm-unit-name vm-unit-ended'}>{unit.fullName}</span>
      <span className="vm-page-note">{unitNotes(t, { ...unit, heirs: [] })}</span>
    </>
  );
}

/** The other way from an old name: to the units of the day of view that carry it on. */
function FoundHeirs({ heirs }: { heirs: UnitFound['heirs'] }) {
  const t = useText().lineage;
  return (
    <p className="vm-unit-heirs">
      {heirs.length === 1 ? t.nowIs : t.nowIsMany}:{' '}
      {heirs.map((heir, index) => (
        <Fragment key={heir.id}>
          {index > 0 && ', '}
          <a href={`#/units/${heir.id}`}>{heir.fullName}</a>
        </Fragment>
      ))}
    </p>
  );
}

/** What to do when the tree has nothing on the day. */
function Empty({ nature }: { nature: UnitNature }) {
  const t = useText().unit;
  const canKeep = useCanKeep();
  if (nature === 'partner')
    return (
      <EmptyState
        icon={Handshake}
        title={t.emptyPartner}
        hint={t.emptyPartnerHint}
        action={canKeep && <Button onClick={() => go('/units/new')}>{t.add}</Button>}
      />
    );
  if (nature === 'police')
    return (
      <EmptyState
        icon={ShieldPlus}
        title={t.emptyPolice}
        hint={t.emptyPoliceHint}
        action={canKeep && <Button onClick={() => go('/units/police')}>{t.police.nav}</Button>}
      />
    );
  return (
    <EmptyState
      icon={Building2}
      title={t.emptyArea}
      hint={t.emptyAreaHint}
      action={canKeep && <Button onClick={() => go('/units/import')}>{t.import.nav}</Button>}
    />
  );
}
