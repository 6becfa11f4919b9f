import { ActionIcon, Button, Menu } from '@mantine/core';
import { EllipsisVertical, FilePen, GitMerge, Undo2, X } from 'lucide-react';
import { Fragment, type ReactNode, Suspense, useState } from 'react';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { fold } from '../../ui/fold.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { AmendEvent } from './amend-event.tsx';
import { EventDiagram } from './event-diagram.tsx';
import { EventState } from './event-state.tsx';
import { HeirsForm } from './heirs-form.tsx';
import { type Event, eventEntities, useCanKeep } from './keep.ts';

/** The page of one event, or one of the forms that mend it. */
export function EventPage({ id, what }: { id: string; what: string | undefined }) {
  const on = useViewDate((s) => s.on);
  const canKeep = useCanKeep();
  const { data, error, reload } = useApi('reorganization.get', { id, on }, { entities: eventEntities, keep: true });
  if (data === undefined || data.id !== id)
    return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  const close = (): void => go(`/reorganize/${id}`);
  if (what === 'amend' && canKeep && data.isOwn) return <AmendEvent key={id} event={data} onClose={close} />;
  if (what === 'heirs' && canKeep && data.isOwn) return <HeirsForm key={id} event={data} onClose={close} />;
  return <Shown event={data} />;
}

function Shown({ event }: { event: Event }) {
  const t = useText().reorganization;
  const on = useViewDate((s) => s.on);
  const Handover = slot('eventHandover');
  return (
    <Panel
      title={t.page.titleOf(t.kinds[event.kind], event.effectiveOn)}
      note={
        <span className="vm-event-badges">
          <EventState event={event} on={on} />
        </span>
      }
      actions={<Actions event={event} />}
    >
      {event.heirsUnknown === 1 && <p className="vm-event-warning">{t.page.heirsUnknown}</p>}
      <Facts items={[...useFacts(event), ...useCompanions(event)]} />
      <Section title={t.page.lineage}>
        <Lineage event={event} />
      </Section>
      <Section title={t.page.ended}>
        <Ended event={event} />
      </Section>
      {Handover !== undefined && (
        <Suspense fallback={<LoadingState />}>
          <Handover eventId={event.id} />
        </Suspense>
      )}
      <HistorySection entity="unitEvent" id={event.id} />
    </Panel>
  );
}

function useFacts(event: Event): { label: string; value: ReactNode }[] {
  const t = useText().reorganization;
  const day = (value: string | null): string => (value === null ? '' : showDay(value));
  const link = ({ id, kind, effectiveOn }: Event['correctedBy'][number]): ReactNode => (
    <a href={`#/reorganize/${id}`}>{t.page.eventName(t.kinds[kind].toLowerCase(), showDay(effectiveOn))}</a>
  );
  const optional = [
    ...(event.corrects === null ? [] : [{ label: t.page.corrects, value: link(event.corrects) }]),
    ...(event.correctedBy.length === 0
      ? []
      : [
          {
            label: t.page.correctedBy,
            value: event.correctedBy.map((one) => <div key={one.id}>{link(one)}</div>),
          },
        ]),
    ...(event.note === '' ? [] : [{ label: t.eventFields.note, value: event.note }]),
  ];
  const basis = (
    <>
      {event.basisDirectiveId !== null && (
        <div>
          <a href={`#/directives/${event.basisDirectiveId}`}>{event.basisDirectiveNumber || t.amend.directive}</a>
        </div>
      )}
      {event.basisText}
    </>
  );
  return [
    { label: t.eventFields.signedOn, value: day(event.signedOn) },
    { label: t.eventFields.announcedOn, value: day(event.announcedOn) },
    { label: t.eventFields.effectiveOn, value: day(event.effectiveOn) },
    {
      label: t.eventFields.basisText,
      value: event.basisDirectiveId === null && event.basisText === '' ? '' : basis,
    },
    ...optional,
  ];
}

/** The same event in the other tree: police units that followed their areas, or the areas they followed. */
function useCompanions(event: Event): { label: string; value: ReactNode }[] {
  const t = useText().reorganization;
  const on = useViewDate((s) => s.on);
  const { kind, effectiveOn, nature, basisText } = event;
  const list = useApi(
    'reorganization.list',
    { on, kinds: [kind], fromOn: effectiveOn, toOn: effectiveOn, limit: 200, isCounted: false },
    { entities: eventEntities },
  );
  const names = event.edges
    .flatMap(({ from, to }) => [from, to].map((one) => fold(one?.fullName ?? '')))
    .filter(Boolean);
  // Công an xã Kim Sơn goes with Xã Kim Sơn.
  const isOf = (name: string): boolean => names.some((own) => own.endsWith(fold(name)) || fold(name).endsWith(own));
  const rows = (list.data?.rows ?? []).filter(
    (row) => row.nature !== nature && row.basisText === basisText && [...row.toNames, ...row.fromNames].some(isOf),
  );
  if (rows.length === 0 || rows.length > 5) return [];
  const value = rows.map((row) => (
    <div key={row.id}>
      <a href={`#/reorganize/${row.id}`}>{(row.toNames.length > 0 ? row.toNames : row.fromNames).join(', ')}</a>
    </div>
  ));
  return [{ label: t.page.together, value }];
}

