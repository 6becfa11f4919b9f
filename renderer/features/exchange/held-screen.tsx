import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { PackageCheck, X } from 'lucide-react';
import { useMemo, useRef } from 'react';
import type { HeldReason } from '../../../db/api/contract/exchange.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import { go, usePlace } from '../../navigate.ts';
import { type Text, useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { useKeptFocus } from '../../ui/kept-focus.ts';
import { useKeys } from '../../ui/keys.ts';
import { Facts, Page, Panel, Section } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { usePages } from '../../ui/use-pages.ts';
import { useApi } from '../../use-api.ts';
import { fieldName, kindText, textOf } from './words.ts';
import './exchange.css';

type HeldRow = Output<'exchange.held'>['rows'][number];
const statuses = ['quarantined', 'pending'] as const;
type Status = (typeof statuses)[number];

const isReason = (words: Readonly<Record<HeldReason, string>>, word: string | undefined): word is HeldReason =>
  word !== undefined && Object.hasOwn(words, word);
const placeOf = (status: Status, reason: HeldReason | null, hash?: string): string =>
  ['/held', status, ...(reason === null ? [] : [reason]), ...(hash === undefined ? [] : [hash])].join('/');

/**
 * Dòng bị từ chối và đang chờ. Places: `/held`, `/held/<status>`, `/held/<status>/<hash>`, `/held/<status>/<reason>`,
 * `/held/<status>/<reason>/<hash>`. Nothing can be thrown away here.
 */
export default function HeldScreen() {
  useKeptFocus();
  const t = useText();
  const words = t.exchange.held;
  const [, place, third, fourth] = usePlace();
  const status: Status = place === 'pending' ? 'pending' : 'quarantined';
  const reason = isReason(words.reasons, third) ? third : null;
  const hash = reason === null ? third : fourth;
  const setReason = (next: HeldReason | null): void => go(placeOf(status, next));
  const rows = usePages('exchange.held', { status, ...(reason === null ? {} : { reason }) });
  const badge = useApi('exchange.badge', {}, { keep: true }).data;
  const { data: whole } = useApi('exchange.held', { status, limit: 1 }, { keep: true });
  const counts: Record<Status, number | undefined> = { quarantined: badge?.refused, pending: badge?.waiting };
  const open = rows.rows.find((row) => row.hash === hash);
  const isNarrow = open !== undefined;
  const columns = useMemo(() => columnsOf(t, status, isNarrow), [t, status, isNarrow]);
  const show = (next: string): void => go(placeOf(next === 'pending' ? 'pending' : 'quarantined', null));
  const reasons = whole?.reasons ?? [];
  return (
    <Page
      title={words.title}
      note={words.explain[status]}
      filters={
        <>
          <SegmentedControl
            aria-label={words.tabsLabel}
            value={status}
            onChange={show}
            data={statuses.map((one) => ({ value: one, label: words.tabOf(words.tabs[one], counts[one]) }))}
          />
          {reasons.length > 1 && (
            <Select
              className="vm-held-reason"
              aria-label={words.columns.reason}
              placeholder={words.anyReason}
              data={reasons.map((one) => ({
                value: one.reason,
                label: words.tabOf(words.reasons[one.reason], one.count),
              }))}
              value={reason}
              onChange={(next) => setReason(next)}
              clearable
              clearButtonProps={{ 'aria-label': t.common.actions.clear }}
            />
          )}
        </>
      }
    >
      <SplitView
        name="held"
        defaultPercent={55}
        list={
          <Grid
            key={status}
            label={words.list[status]}
            name={isNarrow ? 'held-beside' : 'held'}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.hash}
            openKey={hash}
            onOpen={(row) => go(placeOf(status, reason, row.hash))}
            isFiltered={reason !== null}
            onClearFilters={() => setReason(null)}
            empty={<EmptyState icon={PackageCheck} {...words.empty[status]} />}
          />
        }
        detail={
          open === undefined ? undefined : (
            <HeldDetail key={hash} row={open} status={status} onClose={() => go(placeOf(status, reason))} />
          )
        }
      />
    </Page>
  );
}

