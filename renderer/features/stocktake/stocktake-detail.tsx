import { ActionIcon, Button, Menu } from '@mantine/core';
import { Ellipsis, ListPlus, Pencil, Printer, Trash2, X } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { Stocktake, UnitThen } from '../../../db/api/contract/stocktake.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { ConclusionSection } from './conclusion-section.tsx';
import { wholeYears } from './period.ts';
import { StocktakePaper } from './stocktake-paper.tsx';
import { TasksSection } from './tasks-section.tsx';

const shownEntities = [
  'stocktake',
  'stocktakeTask',
  'directive',
  'task',
  'assignment',
  'assignmentStep',
  'unitVersion',
  'unitLineage',
] as const;

interface DetailProps {
  id: string;
  canWrite: boolean;
  canConclude: boolean;
}

/** One sơ kết or tổng kết: what it looks back on, where it was held, what was concluded and what follows. */
export function StocktakeDetail({ id, canWrite, canConclude }: DetailProps) {
  const t = useText().stocktake;
  const on = useViewDate((s) => s.on);
  const { data, error, isLoading, reload } = useApi(
    'stocktake.get',
    { id, on },
    { entities: shownEntities, keep: true },
  );
  if (isLoading) return <LoadingState />;
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const isOwn = data.isOwn === 1;
  return (
    <Panel
      title={data.title}
      note={`${t.kinds[data.kind]} · ${showDay(data.heldOn)} · ${t.forms[data.form]}`}
      actions={<Actions stocktake={data} canWrite={canWrite && isOwn} canConclude={canConclude && isOwn} />}
    >
      {!isOwn && <p className="vm-page-note">{t.detail.foreign}</p>}
      <About stocktake={data} />
      <DirectivesSection stocktake={data} />
      {data.agenda.length > 0 && (
        <Section title={t.detail.agenda}>
          <ol className="vm-stocktake-agenda">
            {data.agenda.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </Section>
      )}
      <ConclusionSection key={data.changedAtMs} stocktake={data} canConclude={canConclude && isOwn} />
      <TasksSection stocktake={data} canConclude={canConclude && isOwn} />
      {data.sites.length > 0 && <SitesSection stocktake={data} />}
      <HistorySection entity="stocktake" id={id} />
      <StocktakePaper stocktake={data} />
    </Panel>
  );
}

function About({ stocktake }: { stocktake: Stocktake }) {
  const t = useText().stocktake;
  const { fromOn, toOn, host, place, chair } = stocktake;
  return (
    <Facts
      items={[
        {
          label: t.detail.period,
          value: t.detail.span(showDay(fromOn), showDay(toOn), wholeYears(fromOn, toOn)),
        },
        { label: t.fields.hostUnitId, value: host === null ? '' : <ThenLink unit={host} /> },
        { label: t.fields.place, value: place },
        { label: t.fields.chair, value: chair },
      ]}
    />
  );
}

/** A unit by its name of the day, with the way to it, and what it is now. */
function ThenLink({ unit }: { unit: UnitThen }) {
  const t = useText().stocktake.detail;
  return (
    <>
      <a href={`#/units/${unit.unitId}`}>{unit.name}</a>
      {unit.now.length > 0 ? (
        <small className="vm-stocktake-now">
          {t.now('')}
          {unit.now.map(({ id, fullName }, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              <a href={`#/units/${id}`}>{fullName}</a>
            </Fragment>
          ))}
        </small>
      ) : (
        unit.endedOn !== null && <small className="vm-stocktake-now">{t.ended(showDay(unit.endedOn))}</small>
      )}
    </>
  );
}

function DirectivesSection({ stocktake }: { stocktake: Stocktake }) {
  const { stocktake: t, directive } = useText();
  return (
    <Section title={t.detail.directives}>
      {stocktake.directives.length === 0 && <p className="vm-page-note">{t.detail.noDirectives}</p>}
      <ul className="vm-stocktake-lines">
        {stocktake.directives.map((one) => (
          <li key={one.id}>
            <span>
              <a href={`#/directives/${one.id}`}>{directive.nameOf(one.kindName, one.number)}</a> ·{' '}
              {showDay(one.issuedOn)}
              <small>{one.subject}</small>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** So many places that fit without scrolling; more on demand. */
const shownSites = 12;

function SitesSection({ stocktake: { sites, heldOn } }: { stocktake: Stocktake }) {
  const t = useText().stocktake.detail;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? sites : sites.slice(0, shownSites);
  return (
    <Section title={t.sites(sites.length)}>
      <p className="vm-page-note">{t.namesOf(showDay(heldOn))}</p>
      <ul className="vm-stocktake-sites">
        {shown.map((site) => (
          <li key={site.unitId}>
            <ThenLink unit={site} />
            {site.place !== '' && <small>{site.place}</small>}
          </li>
        ))}
      </ul>
      {shown.length < sites.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t.showAll(sites.length)}
        </Button>
      )}
    </Section>
  );
}

function Actions({
  stocktake,
  canWrite,
  canConclude,
}: {
  stocktake: Stocktake;
  canWrite: boolean;
  canConclude: boolean;
}) {
  const text = useText();
  const t = text.stocktake;
  const [isAsking, setAsking] = useState(false);
  const removal = useCommand('stocktake.remove');
  const print = (): void => window.print();
  useCommands({ 'file.print': { run: print } });
  const remove = async (): Promise<void> => {
    const result = await removal.run({ id: stocktake.id }, { done: t.removal.done });
    setAsking(false);
    if (result.ok) go('/stocktakes');
  };
  return (
    <>
      {canConclude && (
        <Button
          leftSection={<ListPlus size="0.875rem" aria-hidden />}
          onClick={() => go(`/stocktakes/${stocktake.id}/give`)}
        >
          {t.detail.give}
        </Button>
      )}
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={t.detail.print}
        title={`${t.detail.print} (Ctrl+P)`}
        onClick={print}
      >
        <Printer size="1rem" aria-hidden />
      </ActionIcon>
      {canWrite && (
        <>
          <Button
            variant="default"
            leftSection={<Pencil size="0.875rem" aria-hidden />}
            onClick={() => go(`/stocktakes/${stocktake.id}/edit`)}
          >
            {t.detail.edit}
          </Button>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={text.common.actions.more}>
                <Ellipsis size="1.125rem" aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item color="red" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setAsking(true)}>
                {t.detail.remove}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      )}
      <ActionIcon aria-label={text.common.actions.close} onClick={() => go('/stocktakes')}>
        <X size="1.125rem" aria-hidden />
      </ActionIcon>
      <ConfirmDialog
        opened={isAsking}
        title={t.removal.title}
        confirmLabel={t.detail.remove}
        isDangerous
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {t.removal.text(stocktake.title)}
      </ConfirmDialog>
    </>
  );
}
