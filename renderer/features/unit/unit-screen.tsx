import { Button } from '@mantine/core';
import { FileUp, Landmark, Plus, ShieldPlus } from 'lucide-react';
import { useState } from 'react';
import type { UnitShown } from '../../../db/api/contract/unit.ts';
import type { UnitKind, UnitNature } from '../../../db/api/contract/unit-words.ts';
import { go, usePlace } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import { ImportScreen } from './import-screen.tsx';
import { unitEntities, useCanKeep } from './keep.ts';
import { PoliceScreen } from './police-screen.tsx';
import { UnitDetail, unitTabs } from './unit-detail.tsx';
import { EndUnit } from './unit-end.tsx';
import { ChangeUnit, CorrectVersion, CreateUnit } from './unit-forms.tsx';
import { UnitTree } from './unit-tree.tsx';
import './unit.css';

/**
 * Dữ liệu › Đơn vị. Places: `/units`, `/units/new`, `/units/import`, `/units/police`, `/units/<id>`, `/units/<id>/add`,
 * `/units/<id>/lineage`, `/units/<id>/change`, `/units/<id>/correct/<version>`, `/units/<id>/end`.
 */
export default function UnitScreen() {
  const [, place] = usePlace();
  if (place === 'import') return <ImportScreen />;
  if (place === 'police') return <PoliceScreen />;
  return <Units />;
}

function Units() {
  const t = useText();
  const [, place, what, versionId] = usePlace();
  const on = useViewDate((s) => s.on);
  const [tab, setTab] = useState<UnitNature>('police');
  const id = place === undefined || place === 'new' ? undefined : place;
  const chosen = useApi(
    'unit.get',
    { id: id ?? '', on },
    { enabled: id !== undefined, entities: unitEntities, keep: true },
  );
  const unit = id !== undefined && chosen.data?.id === id ? chosen.data : undefined;
  const nature = unit?.nature ?? tab;
  const detail =
    place === 'new' ? (
      <CreateUnit nature={nature} parent={null} onClose={() => go('/units')} />
    ) : id === undefined ? (
      <NoneChosen nature={nature} />
    ) : unit !== undefined ? (
      <Chosen unit={unit} what={what} versionId={versionId} />
    ) : chosen.error !== undefined ? (
      <ErrorState error={chosen.error} onRetry={chosen.reload} />
    ) : (
      <LoadingState />
    );
  return (
    <Page title={t.unit.title} note={<CountsNote nature={nature} />} actions={<Actions />}>
      <SplitView
        name="units"
        defaultPercent={40}
        list={
          <UnitTree
            nature={nature}
            chosen={unit}
            onNature={(next) => {
              setTab(next);
              go('/units');
            }}
          />
        }
        detail={detail}
      />
    </Page>
  );
}

/** Before the first catalogue, what to do; afterwards, what the place is for. */
function NoneChosen({ nature }: { nature: UnitNature }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const canKeep = useCanKeep();
  const counts = useApi('unit.counts', { on }, { entities: unitEntities, keep: true });
  if (counts.data === undefined) return <LoadingState />;
  if (nature !== 'police' || counts.data.rows.some((row) => row.nature === 'area'))
    return <EmptyState icon={Landmark} title={t.choose} hint={t.chooseHint} />;
  const action = canKeep && <Button onClick={() => go('/units/import')}>{t.import.nav}</Button>;
  return <EmptyState icon={Landmark} title={t.firstRun} hint={t.firstRunHint} action={action} />;
}

function Chosen({
  unit,
  what,
  versionId,
}: {
  unit: UnitShown;
  what: string | undefined;
  versionId: string | undefined;
}) {
  const close = (): void => go(`/units/${unit.id}`);
  const version = unit.versions.find((one) => one.id === versionId);
  if (what === 'add') return <CreateUnit key={unit.id} nature={unit.nature} parent={unit} onClose={close} />;
  if (what === 'change') return <ChangeUnit key={unit.id} unit={unit} onClose={close} />;
  if (what === 'end') return <EndUnit key={unit.id} unit={unit} onClose={close} />;
  if (what === 'correct' && version !== undefined)
    return <CorrectVersion key={version.id} unit={unit} version={version} onClose={close} />;
  return <UnitDetail unit={unit} tab={unitTabs.find((tab) => tab === what) ?? 'info'} />;
}

function Actions() {
  const t = useText().unit;
  if (!useCanKeep()) return null;
  return (
    <>
      <Button variant="default" leftSection={<FileUp size={16} aria-hidden />} onClick={() => go('/units/import')}>
        {t.import.nav}
      </Button>
      <Button variant="default" leftSection={<ShieldPlus size={16} aria-hidden />} onClick={() => go('/units/police')}>
        {t.police.nav}
      </Button>
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => go('/units/new')}>
        {t.add}
      </Button>
    </>
  );
}

/** Kinds in the order in which people name them. */
const kindOrder: readonly UnitKind[] = [
  'centralCity',
  'province',
  'provincialCity',
  'town',
  'urbanDistrict',
  'ruralDistrict',
  'ward',
  'township',
  'commune',
  'specialZone',
];

/** "7 thành phố … · 27 tỉnh · …" of the tree shown. */
function CountsNote({ nature }: { nature: UnitNature }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const counts = useApi('unit.counts', { on }, { entities: unitEntities, keep: true });
  const rows = (counts.data?.rows ?? []).filter((row) => row.nature === nature);
  const order = (kind: UnitKind): number => (kindOrder.includes(kind) ? kindOrder.indexOf(kind) : kindOrder.length);
  const shown = rows
    .filter((row) => nature === 'partner' || kindOrder.includes(row.kind))
    .toSorted((a, b) => order(a.kind) - order(b.kind));
  return <>{t.countsNote(shown.map((row) => t.countOf(row.count, t.kinds[row.kind])))}</>;
}
