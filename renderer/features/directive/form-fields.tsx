import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { CopyX } from 'lucide-react';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { Direction, DirectiveAudience, Secrecy, Urgency } from '../../../db/api/contract/directive-words.ts';
import { isDay } from '../../../db/api/day.ts';
import { limits } from '../../../db/api/types.ts';
import { go } from '../../navigate.ts';
import { useSession } from '../../stores/session.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { type Choice, DayField, FieldRow, NumberField, ProseField, SelectField, TextField } from '../../ui/fields.tsx';
import { fold } from '../../ui/fold.ts';
import { type Keeping, Kept } from '../../ui/keep.tsx';
import { Section } from '../../ui/page.tsx';
import { SuggestField } from '../../ui/suggest-field.tsx';
import { useApi } from '../../use-api.ts';
import type { DirectiveForm, DirectiveInput } from './directive-values.ts';
import { RecipientsField } from './recipients-field.tsx';
import { RelationsField } from './relations-field.tsx';

interface DirectiveFieldsProps {
  form: DirectiveForm;
  isNew: boolean;
  exceptId: string | null;
  onSecret: (secrecy: NonNullable<DirectiveInput['secrecy']>) => void;
  /** Which fields the next document keeps; only for new ones. */
  keeping?: Keeping;
}

const choicesOf = <K extends string>(options: readonly K[], words: Record<K, string>): Choice[] =>
  options.map((value) => ({ value, label: words[value] }));

