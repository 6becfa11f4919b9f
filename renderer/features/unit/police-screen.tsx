import { Button, Checkbox, MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { ArrowLeft } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { PoliceCounts } from '../../../db/api/contract/unit-import.ts';
import { isDay } from '../../../db/api/day.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { go, usePlace } from '../../navigate.ts';
import { useChangeCount } from '../../stores/changes.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { errorText, useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { DayInput } from '../../ui/day-field.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { ProgressPanel } from '../../ui/progress-panel.tsx';
import { ForbiddenState } from '../../ui/states.tsx';
import { useApi, useCommand, useJob } from '../../use-api.ts';
import { useCanKeep } from './keep.ts';

const entities = ['unit', 'unitVersion'] as const;

/** Lập đơn vị Công an: for which day and provinces, what it would make, then makes it. */
export function PoliceScreen() {
  const t = useText();
  return (
    <Page
      title={t.unit.police.title}
      scrolls
      actions={
        <Button
          variant="subtle"
          color="gray"
          leftSection={<ArrowLeft size={16} aria-hidden />}
          onClick={() => go('/units')}
        >
          {t.unit.import.toTree}
        </Button>
      }
    >
      {useCanKeep() ? <Police /> : <ForbiddenState />}
    </Page>
  );
}

function Police() {
  const t = useText().unit.police;
  const [, , dayOfImport] = usePlace();
  const viewOn = useViewDate((s) => s.on);
  const [on, setOn] = useState<string>(dayOfImport !== undefined && isDay(dayOfImport) ? dayOfImport : viewOn);
  const [isAll, setAll] = useState(true);
  const [provinceIds, setProvinceIds] = useState<string[]>([]);
  const [officeAreaId, setOfficeAreaId] = useState<string | null>(null);
  const [endGone, setEndGone] = useState(false);
  const [counts, setCounts] = useState<PoliceCounts>();
  const [error, setError] = useState<ApiError>();
  const reading = useJob('unit.previewPolice');
  const making = useJob('unit.makePolice');
  const changes = useChangeCount(entities);
  const isReady = isDay(on) && (isAll || provinceIds.length > 0);
  const input = { on, provinceIds: isAll ? ('all' as const) : provinceIds, officeAreaId };
  const key = JSON.stringify(input);

  useEffect(() => {
    let isStale = false;
    setCounts(undefined);
    setError(undefined);
    if (!isReady) return;
    void reading.run(input, t.preview, { quiet: true }).then((answer) => {
      if (isStale) return;
      if (answer.ok) setCounts(answer.value);
      else setError(answer.error);
    });
    return () => {
      isStale = true;
    };
  }, [key, isReady, changes]);

  const make = async (): Promise<void> => {
    const answer = await making.run({ ...input, endGone }, t.label, {
      done: (made) => t.done(sumOf(made, 'created'), sumOf(made, 'changed'), endGone ? made.gone : 0),
    });
    if (answer.ok) go('/units');
  };
  const makes = counts === undefined ? 0 : sumOf(counts, 'created') + sumOf(counts, 'changed');
  const ends = endGone ? (counts?.gone ?? 0) : 0;
  return (
    <div className="vm-police">
      <p>{t.intro}</p>
      <div className="vm-police-choices">
        <DayInput label={t.on} value={on} required onChange={(day) => setOn(day ?? '')} />
        <Provinces on={on} isAll={isAll} chosen={provinceIds} onAll={setAll} onChoose={setProvinceIds} />
      </div>
      {error !== undefined && error.code !== 'CANCELLED' && (
        <p className="vm-form-error" role="alert">
          {errorText(error)}
        </p>
      )}
      {making.job !== undefined && <ProgressPanel job={making.job} />}
      {isDay(on) && error === undefined && <Zones on={on} />}
      {counts !== undefined && (
        <>
          <OfficeArea on={on} counts={counts} chosen={officeAreaId} onChoose={setOfficeAreaId} />
          <Counts counts={counts} />
          {counts.gone > 0 && (
            <Checkbox
              label={t.gone(counts.gone)}
              checked={endGone}
              onChange={(event) => setEndGone(event.currentTarget.checked)}
            />
          )}
          {counts.goneKept > 0 && <p className="vm-page-note">{t.goneKept(counts.goneKept)}</p>}
          <div className="vm-form-buttons">
            <Button disabled={making.isRunning || makes + ends === 0} onClick={() => void make()}>
              {ends > 0 ? t.runWithEnds(makes, ends) : t.run(makes)}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

const sumOf = (counts: PoliceCounts, key: 'created' | 'changed'): number =>
  counts.rows.reduce((sum, row) => sum + row[key], 0);

interface ProvincesProps {
  on: string;
  isAll: boolean;
  chosen: string[];
  onAll: (isAll: boolean) => void;
  onChoose: (ids: string[]) => void;
}

function Provinces({ on, isAll, chosen, onAll, onChoose }: ProvincesProps) {
  const t = useText();
  const words = t.unit.police;
  const list = useApi(
    'unit.list',
    { on, nature: 'area', level: 'province', limit: 200 },
    { enabled: isDay(on) && !isAll, entities, keep: true },
  );
  return (
    <div>
      <span className="vm-input-label">{words.provinces}</span>
      <SegmentedControl
        aria-label={words.provinces}
        data={[
          { value: 'all', label: words.allProvinces },
          { value: 'some', label: words.chosenProvinces },
        ]}
        value={isAll ? 'all' : 'some'}
        onChange={(value) => onAll(value === 'all')}
      />
      {!isAll && (
        <MultiSelect
          aria-label={words.choose}
          placeholder={words.choose}
          searchable
          data={(list.data?.rows ?? []).map((row) => ({ value: row.id, label: row.fullName }))}
          value={chosen}
          onChange={onChoose}
          nothingFoundMessage={t.common.select.nothing}
        />
      )}
    </div>
  );
}

/** Special zones are where areas without police are found (DOMAIN 1.1); any other area is marked on its own page. */
function Zones({ on }: { on: string }) {
  const t = useText().unit.police;
  const list = useApi(
    'unit.list',
    { on, nature: 'area', level: 'commune', text: 'Đặc khu', limit: 50 },
    { entities, keep: true },
  );
  const { run, isRunning } = useCommand('unit.setHasPolice');
  const zones = (list.data?.rows ?? []).filter((row) => row.kind === 'specialZone');
  if (zones.length === 0) return null;
  return (
    <Section title={t.zones}>
      <p className="vm-page-note">{t.zonesHint}</p>
      <div className="vm-police-zones">
        {zones.map((zone) => (
          <Checkbox
            key={zone.id}
            size="xs"
            label={zone.fullName}
            checked={zone.hasPolice === 1}
            disabled={isRunning}
            onChange={(event) => void run({ unitIds: [zone.id], hasPolice: event.currentTarget.checked ? 1 : 0, on })}
          />
        ))}
      </div>
    </Section>
  );
}

function OfficeArea({
  on,
  counts,
  chosen,
  onChoose,
}: {
  on: string;
  counts: PoliceCounts;
  chosen: string | null;
  onChoose: (id: string | null) => void;
}) {
  const t = useText();
  const words = t.unit.police;
  const { officeArea } = counts;
  const list = useApi(
    'unit.list',
    { on, nature: 'area', level: 'province', limit: 200 },
    { enabled: officeArea === null || chosen !== null, entities, keep: true },
  );
  return (
    <Section title={words.officeArea}>
      <p>{officeArea === null ? words.officeAreaNone : words.officeAreaFound(officeArea.fullName)}</p>
      {(officeArea === null || chosen !== null) && (
        <Select
          aria-label={words.officeArea}
          placeholder={words.officeArea}
          data={(list.data?.rows ?? []).map((row) => ({ value: row.id, label: row.fullName }))}
          value={chosen}
          onChange={onChoose}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t.common.actions.clear }}
          nothingFoundMessage={t.common.select.nothing}
        />
      )}
    </Section>
  );
}

function Counts({ counts }: { counts: PoliceCounts }) {
  const t = useText().unit;
  const isNothing = sumOf(counts, 'created') + sumOf(counts, 'changed') === 0;
  return (
    <Section title={t.police.preview}>
      <table className="vm-police-table">
        <thead>
          <tr>
            <th scope="col">{t.police.level}</th>
            <th scope="col">{t.police.created}</th>
            <th scope="col">{t.police.changed}</th>
            <th scope="col">{t.police.same}</th>
          </tr>
        </thead>
        <tbody>
          {counts.rows.map((row) => (
            <tr key={row.level}>
              <th scope="row">{t.levels[row.level]}</th>
              <td>{showNumber(row.created)}</td>
              <td>{showNumber(row.changed)}</td>
              <td>{showNumber(row.same)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {counts.withoutPolice > 0 && <p className="vm-page-note">{t.police.withoutPolice(counts.withoutPolice)}</p>}
      {isNothing && <p role="status">{t.police.nothing}</p>}
    </Section>
  );
}
