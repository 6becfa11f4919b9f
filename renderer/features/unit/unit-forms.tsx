import { useEffect, useMemo, useRef, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { UnitFacts, type UnitShown, type UnitVersionShown, unitContract } from '../../../db/api/contract/unit.ts';
import { UnitLevel, type UnitNature } from '../../../db/api/contract/unit-words.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { Day, limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { type Choice, DayField, FieldRow, FlagField, NumberField, SelectField, TextField } from '../../ui/fields.tsx';
import { FormPanel } from '../../ui/form-panel.tsx';
import { type Keeping, Kept, useKeeping } from '../../ui/keep.tsx';
import { useDraft } from '../../ui/use-draft.tsx';
import { beginAgain, useAppForm, useIssues } from '../../ui/use-form.ts';
import { kindChoices, levelsOf } from '../../unit-kinds.ts';
import { useApi, useCommand } from '../../use-api.ts';
import { versionShown } from './changes.ts';

/** The level usually found below another. */
const levelBelow: Partial<Record<UnitLevel, UnitLevel>> = {
  ministry: 'province',
  province: 'commune',
  district: 'commune',
  commune: 'team',
  department: 'team',
};

/** What is added first in a tree. */
const firstLevel: Record<UnitNature, UnitLevel> = { police: 'department', area: 'province', partner: 'province' };

/** Facts of a unit with the level, which some kinds depend on. */
type FactsForm = z.input<typeof UnitFacts> & { level: UnitLevel };

interface FieldsProps<V extends FactsForm> {
  // biome-ignore lint/suspicious/noExplicitAny: what submit gives does not matter to the fields
  form: UseFormReturn<V, any, any>;
  nature: UnitNature;
  /** Day for which superiors are offered. */
  on: string;
  hasLevel: boolean;
  parent: { id: string; fullName: string } | null;
  isFirst: boolean;
  keeping?: Keeping;
}

/** The fields that every form about a unit shares. */
function FactFields<V extends FactsForm>({ form, nature, on, hasLevel, parent, isFirst, keeping }: FieldsProps<V>) {
  const t = useText().unit;
  const { control, watch, setValue } = form as unknown as UseFormReturn<FactsForm>;
  const [level, kind] = [watch('level'), watch('kind')];
  useComposedNames(form as unknown as UseFormReturn<FactsForm>, nature);
  const kinds = kindChoices(nature, level);
  useEffect(() => {
    if (!kinds.includes(kind) && kinds[0] !== undefined) setValue('kind', kinds[0]);
  }, [kinds, kind, setValue]);
  const isArea = nature === 'area';
  return (
    <>
      <FieldRow>
        {hasLevel && (
          <Kept keeping={keeping} fields={['level']} label={t.fields.level}>
            <SelectField
              control={control}
              name="level"
              help="unit.level"
              label={t.fields.level}
              choices={levelsOf[nature].map((value) => ({ value, label: t.levels[value] }))}
              required
            />
          </Kept>
        )}
        <Kept keeping={keeping} fields={['kind']} label={t.fields.kind}>
          <SelectField
            control={control}
            name="kind"
            help="unit.kind"
            label={t.fields.kind}
            choices={kinds.map((value) => ({ value, label: t.kinds[value] }))}
            required
          />
        </Kept>
      </FieldRow>
      <FieldRow>
        <TextField
          control={control}
          name="name"
          help="unit.name"
          label={t.fields.name}
          hint={t.fields.nameHint}
          required
          autoFocus={isFirst}
        />
        <TextField
          control={control}
          name="fullName"
          help="unit.fullName"
          label={t.fields.fullName}
          hint={t.fields.fullNameHint}
          required
        />
      </FieldRow>
      <Kept keeping={keeping} fields={['parentId']} label={t.fields.parent}>
        <ParentField form={form as unknown as UseFormReturn<FactsForm>} nature={nature} on={on} parent={parent} />
      </Kept>
      {isArea ? (
        <TextField
          control={control}
          name="officialCode"
          help="unit.officialCode"
          label={t.fields.officialCode}
          maxLength={limits.officialCode}
        />
      ) : (
        <FieldRow>
          <TextField
            control={control}
            name="shortName"
            help="unit.shortName"
            label={t.fields.shortName}
            hint={t.fields.shortNameHint}
            maxLength={limits.shortName}
          />
          <TextField
            control={control}
            name="symbol"
            help="unit.symbol"
            label={t.fields.symbol}
            maxLength={limits.symbol}
          />
        </FieldRow>
      )}
      {nature !== 'partner' && <FlagField control={control} name="isKey" help="unit.isKey" label={t.fields.isKey} />}
      {isArea && (
        <FlagField
          control={control}
          name="hasPolice"
          help="unit.hasPolice"
          label={t.fields.hasPolice}
          hint={t.fields.hasPoliceHint}
        />
      )}
      <FieldRow>
        <Kept keeping={keeping} fields={['basisText']} label={t.fields.basisText}>
          <TextField
            control={control}
            name="basisText"
            help="unit.basisText"
            label={t.fields.basisText}
            hint={t.fields.basisHint}
            maxLength={limits.description}
          />
        </Kept>
        <NumberField
          control={control}
          name="orderNumber"
          help="unit.orderNumber"
          label={t.fields.orderNumber}
          min={0}
          max={99_999}
        />
      </FieldRow>
    </>
  );
}

/** Writes full name, symbol and short name from kind and bare name for as long as nobody has written others. */
function useComposedNames(form: UseFormReturn<FactsForm>, nature: UnitNature): void {
  const { composeName, composeSymbol, composeShortName } = useText().unit;
  const [kind, name, symbol] = [form.watch('kind'), form.watch('name'), form.watch('symbol') ?? ''];
  const fullName = composeName(nature, kind, name);
  useFollow(form, 'fullName', fullName);
  useFollow(form, 'symbol', composeSymbol(nature, kind));
  useFollow(form, 'shortName', composeShortName(symbol, name));
}

/** Gives a field its composed text when that changes, unless a person has written something else there. */
function useFollow(form: UseFormReturn<FactsForm>, field: 'fullName' | 'symbol' | 'shortName', composed: string): void {
  const last = useRef(composed);
  useEffect(() => {
    if (composed === last.current) return;
    const written = form.getValues(field);
    if (written === '' || written === last.current) form.setValue(field, composed);
    last.current = composed;
  }, [form, field, composed]);
}

function ParentField({
  form,
  nature,
  on,
  parent,
}: {
  form: UseFormReturn<FactsForm>;
  nature: UnitNature;
  on: string;
  parent: FieldsProps<FactsForm>['parent'];
}) {
  const t = useText().unit;
  const [text, setText] = useState('');
  const isDay = Day.safeParse(on).success;
  const list = useApi(
    'unit.list',
    { on, nature, text: text === parent?.fullName ? '' : text.slice(0, 200), limit: 50 },
    { enabled: isDay, keep: true, entities: ['unitVersion'] },
  );
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(
    new Map(parent === null ? [] : [[parent.id, parent.fullName]]),
  );
  const rows = list.data?.rows;
  useEffect(() => {
    if (rows !== undefined) setKnown((old) => new Map([...old, ...rows.map((row) => [row.id, label(row)] as const)]));
  }, [rows]);
  const chosen = form.watch('parentId');
  const choices = useMemo<Choice[]>(() => {
    const found = (rows ?? []).map((row) => ({ value: row.id, label: label(row) }));
    const own =
      chosen === null || found.some((choice) => choice.value === chosen)
        ? []
        : [{ value: chosen, label: known.get(chosen) ?? chosen }];
    return [...own, ...found];
  }, [rows, chosen, known]);
  return (
    <SelectField
      control={form.control}
      name="parentId"
      help="unit.parent"
      label={t.fields.parent}
      choices={choices}
      onSearch={setText}
      isClearable
      placeholder={t.fields.noParent}
    />
  );
}

const label = (row: { fullName: string; parentName: string }): string =>
  row.parentName === '' ? row.fullName : `${row.fullName} — ${row.parentName}`;

/** An emptied code is no code. */
const codeOf = (code: string | null | undefined): string | null =>
  code === undefined || code === null || code.trim() === '' ? null : code;

function factsOf(version: UnitVersionShown): z.output<typeof UnitFacts> {
  const {
    kind,
    name,
    fullName,
    shortName,
    symbol,
    officialCode,
    parentId,
    isKey,
    hasPolice,
    orderNumber,
    basisDirectiveId,
    basisText,
  } = version;
  return {
    kind,
    name,
    fullName,
    shortName,
    symbol,
    officialCode,
    parentId,
    isKey,
    hasPolice,
    orderNumber,
    basisDirectiveId,
    basisText,
  };
}

/** The code field may be empty in a form; what is stored is null. */
const FormFacts = UnitFacts.extend({ officialCode: UnitFacts.shape.shortName.max(limits.officialCode).nullable() });
const CreateForm = FormFacts.extend({ level: UnitLevel, validFrom: Day });

interface CreateUnitProps {
  nature: UnitNature;
  parent: UnitShown | null;
  onClose: () => void;
}

/** A new unit, under another one or at the top of a tree. */
export function CreateUnit({ nature, parent, onClose }: CreateUnitProps) {
  const t = useText();
  const on = useViewDate((s) => s.on);
  const office = useSession((s) => s.session);
  const level = parent === null ? firstLevel[nature] : (levelBelow[parent.level] ?? 'other');
  // What a clerk adds without choosing a place is mostly a department of the own office.
  const own = nature === 'police' && office !== null ? { id: office.officeUnitId, fullName: office.officeName } : null;
  const above = parent === null ? own : { id: parent.id, fullName: versionShown(parent, on).fullName };
  const kind = kindChoices(nature, level)[0] ?? ('other' as const);
  const empty = {
    level,
    validFrom: on,
    kind,
    name: '',
    fullName: '',
    shortName: '',
    symbol: t.unit.composeSymbol(nature, kind),
    officialCode: null,
    parentId: above?.id ?? null,
    isKey: 0 as const,
    hasPolice: nature === 'area' ? (1 as const) : (0 as const),
    orderNumber: null,
    basisDirectiveId: null,
    basisText: '',
  };
  const form = useAppForm(CreateForm, empty);
  const draft = useDraft(`unit:new:${nature}:${parent?.id ?? ''}`, form);
  const keeping = useKeeping('unit', ['level', 'validFrom', 'kind', 'parentId']);
  const { run, isRunning } = useCommand('unit.create');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form, 'facts.');
  const save = (isNext: boolean) =>
    form.handleSubmit(async ({ level: chosenLevel, validFrom, officialCode, ...rest }) => {
      const facts = { ...rest, officialCode: codeOf(officialCode) };
      const result = await run(
        { nature, level: chosenLevel, validFrom, facts },
        { quiet: true, done: t.unit.created(rest.fullName) },
      );
      if (!result.ok) return place(result.error) ? setError(undefined) : setError(result.error);
      setError(undefined);
      // Not awaited: who types on at once must find the empty form.
      void draft.remove();
      if (!isNext) return go(`/units/${result.value.id}`);
      beginAgain(form, keeping.next(form.getValues(), empty), 'name');
    });
  return (
    <FormPanel
      title={t.unit.createTitle(t.unit.natures[nature])}
      onSave={save(false)}
      onSaveAndNext={save(true)}
      added={keeping.added}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
      draft={draft}
    >
      <Kept keeping={keeping} fields={['validFrom']} label={t.unit.fields.validFrom}>
        <DayField
          control={form.control}
          name="validFrom"
          help="unit.validFrom"
          label={t.unit.fields.validFrom}
          required
        />
      </Kept>
      <FactFields
        keeping={keeping}
        form={form}
        nature={nature}
        on={form.watch('validFrom')}
        hasLevel
        parent={above}
        isFirst
      />
    </FormPanel>
  );
}

