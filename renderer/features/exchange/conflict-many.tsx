import { ActionIcon, Button, Checkbox, SegmentedControl } from '@mantine/core';
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../../../db/api/contract/index.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { go } from '../../navigate.ts';
import { errorText, useText } from '../../text/index.ts';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { type Contested, type Keeper, keepersOf, planOf, type Several, type Side, sideOf } from './decisions.ts';
import { fieldName, kindText, textOf } from './words.ts';

const close = (): void => go('/conflicts');
const keyOf = ({ entity, entityId }: Pick<Several, 'entity' | 'entityId'>): string => `${entity} ${entityId}`;

type Refused = Output<'conflict.settleMany'>['refused'];

/** One side kept for many records: what is shown now and what it will be, before anything is written. */
export function ConflictMany() {
  const t = useText().exchange.conflict.many;
  const { data, error, reload } = useApi('conflict.several', {});
  const [refused, setRefused] = useState<Refused>([]);
  if (data === undefined) return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
  if (data.rows.length === 0) return <EmptyState title={t.none} hint={t.noneHint} />;
  return <Many records={data.rows} total={data.total} refused={refused} onRefused={setRefused} />;
}

interface ManyProps {
  records: readonly Several[];
  total: number;
  refused: Refused;
  onRefused: (refused: Refused) => void;
}

function Many({ records, total, refused, onRefused }: ManyProps) {
  const { common, exchange } = useText();
  const t = exchange.conflict.many;
  const root = useRef<HTMLElement>(null);
  const keepers = useMemo(() => keepersOf(records), [records]);
  const [place, setPlace] = useState(0);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { run, isRunning } = useCommand('conflict.settleMany');
  const keeper = keepers[Math.min(place, keepers.length - 1)];
  const plans = useMemo(
    () => records.map((record) => ({ record, plan: keeper && planOf(record, keeper) })),
    [records, keeper],
  );
  const chosen = plans.flatMap(({ record, plan }) => (plan === undefined || left.has(keyOf(record)) ? [] : [plan]));
  const save = async (): Promise<void> => {
    if (chosen.length === 0) return;
    const result = await run({ records: chosen }, { done: ({ done }) => t.saved(done) });
    if (result.ok) onRefused(result.value.refused);
  };
  const toggle = (key: string): void => {
    const next = new Set(left);
    if (!next.delete(key)) next.add(key);
    setLeft(next);
  };
  useKeys({ escape: close }, root);
  // As with one conflict: who opens them wants to choose, and the button that did is gone.
  useEffect(() => root.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  useCommands({ 'file.save': { run: () => void save(), label: t.save(chosen.length), within: root } });
  return (
    <section ref={root} className="vm-conflict" aria-label={t.title}>
      <Panel
        title={t.title}
        note={t.note}
        actions={
          <ActionIcon aria-label={common.actions.close} onClick={close}>
            <X size={16} aria-hidden />
          </ActionIcon>
        }
      >
        <div className="vm-many-head">
          <SegmentedControl
            aria-label={t.keeper}
            value={String(Math.min(place, keepers.length - 1))}
            onChange={(value) => setPlace(Number(value))}
            data={keepers.map((one, index) => ({
              value: String(index),
              label: one.isThisPc ? t.mine : t.theirs(one.deviceName),
            }))}
          />
        </div>
        <Refusals refused={refused} />
        {keeper !== undefined && <Preview {...{ plans, keeper, left, toggle }} />}
        {total > records.length && <p className="vm-page-note">{t.more(total - records.length)}</p>}
      </Panel>
      <footer className="vm-conflict-foot">
        <span role="status">{t.chosen(chosen.length, plans.filter(({ plan }) => plan === undefined).length)}</span>
        <div className="vm-conflict-buttons">
          <Button
            loading={isRunning}
            disabled={chosen.length === 0}
            onClick={() => void save()}
            rightSection={<kbd>Ctrl+S</kbd>}
          >
            {t.save(chosen.length)}
          </Button>
        </div>
      </footer>
    </section>
  );
}

/** What was not taken, and why; it is open as before. */
function Refusals({ refused }: { refused: Refused }) {
  const text = useText();
  if (refused.length === 0) return null;
  return (
    <div className="vm-many-refused" role="note">
      <strong>{text.exchange.conflict.many.refused(refused.length)}</strong>
      <ul>
        {refused.map((one) => (
          <li key={keyOf(one)}>
            {one.title}: {one.problem === null ? '' : errorText(one.problem)}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface PreviewProps {
  plans: readonly { record: Several; plan: unknown }[];
  keeper: Keeper;
  left: ReadonlySet<string>;
  toggle: (key: string) => void;
}

/** Line by line: what is shown now, and what stands there once it is saved. */
function Preview({ plans, keeper, left, toggle }: PreviewProps) {
  const text = useText();
  const t = text.exchange.conflict.many;
  return (
    <div className="vm-sync-table vm-many" tabIndex={0} role="group" aria-label={t.preview}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.columns.record}</th>
            <th scope="col">{t.columns.field}</th>
            <th scope="col">{t.columns.now}</th>
            <th scope="col">{t.columns.after}</th>
          </tr>
        </thead>
        {plans.map(({ record, plan }) => (
          <tbody key={keyOf(record)} data-left={plan === undefined || left.has(keyOf(record)) || undefined}>
            {record.fields.map((contested, index) => (
              <tr key={contested.field}>
                {index === 0 && (
                  <th scope="rowgroup" rowSpan={record.fields.length}>
                    <Checkbox
                      size="xs"
                      label={record.title}
                      description={kindText(text, record.entity)}
                      checked={plan !== undefined && !left.has(keyOf(record))}
                      disabled={plan === undefined}
                      onChange={() => toggle(keyOf(record))}
                    />
                    {plan === undefined && <StatusBadge meaning="amber" label={t.alone} isPlain />}
                  </th>
                )}
                <td>{fieldName(text, record.entity, contested.field)}</td>
                <td>
                  <Words record={record} contested={contested} side={contested.values.find(({ isShown }) => isShown)} />
                </td>
                <Then record={record} contested={contested} side={sideOf(contested, keeper)} />
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Then(props: { record: Several; contested: Contested; side: Side | undefined }) {
  const t = useText().exchange.conflict.many;
  if (props.side === undefined) return <td className="vm-page-note">—</td>;
  if (props.side.isShown) return <td className="vm-page-note">{t.same}</td>;
  return (
    <td className="vm-many-then">
      <Words {...props} />
    </td>
  );
}

function Words({ record, contested, side }: { record: Several; contested: Contested; side: Side | undefined }) {
  const text = useText();
  const t = text.exchange.conflict;
  if (side === undefined) return <span className="vm-page-note">{t.many.both}</span>;
  if (contested.kind === 'removal') return side.value.raw === 'removed' ? t.removed : t.kept;
  const words =
    contested.kind === 'field'
      ? textOf(text, record.entity, contested.field, side.value)
      : side.fields
          .map(({ entity, field, value }) => textOf(text, entity, field, value))
          .filter(Boolean)
          .join(' · ');
  return words === '' ? <span className="vm-page-note">{t.nothing}</span> : words;
}