/** All fields of a document, in the order in which a clerk reads them off the paper. */
export function DirectiveFields({ form, isNew, exceptId, onSecret, keeping }: DirectiveFieldsProps) {
  const texts = useText();
  const t = texts.directive;
  const { control } = form;
  const direction = useWatch({ control, name: 'direction' });
  useOfficeAsIssuer(form);
  return (
    <div className="vm-directive-form">
      <div className="vm-fields">
        <TextField
          control={control}
          name="number"
          help="directive.number"
          label={t.form.number}
          hint={t.form.numberHint}
          maxLength={limits.documentNumber}
          autoFocus
        />
        <FieldRow>
          <Kept keeping={keeping} fields={['kindId']} label={t.form.kind}>
            <KindField form={form} exceptId={exceptId} />
          </Kept>
          <Kept keeping={keeping} fields={['direction']} label={t.form.direction}>
            <SelectField
              control={control}
              name="direction"
              help="directive.direction"
              label={t.form.direction}
              choices={choicesOf(Direction.options, t.directions)}
              required
            />
          </Kept>
        </FieldRow>
        <FieldRow>
          <Kept keeping={keeping} fields={['issuer']} label={t.form.issuer}>
            <SuggestField
              control={control}
              name="issuer"
              help="directive.issuer"
              label={t.form.issuer}
              required
              maxLength={limits.issuer}
              useSuggestions={useIssuers}
            />
          </Kept>
          <Kept keeping={keeping} fields={['issuedOn']} label={t.form.issuedOn}>
            <DayField control={control} name="issuedOn" help="directive.issuedOn" label={t.form.issuedOn} required />
          </Kept>
        </FieldRow>
        <Duplicates form={form} exceptId={exceptId} />
        <SubjectField form={form} />
      </div>
      <Section title={t.form.force}>
        <div className="vm-fields">
          <FieldRow>
            <Kept keeping={keeping} fields={['effectiveOn']} label={t.form.effectiveOn}>
              <EffectiveField form={form} />
            </Kept>
            <DayField
              control={control}
              name="expiresOn"
              help="directive.expiresOn"
              label={t.form.expiresOn}
              hint={t.form.expiresHint}
            />
          </FieldRow>
          <FieldRow>
            <Kept keeping={keeping} fields={['urgency']} label={t.form.urgency}>
              <SelectField
                control={control}
                name="urgency"
                help="directive.urgency"
                label={t.form.urgency}
                choices={choicesOf(Urgency.options, t.urgencies)}
              />
            </Kept>
            <Select
              label={t.form.secrecy}
              data-help="directive.secrecy"
              data={choicesOf(Secrecy.options, t.secrecies)}
              value="normal"
              allowDeselect={false}
              onChange={(value) => {
                const chosen = Secrecy.parse(value);
                if (chosen !== 'normal') onSecret(chosen);
              }}
            />
          </FieldRow>
        </div>
      </Section>
      {isNew && <RelationsField control={control} />}
      <RecipientsField control={control} />
      {direction === 'incoming' && (
        <Section title={t.form.arrival}>
          <FieldRow>
            <Kept keeping={keeping} fields={['arrivedOn']} label={t.form.arrivedOn}>
              <DayField control={control} name="arrivedOn" help="directive.arrivedOn" label={t.form.arrivedOn} />
            </Kept>
            <TextField
              control={control}
              name="arrivalNumber"
              help="directive.arrivalNumber"
              label={t.form.arrivalNumber}
              maxLength={20}
            />
            <Kept keeping={keeping} fields={['replyDueOn']} label={t.form.replyDueOn}>
              <DayField control={control} name="replyDueOn" help="directive.replyDueOn" label={t.form.replyDueOn} />
            </Kept>
          </FieldRow>
        </Section>
      )}
      <Section title={t.form.signing}>
        <div className="vm-fields">
          <FieldRow>
            <Kept keeping={keeping} fields={['signer']} label={t.form.signer}>
              <SuggestField
                control={control}
                name="signer"
                help="directive.signer"
                label={t.form.signer}
                maxLength={limits.person}
                useSuggestions={useSigners}
              />
            </Kept>
            <Kept keeping={keeping} fields={['signerPosition']} label={t.form.signerPosition}>
              <SuggestField
                control={control}
                name="signerPosition"
                help="directive.signerPosition"
                label={t.form.signerPosition}
                maxLength={limits.position}
                useSuggestions={usePositions}
              />
            </Kept>
          </FieldRow>
          <FieldRow>
            <Kept keeping={keeping} fields={['drafter']} label={t.form.drafter}>
              <SuggestField
                control={control}
                name="drafter"
                help="directive.drafter"
                label={t.form.drafter}
                maxLength={limits.person}
                useSuggestions={useDrafters}
              />
            </Kept>
            <Kept keeping={keeping} fields={['field']} label={t.form.field}>
              <SuggestField
                control={control}
                name="field"
                help="directive.field"
                label={t.form.field}
                maxLength={100}
                useSuggestions={useWorkFields}
              />
            </Kept>
          </FieldRow>
        </div>
      </Section>
      <Section title={t.form.other}>
        <div className="vm-fields">
          <FieldRow>
            <NumberField
              control={control}
              name="pageCount"
              help="directive.pageCount"
              label={t.form.pageCount}
              min={0}
              max={10_000}
            />
            <Kept keeping={keeping} fields={['language']} label={t.form.language}>
              <TextField
                control={control}
                name="language"
                help="directive.language"
                label={t.form.language}
                maxLength={30}
              />
            </Kept>
          </FieldRow>
          {isNew && (
            <Kept keeping={keeping} fields={['audience']} label={t.form.audience}>
              <SelectField
                control={control}
                name="audience"
                help="directive.audience"
                label={t.form.audience}
                hint={t.form.audienceHint}
                choices={choicesOf(DirectiveAudience.options, t.audiences)}
              />
            </Kept>
          )}
          <ProseField
            control={control}
            name="description"
            help="directive.description"
            label={t.form.description}
            minRows={2}
          />
        </div>
      </Section>
    </div>
  );
}

/** The kind follows the symbol of the number until the user chooses another. */
function KindField({ form, exceptId }: { form: DirectiveForm; exceptId: string | null }) {
  const t = useText().directive.form;
  const { control, setValue, formState } = form;
  const number = useWatch({ control, name: 'number' }) ?? '';
  const kindId = useWatch({ control, name: 'kindId' });
  const [settled] = useDebouncedValue(number.trim(), 200);
  const read = useApi(
    'directive.readNumber',
    { number: settled },
    { enabled: settled !== '', entities: ['documentKind'] },
  );
  const kinds = useApi('documentKind.list', {}, { entities: ['documentKind'] });
  const isChosen = formState.dirtyFields.kindId === true;
  const found = read.data?.kindId ?? null;
  const mayFollow = !isChosen && exceptId === null && found !== null;
  useEffect(() => {
    if (mayFollow) setValue('kindId', found, { shouldValidate: formState.isSubmitted });
  }, [mayFollow, found, setValue, formState.isSubmitted]);
  const choices = (kinds.data ?? [])
    .filter((kind) => kind.isActive === 1 || kind.id === kindId)
    .map(({ id, name, abbreviation }) => ({
      value: id,
      label: abbreviation === '' ? name : `${name} (${abbreviation})`,
    }));
  return (
    <SelectField
      control={control}
      name="kindId"
      help="directive.kind"
      label={t.kind}
      choices={choices}
      required
      hint={mayFollow && kindId === found ? t.kindFromNumber : undefined}
    />
  );
}