const ChangeForm = FormFacts.extend({ level: UnitLevel, from: Day });

/** Rename, other kind, other superior … from a day on. */
export function ChangeUnit({ unit, onClose }: { unit: UnitShown; onClose: () => void }) {
  const t = useText().unit;
  const on = useViewDate((s) => s.on);
  const version = versionShown(unit, on);
  const form = useAppForm(ChangeForm, { ...factsOf(version), basisText: '', level: unit.level, from: on });
  const draft = useDraft(`unit:${unit.id}:change`, form);
  const { run, isRunning } = useCommand('unit.change');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form, 'patch.');
  const save = form.handleSubmit(async ({ level: _level, from, officialCode, ...rest }) => {
    const result = await run(
      { unitId: unit.id, from, patch: { ...rest, officialCode: codeOf(officialCode) } },
      { quiet: true, done: t.changed },
    );
    if (result.ok) {
      void draft.remove();
      return onClose();
    }
    return place(result.error) ? setError(undefined) : setError(result.error);
  });
  return (
    <FormPanel
      title={t.changeTitle(version.fullName)}
      draft={draft}
      onSave={save}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
    >
      <p className="vm-page-note">{t.changeIntro}</p>
      <DayField control={form.control} name="from" help="unit.validFrom" label={t.fields.from} required autoFocus />
      <FactFields
        form={form}
        nature={unit.nature}
        on={form.watch('from')}
        hasLevel={false}
        parent={parentOf(version)}
        isFirst={false}
      />
    </FormPanel>
  );
}

