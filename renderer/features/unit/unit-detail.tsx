import { ActionIcon, Button, Menu } from '@mantine/core';
import { ArrowRightLeft, CircleSlash, EllipsisVertical, Plus, RotateCcw, Shield, ShieldOff, Star } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import type { UnitRef, UnitShown, UnitVersionShown } from '../../../db/api/contract/unit.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useCommand } from '../../use-api.ts';
import { changesBetween, versionShown } from './changes.ts';
import { useCanKeep } from './keep.ts';

/** The page of one unit, as it is on the day of view, with all its periods. */
export function UnitDetail({ unit }: { unit: UnitShown }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const version = versionShown(unit, on);
  const isAlive = unit.versionId !== null;
  return (
    <Panel title={version.fullName} note={<Path unit={unit} />} actions={<Actions unit={unit} version={version} />}>
      <div className="vm-unit-badges">
        <Badges unit={unit} version={version} />
      </div>
      {!isAlive && <p className="vm-unit-warning">{t.notAlive(on)}</p>}
      <Facts items={useFacts(unit, version)} />
      {unit.openWorkCount > 0 && <p>{t.openWork(unit.openWorkCount)}</p>}
      <Section title={t.versions}>
        <Versions unit={unit} />
      </Section>
      <Section title={t.children}>
        {unit.childCounts.length === 0 ? (
          <p className="vm-page-note">{t.noChildren}</p>
        ) : (
          <p>{unit.childCounts.map(({ kind, count }) => t.countOf(count, t.kinds[kind])).join(' · ')}</p>
        )}
      </Section>
      <HistorySection entity="unit" id={unit.id} />
    </Panel>
  );
}

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
        <StatusBadge meaning="grey" icon={statusIcons.ban} label={t.ended} />
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

/** Newest first: what the unit was, what changed, on what basis. */
function Versions({ unit }: { unit: UnitShown }) {
  const t = useText().unit;
  const canKeep = useCanKeep() && unit.isOwn;
  const [withdrawn, setWithdrawn] = useState<UnitVersionShown>();
  const remove = useCommand('unit.removeVersion');
  const entries = unit.versions.map((version, index) => ({
    key: version.id,
    when: t.span(version.validFrom, version.validTo),
    title: version.fullName,
    meaning: version.id === unit.versionId ? ('green' as const) : ('grey' as const),
    text: (
      <div className="vm-unit-version">
        <span>
          {[
            changesBetween(unit.versions[index - 1], version)
              .map((field) => t.changeWords[field])
              .join(', ') || t.established,
            t.kinds[version.kind],
            version.parentName && t.underOf(version.parentName),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {version.basisText !== '' && <span className="vm-page-note">{t.basisOf(version.basisText)}</span>}
        {canKeep && (
          <span className="vm-unit-version-actions">
            <a href={`#/units/${unit.id}/correct/${version.id}`}>{t.correct}</a>
            {index > 0 && (
              <button type="button" className="vm-unit-link" onClick={() => setWithdrawn(version)}>
                {t.withdraw}
              </button>
            )}
          </span>
        )}
      </div>
    ),
  }));
  return (
    <>
      <Timeline label={t.versions} entries={entries.toReversed()} />
      <ConfirmDialog
        opened={withdrawn !== undefined}
        title={t.withdrawTitle}
        confirmLabel={t.withdrawVerb}
        isDangerous
        onClose={() => setWithdrawn(undefined)}
        onConfirm={async () => {
          if (withdrawn !== undefined) await remove.run({ versionId: withdrawn.id }, { done: t.withdrawn });
          setWithdrawn(undefined);
        }}
      >
        {withdrawn !== undefined && t.withdrawText(t.span(withdrawn.validFrom, withdrawn.validTo))}
      </ConfirmDialog>
    </>
  );
}
