import { ActionIcon, Autocomplete, Button, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useController } from 'react-hook-form';
import { recipientLimit } from '../../../db/api/contract/directive-words.ts';
import { limits } from '../../../db/api/types.ts';
import { call } from '../../api.ts';
import { useSession } from '../../stores/session.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { notifyError } from '../../ui/notify.ts';
import { Section } from '../../ui/page.tsx';
import { useApi } from '../../use-api.ts';
import type { DirectiveForm, DirectiveInput } from './directive-values.ts';

type Recipient = NonNullable<DirectiveInput['recipients']>[number];
type Purpose = Recipient['purpose'];
const purposes: readonly Purpose[] = ['act', 'report', 'know', 'file'];

/** Most units shown of one purpose before the rest is only counted. */
const shownPerPurpose = 12;

/** Nơi nhận: units of the tree or any other name, by purpose; all communes with one press. */
export function RecipientsField({ control }: { control: DirectiveForm['control'] }) {
  const texts = useText();
  const t = texts.directive;
  const { field, fieldState } = useController({ control, name: 'recipients' });
  const value: readonly Recipient[] = field.value ?? [];
  const [purpose, setPurpose] = useState<Purpose>('act');
  const add = (more: readonly Omit<Recipient, 'purpose'>[]): void => {
    const known = new Set(value.filter((one) => one.purpose === purpose).map((one) => one.unitId ?? one.name));
    const added = more.filter((one) => !known.has(one.unitId ?? one.name)).map((one) => ({ ...one, purpose }));
    field.onChange([...value, ...added].slice(0, recipientLimit));
  };
  return (
    <Section title={t.form.recipients}>
      <div className="vm-recipients">
        {purposes.map((one) => (
          <PurposeGroup key={one} purpose={one} recipients={value} onChange={field.onChange} />
        ))}
      </div>
      <div className="vm-relation-add">
        <Select
          label={t.form.recipientPurpose}
          data={purposes.map((one) => ({ value: one, label: t.purposes[one] }))}
          value={purpose}
          allowDeselect={false}
          onChange={(next) => setPurpose(purposes.find((one) => one === next) ?? 'act')}
        />
        <NameInput onAdd={(one) => add([one])} />
      </div>
      <AllCommunes onAdd={add} />
      {fieldState.error !== undefined && <p className="vm-form-error">{fieldState.error.message}</p>}
    </Section>
  );
}

function PurposeGroup({
  purpose,
  recipients,
  onChange,
}: {
  purpose: Purpose;
  recipients: readonly Recipient[];
  onChange: (next: Recipient[]) => void;
}) {
  const t = useText().directive;
  const own = recipients.filter((one) => one.purpose === purpose);
  const [isOpen, setOpen] = useState(false);
  if (own.length === 0) return null;
  const shown = isOpen ? own : own.slice(0, shownPerPurpose);
  return (
    <div className="vm-recipient-group">
      <span className="vm-page-note">{`${t.purposes[purpose]} (${own.length})`}</span>
      {shown.map((one) => (
        <span key={one.unitId ?? one.name} className="vm-recipient">
          {one.name}
          <ActionIcon
            size="xs"
            aria-label={t.form.removeRecipient(one.name)}
            onClick={() => onChange(recipients.filter((other) => other !== one))}
          >
            <X size="0.75rem" aria-hidden />
          </ActionIcon>
        </span>
      ))}
      {own.length > shown.length && (
        <Button variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
          +{own.length - shown.length}
        </Button>
      )}
    </div>
  );
}

/** A unit found by name, or any other text. */
function NameInput({ onAdd }: { onAdd: (recipient: Omit<Recipient, 'purpose'>) => void }) {
  const texts = useText();
  const t = texts.directive.form;
  const on = useViewDate((s) => s.on);
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 150);
  const units = useApi('unit.list', { on, text: settled, limit: 20 }, { entities: ['unitVersion'], keep: true });
  const rows = units.data?.rows ?? [];
  const take = (name: string): void => {
    const clean = name.trim();
    if (clean === '') return;
    onAdd({ name: clean, unitId: rows.find((row) => row.fullName === clean)?.id ?? null });
    setTyped('');
  };
  return (
    <>
      <Autocomplete
        label={t.recipientName}
        placeholder={t.recipientHint}
        value={typed}
        onChange={setTyped}
        onOptionSubmit={(name) => {
          take(name);
          setTimeout(() => setTyped(''));
        }}
        data={[...new Set(rows.map((row) => row.fullName))]}
        filter={({ options }) => options}
        maxLength={limits.issuer}
        spellCheck={false}
      />
      <Button
        variant="default"
        disabled={typed.trim() === ''}
        leftSection={<Plus size="0.875rem" aria-hidden />}
        onClick={() => take(typed)}
      >
        {texts.common.actions.add}
      </Button>
    </>
  );
}

function AllCommunes({ onAdd }: { onAdd: (recipients: Omit<Recipient, 'purpose'>[]) => void }) {
  const t = useText().directive.form;
  const on = useViewDate((s) => s.on);
  const officeUnitId = useSession((s) => s.session?.officeUnitId);
  const [isBusy, setBusy] = useState(false);
  const addAll = async (): Promise<void> => {
    if (officeUnitId === undefined) return;
    setBusy(true);
    const result = await call('unit.list', { on, level: 'commune', underId: officeUnitId, limit: limits.pageRows });
    setBusy(false);
    if (result.ok) onAdd(result.value.rows.map((row) => ({ name: row.fullName, unitId: row.id })));
    else notifyError(result.error);
  };
  return (
    <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void addAll()}>
      {t.addAllCommunes}
    </Button>
  );
}