/** The same number, issuer and year were entered before: a warning with the way there. */
function Duplicates({ form, exceptId }: { form: DirectiveForm; exceptId: string | null }) {
  const t = useText().directive;
  const [number, issuer, issuedOn] = useWatch({ control: form.control, name: ['number', 'issuer', 'issuedOn'] });
  const [asked] = useDebouncedValue({ number: number.trim(), issuer: issuer.trim(), issuedOn, exceptId }, 300);
  const isAskable = asked.number !== '' && asked.issuer !== '' && isDay(asked.issuedOn ?? '');
  const found = useApi('directive.findDuplicates', asked, { enabled: isAskable, entities: ['directive'] });
  const rows = isAskable ? (found.data ?? []) : [];
  if (rows.length === 0) return null;
  return (
    <div className="vm-duplicates" role="status">
      <CopyX size="1.125rem" aria-hidden />
      <div>
        <span>{t.form.duplicates(rows.length)}</span>
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" className="vm-link" onClick={() => go(`/directives/${row.id}`)}>
                {t.nameOf(row.kindName, row.number)}
              </button>{' '}
              {showDay(row.issuedOn)} · {row.subject}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function SubjectField({ form }: { form: DirectiveForm }) {
  const t = useText().directive.form;
  const subject = useWatch({ control: form.control, name: 'subject' }) ?? '';
  return (
    <ProseField
      control={form.control}
      name="subject"
      help="directive.subject"
      label={t.subject}
      required
      minRows={2}
      hint={t.counter(subject.normalize('NFC').length, limits.subject)}
    />
  );
}

function EffectiveField({ form }: { form: DirectiveForm }) {
  const t = useText().directive.form;
  const [effectiveOn, issuedOn] = useWatch({ control: form.control, name: ['effectiveOn', 'issuedOn'] });
  const isEarly =
    typeof effectiveOn === 'string' && isDay(effectiveOn) && isDay(issuedOn ?? '') && effectiveOn < issuedOn;
  return (
    <DayField
      control={form.control}
      name="effectiveOn"
      help="directive.effectiveOn"
      label={t.effectiveOn}
      hint={isEarly ? t.effectiveEarly : t.effectiveHint}
    />
  );
}

/** Outgoing and internal documents are the office's own unless someone says otherwise. */
function useOfficeAsIssuer({ control, getValues, setValue }: DirectiveForm): void {
  const direction = useWatch({ control, name: 'direction' });
  const officeName = useSession((s) => s.officeName);
  useEffect(() => {
    if (direction !== 'incoming' && getValues('issuer') === '') setValue('issuer', officeName);
  }, [direction, officeName, getValues, setValue]);
}

type Column = 'issuer' | 'signer' | 'signerPosition' | 'drafter' | 'field';

function useWords(column: Column, typed: string): string[] {
  const found = useApi('directive.suggest', { column, text: typed.trim() }, { entities: ['directive'], keep: true });
  return (found.data ?? []).map((row) => row.text);
}

function useIssuers(typed: string): string[] {
  const officeName = useSession((s) => s.officeName);
  const words = useWords('issuer', typed);
  return fold(officeName).includes(fold(typed)) ? [...words, officeName] : words;
}
const useSigners = (typed: string): string[] => useWords('signer', typed);
const usePositions = (typed: string): string[] => useWords('signerPosition', typed);
const useDrafters = (typed: string): string[] => useWords('drafter', typed);
const useWorkFields = (typed: string): string[] => useWords('field', typed);