const recordText = (t: Text, { entity, title }: HeldRow): string =>
  t.exchange.held.recordOf(kindText(t, entity), title);

const fromText = (t: Text['exchange']['held'], { unitName, deviceName }: HeldRow): string =>
  [unitName || t.unknownUnit, deviceName].filter(Boolean).join(' · ');

function ReasonBadge({ row, status, isPlain }: { row: HeldRow; status: Status; isPlain: boolean }) {
  const t = useText().exchange.held;
  return (
    <StatusBadge
      meaning={status === 'pending' ? 'grey' : 'amber'}
      {...(status === 'pending' ? {} : { icon: statusIcons.ban })}
      label={t.reasons[row.reason]}
      isPlain={isPlain}
    />
  );
}

function columnsOf(t: Text, status: Status, isNarrow: boolean): Column<HeldRow>[] {
  const words = t.exchange.held;
  const columns: (Column<HeldRow> | false)[] = [
    {
      ...{ key: 'reason', header: words.columns.reason, width: 210, grow: 1 },
      text: (row) => words.reasons[row.reason],
      render: (row) => <ReasonBadge row={row} status={status} isPlain />,
    },
    {
      ...{ key: 'record', header: words.columns.record, width: 200, grow: 2 },
      text: (row) => recordText(t, row),
      render: (row) => <span title={recordText(t, row)}>{recordText(t, row)}</span>,
    },
    !isNarrow && {
      ...{ key: 'says', header: words.columns.says, width: 180, grow: 2 },
      text: (row) => row.text,
      render: (row) => <span title={row.text}>{row.text}</span>,
    },
    !isNarrow && {
      ...{ key: 'from', header: words.columns.from, width: 190, grow: 1 },
      text: (row) => fromText(words, row),
      render: (row) => <span title={fromText(words, row)}>{fromText(words, row)}</span>,
    },
    {
      ...{ key: 'arrived', header: words.columns.arrived, width: 140 },
      text: (row) => showInstant(row.arrivedAtMs),
      render: (row) => showInstant(row.arrivedAtMs),
    },
  ];
  return columns.filter((column) => column !== false);
}

/** One change that does not count: why, when it will, and what it says. */
function HeldDetail({ row, status, onClose }: { row: HeldRow; status: Status; onClose: () => void }) {
  const text = useText();
  const t = text.exchange.held;
  const root = useRef<HTMLDivElement>(null);
  useKeys({ escape: onClose }, root);
  return (
    <div ref={root} className="vm-sync-detail">
      <Panel
        title={recordText(text, row)}
        note={<ReasonBadge row={row} status={status} isPlain={false} />}
        actions={
          <ActionIcon aria-label={text.common.actions.close} onClick={onClose}>
            <X size={16} aria-hidden />
          </ActionIcon>
        }
      >
        {/* Nothing inside takes the focus, and the keys must be able to scroll it. */}
        <div tabIndex={0} role="group" aria-label={t.facts.says}>
          <Section title={t.facts.why}>
            <p className="vm-held-words">{t.why[row.reason]}</p>
          </Section>
          <Section title={t.facts.when}>
            <p className="vm-held-words">{t.when[row.reason]}</p>
          </Section>
          <Section title={t.facts.says}>
            <Facts
              items={[
                { label: t.facts.deed, value: text.history.kinds[row.kind] },
                ...row.fields.map(({ field, value }) => ({
                  label: fieldName(text, row.entity, field),
                  value: textOf(text, row.entity, field, value),
                })),
              ]}
            />
          </Section>
          <Section title={t.facts.origin}>
            <Facts
              items={[
                { label: t.facts.from, value: row.unitName || t.unknownUnit },
                { label: t.facts.device, value: row.deviceName || t.unknownDevice },
                ...(row.userName === '' ? [] : [{ label: t.facts.user, value: row.userName }]),
                { label: t.facts.written, value: showInstant(row.atMs) },
                { label: t.facts.arrived, value: showInstant(row.arrivedAtMs) },
              ]}
            />
          </Section>
        </div>
      </Panel>
    </div>
  );
}
