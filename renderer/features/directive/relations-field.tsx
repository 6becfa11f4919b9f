import { ActionIcon, Button, Select } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useFieldArray } from 'react-hook-form';
import type { DirectiveLabel } from '../../../db/api/contract/directive.ts';
import { RelationKind } from '../../../db/api/contract/directive-words.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Section } from '../../ui/page.tsx';
import { useApi } from '../../use-api.ts';
import { DirectivePicker } from './directive-picker.tsx';
import type { DirectiveForm } from './directive-values.ts';

/** Relations of a new document to older ones; saved together with it. */
export function RelationsField({ control }: { control: DirectiveForm['control'] }) {
  const texts = useText();
  const t = texts.directive;
  const { fields, append, remove } = useFieldArray({ control, name: 'relations' });
  const [kind, setKind] = useState<(typeof RelationKind.options)[number]>('basis');
  const [other, setOther] = useState<DirectiveLabel>();
  const add = (): void => {
    if (other === undefined || fields.some((field) => field.toId === other.id && field.kind === kind)) return;
    append({ toId: other.id, kind, isWhole: 1, note: '' });
    setOther(undefined);
  };
  return (
    <Section title={t.tabs.relations}>
      {fields.length > 0 && (
        <ul className="vm-relations">
          {fields.map((field, index) => (
            <li key={field.id}>
              <span className="vm-relation-kind">{t.relations[field.kind]}</span>
              <OtherName id={field.toId} />
              <ActionIcon aria-label={`${t.relation.remove}: ${t.relations[field.kind]}`} onClick={() => remove(index)}>
                <X size="1rem" aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <div className="vm-relation-add">
        <Select
          label={t.relation.kind}
          data={RelationKind.options.map((value) => ({ value, label: t.relations[value] }))}
          value={kind}
          allowDeselect={false}
          maxDropdownHeight={340}
          onChange={(next) => setKind(RelationKind.parse(next))}
        />
        <DirectivePicker label={t.relation.other} value={other} onChange={setOther} />
        <Button
          variant="default"
          disabled={other === undefined}
          leftSection={<Plus size="0.875rem" aria-hidden />}
          onClick={add}
        >
          {texts.common.actions.add}
        </Button>
      </div>
    </Section>
  );
}

function OtherName({ id }: { id: string }) {
  const t = useText().directive;
  const on = useViewDate((s) => s.on);
  const { data } = useApi('directive.get', { id, on }, { entities: [] });
  if (data === undefined) return <span className="vm-relation-other">…</span>;
  return (
    <span className="vm-relation-other">
      {t.nameOf(data.kindName, data.number)}{' '}
      <span className="vm-page-note">{t.relation.from(showDay(data.issuedOn))}</span>
      <span className="vm-relation-subject">{data.subject}</span>
    </span>
  );
}
