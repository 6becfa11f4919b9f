import { ActionIcon, Button } from '@mantine/core';
import { ExternalLink, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { workers } from '../../../db/api/define.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { HistorySection } from '../../history-section.tsx';
import { go } from '../../navigate.ts';
import { useMayFor } from '../../stores/may.ts';
import { placeOf } from '../../stores/open-record.ts';
import { useText } from '../../text/index.ts';
import { isTyping, useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { ConflictField } from './conflict-field.tsx';
import {
  type Choice,
  type Choices,
  type Conflict,
  choiceOf,
  keepAll,
  mineOf,
  settlement,
  theirsOf,
  undecided,
} from './decisions.ts';
import { kindText, knownEntity } from './words.ts';

const close = (): void => go('/conflicts');

interface ConflictDetailProps {
  entity: string;
  entityId: string;
  /** Opens what comes next once this is settled. */
  onSettled: () => void;
  /** Undefined: there is no other. */
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

/** One record on which PCs disagree, all its fields in one step. */
export function ConflictDetail({ entity, entityId, ...rest }: ConflictDetailProps) {
  const t = useText().exchange.conflict;
  const { data, error, reload } = useApi('conflict.get', { entity, entityId });
  const gone = error?.code === 'CONFLICT_GONE' || error?.code === 'NOT_FOUND';
  if (gone)
    return (
      <EmptyState
        title={t.gone}
        hint={t.goneHint}
        action={
          <Button variant="default" onClick={close}>
            {t.toList}
          </Button>
        }
      />
    );
  if (data !== undefined) return <Shown {...{ entity, entityId, ...rest }} conflict={data} />;
  return error === undefined ? <LoadingState /> : <ErrorState error={error} onRetry={reload} />;
}

/** What is chosen, and what can be done with it. */
function useChoosing({ entity, entityId, onSettled }: ConflictDetailProps, conflict: Conflict, canSettle: boolean) {
  const t = useText().exchange.conflict;
  const [choices, setChoices] = useState<Choices>({});
  const [isAsking, setAsking] = useState(false);
  const { run, isRunning } = useCommand('conflict.settle');
  const left = undecided(conflict, choices);
  const save = async (): Promise<void> => {
    if (left.length > 0) return setAsking(true);
    const result = await run(settlement({ entity, entityId }, conflict, choices), { done: t.saved(conflict.title) });
    if (result.ok) onSettled();
  };
  const choose = canSettle
    ? (field: string, choice: Choice): void => setChoices((old) => ({ ...old, [field]: choice }))
    : undefined;
  const keepMine = (): void => setChoices((old) => keepAll(conflict, old, mineOf));
  const keepTheirs = (): void => setChoices((old) => keepAll(conflict, old, theirsOf));
  const hasMine = conflict.fields.some((field) => mineOf(field) !== undefined);
  const hasTheirs = conflict.fields.some((field) => theirsOf(field) !== undefined);
  return { choices, choose, left, isAsking, save, isRunning, keepMine, keepTheirs, hasMine, hasTheirs };
}

function Shown({ conflict, ...props }: ConflictDetailProps & { conflict: Conflict }) {
  const text = useText();
  const t = text.exchange.conflict;
  const root = useRef<HTMLElement>(null);
  const isWorker = useMayFor(workers);
  const canSettle = isWorker && conflict.isOwn;
  const choosing = useChoosing(props, conflict, canSettle);
  const { choices, choose, left, isAsking, save } = choosing;
  const known = knownEntity(props.entity);
  const place = placeOf(conflict.subject);
  useKeys({ escape: close }, root);
  useCommands({
    'file.save': canSettle ? { run: () => void save(), label: t.save, within: root } : undefined,
    'edit.keepMine': canSettle && choosing.hasMine ? { run: choosing.keepMine } : undefined,
    'edit.keepTheirs': canSettle && choosing.hasTheirs ? { run: choosing.keepTheirs } : undefined,
    'edit.nextConflict': props.onNext && { run: props.onNext },
  });
  // Who opens a conflict wants to choose: the keys work at once.
  useEffect(() => radiosIn(root.current)[0]?.focus(), []);
  useEffect(() => {
    if (isAsking) radiosIn(root.current?.querySelector('[data-missing]') ?? null)[0]?.focus();
  }, [isAsking]);
  return (
    <section ref={root} className="vm-conflict" aria-label={t.title} onKeyDown={(event) => onKey(event, props)}>
      <Panel
        title={conflict.title}
        note={kindText(text, props.entity)}
        actions={
          <>
            {place !== undefined && (
              <Button
                variant="default"
                leftSection={<ExternalLink size="0.875rem" aria-hidden />}
                onClick={() => go(place)}
              >
                {t.open}
              </Button>
            )}
            <ActionIcon aria-label={text.common.actions.close} onClick={close}>
              <X size={16} aria-hidden />
            </ActionIcon>
          </>
        }
      >
        {canSettle ? (
          <All choosing={choosing} />
        ) : (
          <p className="vm-conflict-read" role="note">
            {conflict.isOwn ? t.viewerOnly : t.readOnly(conflict.ownerName)}
          </p>
        )}
        {conflict.fields.map((contested, index) => (
          <ConflictField
            key={contested.field}
            entity={props.entity}
            contested={contested}
            place={t.fieldOf(index + 1, conflict.fields.length)}
            choice={choiceOf(choices, contested)}
            onChoose={choose && ((choice) => choose(contested.field, choice))}
            isMissing={isAsking && left.includes(contested)}
          />
        ))}
        {known !== undefined && <HistorySection entity={known} id={props.entityId} />}
      </Panel>
      {canSettle && <Foot choosing={choosing} onNext={props.onNext} />}
    </section>
  );
}

/** One side for everything. Above, since notices of what was saved last stand below. */
function All({ choosing: { keepMine, keepTheirs, hasMine, hasTheirs } }: { choosing: ReturnType<typeof useChoosing> }) {
  const t = useText().exchange.conflict;
  return (
    <div className="vm-conflict-all">
      <p className="vm-page-note">{t.explain}</p>
      {hasMine && (
        <Button variant="default" size="compact-sm" onClick={keepMine}>
          {t.keepMine}
        </Button>
      )}
      {hasTheirs && (
        <Button variant="default" size="compact-sm" onClick={keepTheirs}>
          {t.keepTheirs}
        </Button>
      )}
    </div>
  );
}

function Foot({
  choosing: { left, isAsking, save, isRunning },
  onNext,
}: {
  choosing: ReturnType<typeof useChoosing>;
  onNext: (() => void) | undefined;
}) {
  const t = useText().exchange.conflict;
  return (
    <footer className="vm-conflict-foot">
      <span role="status" data-asking={(isAsking && left.length > 0) || undefined}>
        {left.length === 0 ? t.ready : t.left(left.length)}
      </span>
      <span className="vm-page-note vm-conflict-keys">{t.keys}</span>
      <div className="vm-conflict-buttons">
        <Button loading={isRunning} onClick={() => void save()} rightSection={<kbd>Ctrl+S</kbd>}>
          {t.save}
        </Button>
        {onNext !== undefined && (
          <Button variant="subtle" color="gray" onClick={onNext}>
            {t.next}
          </Button>
        )}
      </div>
    </footer>
  );
}

const radiosIn = (root: Element | null): HTMLInputElement[] =>
  root === null ? [] : [...root.querySelectorAll<HTMLInputElement>('input[type=radio][data-option]')];

const stepOf: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/**
 * Numbers choose and go on to the next field; arrows up and down go from field to field, left and right from value to value; J and K
 * go to the record below and above.
 */
function onKey(
  event: KeyboardEvent<HTMLElement>,
  { onNext, onPrevious }: Pick<ConflictDetailProps, 'onNext' | 'onPrevious'>,
): void {
  const { target, currentTarget, key } = event;
  if (isTyping(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
  const isWriting =
    target instanceof HTMLElement && target.matches('input:not([type=radio]), textarea, [role=combobox]');
  if (!isWriting && key === 'j') onNext?.();
  if (!isWriting && key === 'k') onPrevious?.();
  if (!(target instanceof HTMLInputElement) || target.type !== 'radio') return;
  const fields = [...currentTarget.querySelectorAll<HTMLElement>('.vm-clash')];
  const at = fields.findIndex((field) => field.contains(target));
  const step = stepOf[key];
  if (step !== undefined) {
    event.preventDefault();
    focusField(fields[at + step]);
  }
  const number = /^[1-9]$/.test(key) ? Number(key) : undefined;
  const radios = radiosIn(fields[at] ?? null);
  const radio = number === undefined ? undefined : radios[number - 1];
  if (radio === undefined) return;
  event.preventDefault();
  radio.click();
  const isThird = radio.closest('label')?.classList.contains('vm-clash-side') !== true;
  // Another value is written at once; else the next field waits.
  if (isThird) requestAnimationFrame(() => focusEditor(fields[at]));
  else focusField(fields[at + 1] ?? fields[at]);
}

function focusField(field: HTMLElement | undefined): void {
  const radios = radiosIn(field ?? null);
  (radios.find(({ checked }) => checked) ?? radios[0])?.focus();
}

/** The text is gone on with at its end. */
function focusEditor(field: HTMLElement | undefined): void {
  const editor = field?.querySelector<HTMLInputElement | HTMLTextAreaElement>(
    '.vm-clash-third :is(input:not([type=radio]), textarea)',
  );
  editor?.focus();
  if (editor?.readOnly === false) editor.setSelectionRange(editor.value.length, editor.value.length);
}