const parentOf = (version: UnitVersionShown): { id: string; fullName: string } | null =>
  version.parentId === null ? null : { id: version.parentId, fullName: version.parentName };

const CorrectForm = FormFacts.extend({ level: UnitLevel, validFrom: Day, validTo: Day.nullable() });
const correctInput = unitContract['unit.correct'].input;

/** Mends what was entered wrongly in one version. */
export function CorrectVersion({
  unit,
  version,
  onClose,
}: {
  unit: UnitShown;
  version: UnitVersionShown;
  onClose: () => void;
}) {
  const t = useText().unit;
  const form = useAppForm(CorrectForm, {
    ...factsOf(version),
    level: unit.level,
    validFrom: version.validFrom,
    validTo: version.validTo,
  });
  const draft = useDraft(`unit:${unit.id}:correct:${version.id}`, form);
  const { run, isRunning } = useCommand('unit.correct');
  const [error, setError] = useState<ApiError>();
  const place = useIssues(form, 'patch.');
  const save = form.handleSubmit(async ({ level: _level, officialCode, ...rest }) => {
    const input: z.input<typeof correctInput> = {
      versionId: version.id,
      patch: { ...rest, officialCode: codeOf(officialCode) },
    };
    const result = await run(input, { quiet: true, done: t.corrected });
    if (result.ok) {
      void draft.remove();
      return onClose();
    }
    return place(result.error) ? setError(undefined) : setError(result.error);
  });
  return (
    <FormPanel
      title={t.correctTitle(version.fullName)}
      draft={draft}
      onSave={save}
      onCancel={onClose}
      isSaving={isRunning}
      error={error}
    >
      <p className="vm-page-note">{t.correctIntro}</p>
      <FieldRow>
        <DayField control={form.control} name="validFrom" help="unit.validFrom" label={t.fields.validFrom} required />
        <DayField
          control={form.control}
          name="validTo"
          help="unit.validTo"
          label={t.fields.validTo}
          hint={t.fields.validToHint}
        />
      </FieldRow>
      <FactFields
        form={form}
        nature={unit.nature}
        on={version.validFrom}
        hasLevel={false}
        parent={parentOf(version)}
        isFirst
      />
    </FormPanel>
  );
}
