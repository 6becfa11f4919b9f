import { Button } from '@mantine/core';
import { ArrowLeft } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { workers } from '../../../db/api/define.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import type { Picked } from '../../bridge.ts';
import { go } from '../../navigate.ts';
import { offerFiles } from '../../stores/incoming-files.ts';
import { useJobs } from '../../stores/jobs.ts';
import { useMayFor } from '../../stores/may.ts';
import { errorText, type Text, useText } from '../../text/index.ts';
import { showBytes, showInstant, showNumber } from '../../text/show.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { Facts, Page, Section } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import { chooseBundles, DropZone } from './drop-zone.tsx';
import { Joined } from './joined.tsx';
import { PlainTable } from './kind-table.tsx';
import { runJob } from './run.ts';
import { kindName } from './words.ts';
import '../../ui/form-panel.css';
import './bundle.css';

type Inside = Output<'bundle.inspect'>;
type Op = Inside['ops'][number];

/** Xem gói: what a file is and, if it is meant for this office, what it holds. Nothing is taken in. */
export function ViewScreen() {
  const t = useText().bundle;
  const back = (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<ArrowLeft size="1rem" aria-hidden />}
      onClick={() => go('/bundles')}
    >
      {t.links.list}
    </Button>
  );
  return (
    <Page title={t.view.title} actions={back}>
      <Joined states={['waiting', 'revoked']} isOpenToAll>
        {() => <Body />}
      </Joined>
    </Page>
  );
}

function Body() {
  const t = useText().bundle.view;
  const [file, setFile] = useState<Picked>();
  const [inside, setInside] = useState<Inside>();
  const [error, setError] = useState<ApiError>();
  const [callId, setCallId] = useState<string>();
  const job = useJobs((s) => s.jobs.find((one) => one.callId === callId));
  const look = async ([picked]: readonly Picked[]): Promise<void> => {
    if (picked === undefined) return;
    setFile(picked);
    setInside(undefined);
    setError(undefined);
    const result = await runJob('bundle.inspect', { file: picked.handle }, t.reading(picked.name), setCallId);
    if (result.ok) setInside(result.value);
    else setError(result.error);
  };
  if (file === undefined)
    return (
      <DropZone title={t.choose} hint={t.drop} note={t.note} multiple={false} onFiles={(files) => void look(files)} />
    );
  return (
    <div className="vm-bundle-view">
      <div className="vm-import-file vm-bundle-part">
        <strong>{file.name}</strong>
        <span className="vm-page-note">{showBytes(file.byteCount)}</span>
        <Button size="compact-sm" variant="default" onClick={() => void chooseBundles(false).then(look)} data-next>
          {t.other}
        </Button>
      </div>
      {job !== undefined && (
        <div className="vm-bundle-part">
          <ProgressPanel job={job} />
        </div>
      )}
      {error !== undefined && (
        <p
          className="vm-bundle-note vm-bundle-part"
          data-meaning={error.code === 'CANCELLED' ? 'grey' : 'red'}
          role="alert"
        >
          {errorText(error)}
        </p>
      )}
      {inside !== undefined && <Shown file={file} inside={inside} />}
    </div>
  );
}

function Shown({ file, inside }: { file: Picked; inside: Inside }) {
  const t = useText();
  const words = t.bundle.view;
  const mayTake = useMayFor(workers);
  const { head, isForUs, refusal, entities, ops } = inside;
  return (
    <>
      <div className="vm-bundle-part">
        <Verdict inside={inside} />
        <Facts items={factsOf(t, inside)} />
        {isForUs && refusal === null && mayTake && (
          <div className="vm-bundle-buttons">
            <Button
              onClick={() => {
                offerFiles([file]);
                go('/import');
              }}
            >
              {words.take}
            </Button>
          </div>
        )}
      </div>
      {head !== null && entities.length === 0 && isForUs && <p className="vm-bundle-part">{words.onlyReceipt}</p>}
      {entities.length > 0 && (
        <div className="vm-bundle-inside">
          <div className="vm-bundle-kinds">
            <Section title={words.kinds} level={2}>
              <PlainTable
                label={words.kinds}
                headers={[t.bundle.kinds.kind, t.bundle.kinds.count]}
                rows={entities.map(({ entity, count }) => ({
                  key: entity,
                  cells: [kindName(t, entity), showNumber(count)],
                }))}
              />
            </Section>
          </div>
          <Ops ops={ops} total={head?.opCount ?? ops.length} />
        </div>
      )}
    </>
  );
}

