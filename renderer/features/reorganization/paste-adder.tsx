import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { UnitFound } from '../../../db/api/contract/unit.ts';
import type { UnitNature } from '../../../db/api/contract/unit-words.ts';
import type { Day } from '../../../db/api/day.ts';
import { call } from '../../api.ts';
import { useText } from '../../text/index.ts';
import { fold } from '../../ui/fold.ts';

export interface ManyProps {
  on: Day;
  nature: UnitNature;
  /** Units that are in already. */
  chosen: ReadonlySet<string>;
  onAdd: (ids: readonly string[]) => void;
}

/** So many lines are looked for at a time. */
const mostLines = 500;
const lanes = 8;

interface Line {
  readonly text: string;
  readonly found: readonly UnitFound[];
}

/** What a line means: the unit of that very code or name; else all that the search knows by it. */
async function look(text: string, { on, nature }: Pick<ManyProps, 'on' | 'nature'>): Promise<Line> {
  const result = await call('unit.search', { text: text.slice(0, 200), on, nature, includeEnded: false });
  const rows = result.ok ? result.value.rows.filter((row) => row.startsOn === null) : [];
  const wanted = fold(text);
  const exact = rows.filter(
    (row) => row.officialCode === text || fold(row.fullName) === wanted || fold(row.shortName) === wanted,
  );
  return { text, found: exact.length > 0 ? exact : rows };
}

/** Units out of a list of names or codes, as it stands in a table or a decision. */
export function PasteAdder({ on, nature, chosen, onAdd }: ManyProps) {
  const t = useText().reorganization.wizard.bulk;
  const [typed, setTyped] = useState('');
  const [lines, setLines] = useState<readonly Line[]>();
  const [reading, setReading] = useState<number>();
  const [picked, setPicked] = useState<Readonly<Record<string, string>>>({});
  const wanted = [...new Set(typed.split(/[\n\t;]/).map((line) => line.trim()))].filter(Boolean);
  const search = async (): Promise<void> => {
    const done: Line[] = [];
    for (let start = 0; start < wanted.length; start += lanes) {
      setReading(start);
      done.push(...(await Promise.all(wanted.slice(start, start + lanes).map((text) => look(text, { on, nature })))));
    }
    setReading(undefined);
    setPicked({});
    setLines(done);
  };
  const single = (lines ?? []).flatMap(({ found }) => (found.length === 1 ? (found[0]?.id ?? []) : []));
  const several = (lines ?? []).filter(({ found }) => found.length > 1);
  const unknown = (lines ?? []).filter(({ found }) => found.length === 0);
  const ids = [...new Set([...single, ...Object.values(picked)])].filter((id) => !chosen.has(id));
  return (
    <>
      <Textarea
        label={t.paste}
        placeholder={t.pastePlaceholder}
        value={typed}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        error={wanted.length > mostLines && t.tooMany(mostLines)}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="vm-form-buttons">
        <Button
          size="compact-sm"
          variant="default"
          disabled={wanted.length === 0 || wanted.length > mostLines || reading !== undefined}
          onClick={() => void search()}
        >
          {t.look}
        </Button>
        {ids.length > 0 && (
          <Button size="compact-sm" onClick={() => onAdd(ids)}>
            {t.addCount(ids.length)}
          </Button>
        )}
      </div>
      {reading !== undefined && (
        <p role="status" className="vm-page-note">
          {t.reading(reading, wanted.length)}
        </p>
      )}
      {lines !== undefined && (
        <div role="status">
          <p>{t.found(single.length)}</p>
          {unknown.length > 0 && (
            <p className="vm-event-open">
              {t.unknown(unknown.length)} {unknown.map(({ text }) => `“${text}”`).join(', ')}
            </p>
          )}
        </div>
      )}
      {several.length > 0 && (
        <div>
          <p>{t.several}</p>
          {several.map(({ text, found }) => (
            <Select
              key={text}
              label={t.severalOf(text)}
              data={found.map(({ id, fullName, parentName }) => ({
                value: id,
                label: [fullName, parentName].filter(Boolean).join(' — '),
              }))}
              value={picked[text] ?? null}
              onChange={(id) =>
                setPicked(({ [text]: _old, ...rest }) => (id === null ? rest : { ...rest, [text]: id }))
              }
            />
          ))}
        </div>
      )}
    </>
  );
}
