import { ActionIcon, Button, Menu, Tabs } from '@mantine/core';
import {
  ArrowRightLeft,
  CircleSlash,
  EllipsisVertical,
  GitMerge,
  Plus,
  RotateCcw,
  Shield,
  ShieldOff,
  Star,
} from 'lucide-react';
import { Fragment, type ReactNode, Suspense } from 'react';
import type { UnitRef, UnitShown, UnitVersionShown } from '../../../db/api/contract/unit.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { useCommand } from '../../use-api.ts';
import { versionShown } from './changes.ts';
import { useCanKeep } from './keep.ts';
import { LineageTab } from './lineage-tab.tsx';
import { NowIs, PastRecords } from './unit-past.tsx';
import { UnitVersions } from './unit-versions.tsx';

export const unitTabs = ['info', 'lineage'] as const;
export type UnitTab = (typeof unitTabs)[number];

/** The page of one unit, as it is on the day of view, with all its periods and with those before and after it. */
export function UnitDetail({ unit, tab }: { unit: UnitShown; tab: UnitTab }) {
  const text = useText();
  const t = text.lineage;
  const on = useViewDate((s) => s.on);
  const version = versionShown(unit, on);
  return (
    <Panel title={version.fullName} note={<Path unit={unit} />} actions={<Actions unit={unit} version={version} />}>
      <div className="vm-unit-badges">
        <Badges unit={unit} version={version} />
      </div>
      {unit.versionId === null && (
        <div className="vm-unit-warning">
          <p>{text.unit.notAlive(on)}</p>
          {unit.validTo !== null && unit.validTo <= on && <NowIs unit={unit} endedOn={unit.validTo} />}
        </div>
      )}
      <Tabs
        value={tab}
        onChange={(next) =>
          go(next === 'lineage' ? `/units/${unit.id}/lineage` : `/units/${unit.id}`, { replace: true })
        }
        keepMounted={false}
        className="vm-unit-tabs"
      >
        <Tabs.List aria-label={t.tabsLabel}>
          <Tabs.Tab value="info">{t.infoTab}</Tabs.Tab>
          <Tabs.Tab value="lineage">{t.tab}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="info">
          <Info unit={unit} version={version} />
        </Tabs.Panel>
        <Tabs.Panel value="lineage">
          <LineageTab key={unit.id} unit={unit} versions={<Versions unit={unit} />} />
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}

function Info({ unit, version }: { unit: UnitShown; version: UnitVersionShown }) {
  const t = useText().unit;
  const ModelWards = slot('unitModelWards');
  return (
    <>
      <Facts items={useFacts(unit, version)} />
      {unit.openWorkCount > 0 && <p>{t.openWork(unit.openWorkCount)}</p>}
      <Versions unit={unit} />
      <PastRecords unit={unit} name={version.fullName} />
      <Suspense fallback={null}>
        {ModelWards !== undefined && unit.nature === 'police' && <ModelWards unitId={unit.id} />}
      </Suspense>
      <Section title={t.children}>
        {unit.childCounts.length === 0 ? (
          <p className="vm-page-note">{t.noChildren}</p>
        ) : (
          <p>{unit.childCounts.map(({ kind, count }) => t.countOf(count, t.kinds[kind])).join(' · ')}</p>
        )}
      </Section>
      <HistorySection entity="unit" id={unit.id} />
    </>
  );
}

const Versions = ({ unit }: { unit: UnitShown }) => (
  <Section title={useText().unit.versions}>
    <UnitVersions unit={unit} />
  </Section>
);

function Path({ unit }: { unit: UnitShown }) {
  return (
    <span className="vm-unit-path">
      {unit.path.map((above, index) => (
        <Fragment key={above.id}>
          {index > 0 && <span aria-hidden> › </span>}
          <UnitLink unit={above} />
        </Fragment>
      ))}
    </span>
  );
}

const UnitLink = ({ unit }: { unit: UnitRef }) => <a href={`#/units/${unit.id}`}>{unit.fullName}</a>;

function Badges({ unit, version }: { unit: UnitShown; version: UnitVersionShown }) {
  const t = useText().unit.badge;
  const on = useViewDate((s) => s.on);
  return (
    <>
      {unit.validTo !== null && unit.validTo <= on && (
        <StatusBadge meaning="grey" icon={statusIcons.ban} label={t.ended(unit.validTo)} />
      )}
      {unit.validFrom > on && <StatusBadge meaning="grey" icon={statusIcons.calendar} label={t.notYet} />}
      {version.isKey === 1 && <StatusBadge meaning="amber" icon={Star} label={t.key} />}
      {unit.nature === 'area' && version.hasPolice === 0 && (
        <StatusBadge meaning="grey" icon={ShieldOff} label={t.noPolice} />
      )}
      {unit.isOffice && <StatusBadge meaning="green" icon={Shield} label={t.office} />}
      {!unit.isOwn && <StatusBadge meaning="grey" icon={statusIcons.circle} label={t.other} />}
    </>
  );
}

function useFacts(unit: UnitShown, version: UnitVersionShown): { label: string; value: ReactNode }[] {
  const t = useText().unit;
  const counterparts = unit.counterparts.map((other) => (
    <div key={other.id}>
      <UnitLink unit={other} />
    </div>
  ));
  const shown: { label: string; value: ReactNode; natures: string }[] = [
    { label: t.fields.kind, value: t.kinds[version.kind], natures: 'police area partner' },
    { label: t.fields.officialCode, value: version.officialCode, natures: 'area' },
    { label: t.fields.life, value: t.span(unit.validFrom, unit.validTo), natures: 'police area partner' },
    { label: t.fields.shortName, value: version.shortName, natures: 'police partner' },
    { label: t.fields.symbol, value: version.symbol, natures: 'police partner' },
    {
      label: unit.nature === 'area' ? t.fields.police : t.fields.area,
      value: counterparts.length > 0 ? counterparts : '',
      natures: 'police area',
    },
  ];
  return shown.filter((item) => item.natures.includes(unit.nature));
}

function Actions({ unit, version }: { unit: UnitShown; version: UnitVersionShown }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const reopen = useCommand('unit.reopen');
  const setHasPolice = useCommand('unit.setHasPolice');
  if (!useCanKeep()) return null;
  const isAlive = unit.versionId !== null;
  const to = (what: string) => () => go(`/units/${unit.id}/${what}`);
  const next = version.hasPolice === 1 ? 0 : 1;
  return (
    <>
      {isAlive && unit.isOwn && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<ArrowRightLeft size={14} aria-hidden />}
          onClick={to('change')}
        >
          {t.change}
        </Button>
      )}
      {isAlive && (
        <Button size="compact-sm" variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={to('add')}>
          {t.addChild}
        </Button>
      )}
      {unit.isOwn && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon aria-label={t.moreActions} variant="default" size="md">
              <EllipsisVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={to(`correct/${version.id}`)}>{t.correct}</Menu.Item>
            {unit.nature === 'area' && isAlive && (
              <Menu.Item
                leftSection={next === 1 ? <Shield size={14} aria-hidden /> : <ShieldOff size={14} aria-hidden />}
                onClick={() =>
                  void setHasPolice.run({ unitIds: [unit.id], hasPolice: next, on }, { done: t.corrected })
                }
              >
                {next === 1 ? t.markHasPolice : t.markNoPolice}
              </Menu.Item>
            )}
            {isAlive && (
              <Menu.Item
                leftSection={<GitMerge size={14} aria-hidden />}
                onClick={() => go(`/reorganize/new/${unit.id}`)}
              >
                {t.reorganize}
              </Menu.Item>
            )}
            {unit.validTo === null && !unit.isOffice && (
              <Menu.Item leftSection={<CircleSlash size={14} aria-hidden />} onClick={to('end')}>
                {t.end}
              </Menu.Item>
            )}
            {unit.validTo !== null && (
              <Menu.Item
                leftSection={<RotateCcw size={14} aria-hidden />}
                onClick={() => void reopen.run({ unitId: unit.id }, { done: t.reopened })}
              >
                {t.reopen}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
