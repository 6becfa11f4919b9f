import { Button } from '@mantine/core';
import { BookDown, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { NormRow } from '../../../db/api/contract/staffing.ts';
import type { Day } from '../../../db/api/day.ts';
import { go, usePlace } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Page } from '../../ui/page.tsx';
import { SplitView } from '../../ui/split-view.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { staffEntities, useKeepsStaff } from './keep.ts';
import { NormForm } from './norm-form.tsx';
import { StaffViews } from './views.tsx';
import './staffing.css';

const scopeText = (t: Text, norm: NormRow): string =>
  [
    norm.unitKind === null ? t.unit.levels[norm.level] : t.unit.kinds[norm.unitKind],
    norm.isKeyOnly === 1 ? t.staffing.norms.keyOnly : '',
    norm.underUnitName === '' ? '' : t.staffing.norms.under(norm.underUnitName),
  ]
    .filter(Boolean)
    .join(', ');

const spanText = (t: Text['staffing']['norms'], { validFrom, validTo }: NormRow): string =>
  validTo === null ? t.since(validFrom) : t.span(validFrom, validTo);

/** Whether a norm counts on the day, in a word. */
function NormState({ norm, on }: { norm: NormRow; on: Day }) {
  const t = useText().staffing.norms;
  if (norm.isBinding === 0) return <StatusBadge isPlain meaning="grey" icon={statusIcons.circle} label={t.isPlanned} />;
  if (norm.validFrom > on)
    return <StatusBadge isPlain meaning="blue" icon={statusIcons.calendar} label={t.states.later} />;
  if (norm.validTo !== null && norm.validTo <= on)
    return <StatusBadge isPlain meaning="grey" icon={statusIcons.ban} label={t.states.ended} />;
  return <StatusBadge isPlain meaning="green" label={t.states.running} />;
}

function columnsOf(texts: Text, on: Day, isNarrow: boolean): Column<NormRow>[] {
  const t = texts.staffing.norms;
  const columns: (Column<NormRow> | false)[] = [
    {
      ...{ key: 'name', header: t.name, width: 180, grow: 2 },
      value: (norm) => norm.name,
      render: (norm) => <span title={norm.name}>{norm.name}</span>,
    },
    {
      ...{ key: 'minimum', header: t.minimum, width: 92, align: 'right' },
      text: (norm) => t.range(norm.minTotal, norm.maxTotal),
      render: (norm) => t.range(norm.minTotal, norm.maxTotal),
    },
    {
      ...{ key: 'valid', header: t.valid, width: 230 },
      text: (norm) => spanText(t, norm),
      render: (norm) => spanText(t, norm),
    },
    { ...{ key: 'state', header: t.binding, width: 126 }, render: (norm) => <NormState norm={norm} on={on} /> },
    !isNarrow && {
      ...{ key: 'scope', header: t.scope, width: 170, grow: 1 },
      text: (norm) => scopeText(texts, norm),
      render: (norm) => <span title={scopeText(texts, norm)}>{scopeText(texts, norm)}</span>,
    },
    !isNarrow && {
      ...{ key: 'units', header: t.judged, width: 84, align: 'right' },
      render: (norm) => (
        <span title={t.judgedHint(norm.judgedOn)}>{norm.isBinding === 0 ? '—' : showNumber(norm.unitCount)}</span>
      ),
    },
    !isNarrow && {
      ...{ key: 'below', header: t.below, width: 116, align: 'right' },
      render: (norm) => (
        <span title={t.judgedHint(norm.judgedOn)}>{norm.isBinding === 0 ? '—' : showNumber(norm.belowCount)}</span>
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}

/** Lực lượng › Định mức biên chế. Places: `/norms`, `/norms/new`, `/norms/<id>`. */
export default function NormScreen() {
  const texts = useText();
  const t = texts.staffing.norms;
  const on = useViewDate((s) => s.on);
  const [, openId] = usePlace();
  const canKeep = useKeepsStaff();
  const state = useApi('staffing.norms', { on }, { keep: true, entities: staffEntities });
  const isNarrow = openId !== undefined;
  const columns = useMemo(() => columnsOf(texts, on, isNarrow), [texts, on, isNarrow]);
  const open = state.data?.find(({ id }) => id === openId);
  const actions = canKeep && (
    <>
      <LoadButton />
      <Button leftSection={<Plus size="1rem" aria-hidden />} onClick={() => go('/norms/new')}>
        {t.add}
      </Button>
    </>
  );
  const detail =
    open !== undefined ? (
      <NormForm key={open.id} norm={open} />
    ) : openId === 'new' && canKeep ? (
      <NormForm key="new" norm={undefined} />
    ) : undefined;
  return (
    <Page title={t.title} note={<StaffViews />} actions={actions}>
      <SplitView
        name="norms"
        defaultPercent={54}
        list={
          <Grid
            label={t.label}
            name={isNarrow ? 'norms-beside' : 'norms'}
            columns={columns}
            rows={allRows(state)}
            rowKey={({ id }) => id}
            openKey={openId}
            onOpen={({ id }) => go(`/norms/${id}`)}
            empty={<EmptyState title={t.emptyTitle} hint={t.emptyHint} action={canKeep && <LoadButton />} />}
          />
        }
        detail={detail}
      />
    </Page>
  );
}

/** Enters the published norms once a person has read what they are. */
function LoadButton() {
  const t = useText().staffing.norms;
  const [isAsking, setAsking] = useState(false);
  const { run } = useCommand('staffing.loadPublishedNorms');
  return (
    <>
      <Button
        variant="default"
        leftSection={<BookDown size="1rem" aria-hidden />}
        title={t.loadHint}
        onClick={() => setAsking(true)}
      >
        {t.load}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t.loadTitle}
        confirmLabel={t.load}
        onClose={() => setAsking(false)}
        onConfirm={async () => {
          await run({}, { done: ({ added, skipped }) => t.loaded(added, skipped) });
          setAsking(false);
        }}
      >
        {t.loadText}
      </ConfirmDialog>
    </>
  );
}