/** For this office, for others, or refused with the reason. */
function Verdict({ inside }: { inside: Inside }) {
  const t = useText().bundle.view;
  const { isForUs, refusal, number } = inside;
  if (refusal !== null && refusal !== 'WRONG_RECIPIENT')
    return (
      <div className="vm-bundle-note" data-meaning="red" role="status">
        <p>{t.refused}</p>
        <p>{errorText({ code: 'BUNDLE_REFUSED', details: { reason: refusal, number } } as ApiError)}</p>
      </div>
    );
  if (!isForUs)
    return (
      <div className="vm-bundle-note" data-meaning="grey" role="status">
        <p>
          <strong>{t.notForUs}</strong>
        </p>
        <p>{t.notForUsHint}</p>
      </div>
    );
  return (
    <p role="status">
      <StatusBadge meaning="green" label={t.forUs} />
    </p>
  );
}

/** What can be told: of a bundle for others only what its head says in the open. */
function factsOf(t: Text, { head, format, number, recipientCount }: Inside): { label: string; value: string }[] {
  const { facts, format: formatOf } = t.bundle.view;
  const open = [
    { label: facts.number, value: showNumber(number) },
    { label: facts.recipients, value: showNumber(recipientCount) },
    { label: facts.format, value: formatOf(format) },
  ];
  if (head === null) return open;
  return [
    { label: facts.from, value: head.unitName },
    { label: facts.pc, value: head.deviceName },
    { label: facts.to, value: head.toUnitName },
    { label: facts.made, value: showInstant(head.madeAtMs) },
    { label: facts.ops, value: showNumber(head.opCount) },
    { label: facts.files, value: showNumber(head.fileCount) },
    { label: facts.size, value: showBytes(head.byteCount) },
    { label: facts.volume, value: `${head.volume.k}/${head.volume.n}` },
    ...open,
    { label: facts.app, value: head.appVersion },
  ];
}

const columnsOf = (t: Text): Column<Op>[] => {
  const { column, opKinds } = t.bundle.view;
  return [
    {
      ...{ key: 'entity', header: column.entity, width: 150 },
      value: (row) => kindName(t, row.entity),
      render: (row) => <span title={kindName(t, row.entity)}>{kindName(t, row.entity)}</span>,
    },
    {
      ...{ key: 'kind', header: column.kind, width: 70 },
      value: (row) => opKinds[row.kind] ?? row.kind,
      render: (row) => opKinds[row.kind] ?? row.kind,
    },
    {
      ...{ key: 'text', header: column.text, width: 260, grow: 2 },
      value: (row) => row.text,
      render: (row) => <span title={row.text}>{row.text || '—'}</span>,
    },
    {
      ...{ key: 'actor', header: column.actor, width: 140, grow: 1 },
      value: (row) => row.actor,
      render: (row) => <span title={row.actor}>{row.actor || '—'}</span>,
    },
    {
      ...{ key: 'at', header: column.at, width: 150 },
      value: (row) => showInstant(row.atMs),
      render: (row) => showInstant(row.atMs),
    },
  ];
};

function Ops({ ops, total }: { ops: Inside['ops']; total: number }) {
  const t = useText();
  const words = t.bundle.view;
  const columns = useMemo(() => columnsOf(t), [t]);
  const keyed = useMemo(() => ops.map((op, index) => ({ ...op, key: String(index) })), [ops]);
  return (
    <div className="vm-bundle-ops">
      <h2>{words.ops}</h2>
      {ops.length < total && <p className="vm-page-note">{words.opsFirst(ops.length, total)}</p>}
      <div className="vm-bundle-grid">
        <Grid
          label={words.ops}
          columns={columns}
          rows={allRows({ data: keyed, error: undefined, isLoading: false, reload: () => {} })}
          rowKey={(row) => row.key}
          empty={null}
        />
      </div>
    </div>
  );
}
