import { useId } from 'react';
import { useText } from '../../text/index.ts';
import { isProse, Marked } from '../../ui/marked.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { type Choice, type Contested, editorOf, type Side } from './decisions.ts';
import { ThirdField } from './third-field.tsx';
import { fieldName, knownEntity, textOf } from './words.ts';

interface ConflictFieldProps {
  entity: string;
  contested: Contested;
  /** "2/3". */
  place: string;
  choice: Choice | undefined;
  /** Undefined: only to read. */
  onChoose: ((choice: Choice) => void) | undefined;
  isMissing: boolean;
}

/** One thing that is open: what stood there before, every value with who wrote it, and room for another one. */
export function ConflictField({ entity, contested, place, choice, onChoose, isMissing }: ConflictFieldProps) {
  const text = useText();
  const t = text.exchange.conflict;
  const id = useId();
  const { field, base, values, kind } = contested;
  const known = knownEntity(entity);
  const hasChoices = known !== undefined && text.history.choices[`${known}.${field}`] !== undefined;
  const editor = editorOf(entity, contested, hasChoices);
  const hints = { field: undefined, removal: t.removalHint, overlap: t.overlapHint, review: t.reviewHint };
  const isThird = choice?.kind === 'third';
  return (
    <section className="vm-clash" aria-labelledby={id} data-field={field} data-missing={isMissing || undefined}>
      <header>
        <h3 id={id}>{fieldName(text, entity, field)}</h3>
        <span className="vm-page-note">{place}</span>
      </header>
      {hints[kind] !== undefined && <p className="vm-page-note">{hints[kind]}</p>}
      {base !== null && (
        <p className="vm-clash-base">
          <span className="vm-page-note">{t.base}: </span>
          <Plain words={textOf(text, entity, field, base)} />
        </p>
      )}
      <fieldset className="vm-clash-sides" aria-labelledby={id}>
        {values.map((side, index) => (
          <SideOption
            key={side.hash}
            name={id}
            number={index + 1}
            entity={entity}
            contested={contested}
            side={side}
            isChosen={choice?.kind === 'keep' && choice.hash === side.hash}
            onChoose={onChoose && (() => onChoose({ kind: 'keep', hash: side.hash }))}
          />
        ))}
        {onChoose !== undefined && editor !== 'none' && (
          <div className="vm-clash-side vm-clash-third" data-chosen={isThird || undefined}>
            <label>
              <span className="vm-clash-head">
                <input
                  type="radio"
                  name={id}
                  checked={isThird}
                  data-option={values.length + 1}
                  onChange={() => onChoose({ kind: 'third', value: startOf(contested) })}
                />
                <kbd>{values.length + 1}</kbd>
                <strong>{t.third}</strong>
              </span>
            </label>
            {isThird && (
              <ThirdField
                entity={entity}
                contested={contested}
                kind={editor}
                value={choice.value}
                onChange={(value) => onChoose({ kind: 'third', value })}
              />
            )}
          </div>
        )}
      </fieldset>
      {onChoose !== undefined && kind === 'field' && editor === 'none' && <p className="vm-page-note">{t.noThird}</p>}
    </section>
  );
}

/** A third value begins as what is shown now. */
const startOf = ({ values, base }: Contested): unknown =>
  (values.find(({ isShown }) => isShown)?.value ?? base)?.raw ?? null;

function Plain({ words }: { words: string }) {
  const t = useText().exchange.conflict;
  return words === '' ? <span className="vm-page-note">{t.nothing}</span> : words;
}

interface SideProps {
  name: string;
  number: number;
  entity: string;
  contested: Contested;
  side: Side;
  isChosen: boolean;
  onChoose: (() => void) | undefined;
}

function SideOption({ name, number, entity, contested, side, isChosen, onChoose }: SideProps) {
  const t = useText().exchange.conflict;
  const head = (
    <>
      <strong>{side.isThisPc ? t.mine : t.other(side.deviceName)}</strong>
      {side.isShown && <StatusBadge meaning="grey" icon={statusIcons.done} label={t.shown} isPlain />}
    </>
  );
  const body = (
    <>
      <span className="vm-clash-value">
        <SideValue {...{ entity, contested, side }} />
      </span>
      <span className="vm-page-note">
        {t.wrote(side.userName, t.claimed(side.atMs))}
        {side.isAtDoubtful && ` · ${t.doubtful}`}
      </span>
    </>
  );
  if (onChoose === undefined)
    return (
      <div className="vm-clash-side">
        <span className="vm-clash-head">{head}</span>
        {body}
      </div>
    );
  return (
    <label className="vm-clash-side" data-chosen={isChosen || undefined}>
      <span className="vm-clash-head">
        <input type="radio" name={name} checked={isChosen} data-option={number} onChange={onChoose} />
        <kbd>{number}</kbd>
        {head}
      </span>
      {body}
    </label>
  );
}

/** What a side says; a long text with the words marked that it changed. */
function SideValue({ entity, contested, side }: Pick<SideProps, 'entity' | 'contested' | 'side'>) {
  const text = useText();
  const t = text.exchange.conflict;
  const { kind, field, base } = contested;
  if (kind === 'removal') return side.value.raw === 'removed' ? t.removed : t.kept;
  if (kind !== 'field') return <Rival contested={contested} side={side} />;
  const words = textOf(text, entity, field, side.value);
  const before = textOf(text, entity, field, base);
  return isProse(before, words) ? <Marked before={before} after={words} side="added" /> : <Plain words={words} />;
}

/** A rival record: what it says where the rivals differ. */
function Rival({ contested, side }: { contested: Contested; side: Side }) {
  const text = useText();
  const said = (one: Side, field: string): string =>
    JSON.stringify(one.fields.find((other) => other.field === field)?.value.raw ?? null);
  const differing = side.fields.filter(({ field }) =>
    contested.values.some((other) => said(other, field) !== said(side, field)),
  );
  return (
    <dl className="vm-clash-rival">
      {(differing.length > 0 ? differing : side.fields).map(({ entity, field, value }) => (
        <div key={field}>
          <dt>{fieldName(text, entity, field)}</dt>
          <dd>
            <Plain words={textOf(text, entity, field, value)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