type Edge = Event['edges'][number];

const unitOf = (unit: Edge['from']) =>
  unit === null ? null : { key: unit.id, name: unit.fullName, href: `#/units/${unit.id}` };

/** Drawn, and line by line: the drawing says at a glance what the lines say exactly. */
function Lineage({ event }: { event: Event }) {
  const t = useText().reorganization;
  const toward = ({ from, to }: Edge): ReactNode => {
    if (to === null) return <span className="vm-page-note">{t.page.endsWithout}</span>;
    const link = <a href={`#/units/${to.id}`}>{to.fullName}</a>;
    if (from?.id !== to.id) return link;
    return from.fullName === to.fullName ? <span className="vm-page-note">{t.page.goesOn}</span> : link;
  };
  return (
    <>
      <EventDiagram edges={event.edges.map((edge) => ({ ...edge, from: unitOf(edge.from), to: unitOf(edge.to) }))} />
      <div className="vm-event-scroll">
        <table className="vm-event-table">
          <thead>
            <tr>
              <th scope="col">{t.lineageFields.fromUnitId}</th>
              <th scope="col">{t.lineageFields.toUnitId}</th>
              <th scope="col">{t.lineageFields.part}</th>
              <th scope="col">{t.lineageFields.isMainHeir}</th>
              <th scope="col" data-number>
                {t.lineageFields.ratio}
              </th>
            </tr>
          </thead>
          <tbody>
            {event.edges.map((edge) => (
              <tr key={edge.id}>
                <th scope="row">
                  {edge.from === null ? (
                    <span className="vm-page-note">{t.page.newUnit}</span>
                  ) : (
                    <a href={`#/units/${edge.from.id}`}>{edge.from.fullName}</a>
                  )}
                </th>
                <td>{toward(edge)}</td>
                <td>{edge.from === null || edge.to === null ? '' : t.parts[edge.part]}</td>
                <td>{edge.isMainHeir === 1 && edge.from !== null && edge.to !== null ? t.page.yes : ''}</td>
                <td data-number>{edge.ratio === null ? t.page.noRatio : edge.ratio.replace('.', ',')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Ended({ event }: { event: Event }) {
  const t = useText().reorganization.page;
  if (event.ended.length === 0) return <p className="vm-page-note">{t.endedNone}</p>;
  return (
    <ul className="vm-event-ended">
      {event.ended.map(({ id, fullName, openCount }) => (
        <li key={id}>
          <a href={`#/units/${id}`}>{fullName}</a>
          <span className={openCount > 0 ? 'vm-event-open' : 'vm-page-note'}>
            {openCount > 0 ? t.endedOpen(openCount) : t.endedDone}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Actions({ event }: { event: Event }) {
  const texts = useText();
  const t = texts.reorganization;
  const canKeep = useCanKeep();
  const [isAsking, setAsking] = useState(false);
  const to = (what: string) => () => go(`/reorganize/${event.id}/${what}`);
  return (
    <>
      {canKeep && event.isOwn && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<FilePen size={14} aria-hidden />}
          onClick={to('amend')}
        >
          {t.page.amend}
        </Button>
      )}
      {canKeep && event.isOwn && event.ended.length > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<GitMerge size={14} aria-hidden />}
          onClick={to('heirs')}
        >
          {t.page.setHeirs}
        </Button>
      )}
      {canKeep && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon aria-label={t.page.more} variant="default" size="md">
              <EllipsisVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => go(`/reorganize/correct/${event.id}`)}>{t.page.correct}</Menu.Item>
            <Menu.Item leftSection={<Undo2 size={14} aria-hidden />} onClick={() => setAsking(true)}>
              {t.page.withdraw}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ActionIcon aria-label={t.page.close} onClick={() => go('/reorganize')}>
        <X size="1.125rem" aria-hidden />
      </ActionIcon>
      <Withdraw event={event} opened={isAsking} onClose={() => setAsking(false)} />
    </>
  );
}

/** Takes it back after a question; where it cannot be taken back, says why and offers the correcting event instead. */
function Withdraw({ event, opened, onClose }: { event: Event; opened: boolean; onClose: () => void }) {
  const t = useText().reorganization;
  const withdrawal = useCommand('reorganization.withdraw');
  const refused = event.withdrawRefused;
  const confirm = async (): Promise<void> => {
    if (refused !== null) return go(`/reorganize/correct/${event.id}`);
    const result = await withdrawal.run({ id: event.id }, { done: t.withdraw.done });
    onClose();
    if (result.ok) go('/reorganize');
  };
  return (
    <ConfirmDialog
      opened={opened}
      title={refused === null ? t.withdraw.title : t.page.withdraw}
      confirmLabel={refused === null ? t.withdraw.verb : t.page.correct}
      isDangerous={refused === null}
      onConfirm={confirm}
      onClose={onClose}
    >
      {refused === null ? (
        t.withdraw.text
      ) : (
        <Fragment>
          <p className="vm-event-reason">{t.withdraw.refused[refused]}</p>
          <p className="vm-event-reason">{t.withdraw.refusedNext}</p>
        </Fragment>
      )}
    </ConfirmDialog>
  );
}
