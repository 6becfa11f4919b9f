import { Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Directive, DirectiveLabel } from '../../../db/api/contract/directive.ts';
import { RelationKind } from '../../../db/api/contract/directive-words.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { limits } from '../../../db/api/types.ts';
import { errorText, useText } from '../../text/index.ts';
import { useKeys } from '../../ui/keys.ts';
import { useCommand } from '../../use-api.ts';
import { DirectivePicker } from './directive-picker.tsx';

/** The few words of one relation, in place above the chain. */
export function RelateForm({ directive, onClose }: { directive: Directive; onClose: () => void }) {
  const texts = useText();
  const t = texts.directive;
  const { run, isRunning } = useCommand('directive.relate');
  const [kind, setKind] = useState<RelationKindName>('basis');
  const [other, setOther] = useState<DirectiveLabel>();
  const [isWhole, setWhole] = useState<0 | 1>(1);
  const [note, setNote] = useState('');
  const [error, setError] = useState<ApiError>();
  useKeys({ escape: onClose });
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (other === undefined) return;
    const result = await run(
      { fromId: directive.id, toId: other.id, kind, isWhole, note },
      { done: t.relation.saved, quiet: true },
    );
    if (result.ok) onClose();
    else setError(result.error);
  };
  return (
    <form className="vm-relate" aria-label={t.relation.addTitle} onSubmit={(event) => void save(event)}>
      <Select
        label={t.relation.kind}
        data={RelationKind.options.map((value) => ({ value, label: t.relations[value] }))}
        value={kind}
        onChange={(next) => setKind(RelationKind.parse(next))}
        allowDeselect={false}
        maxDropdownHeight={340}
        data-autofocus
      />
      <DirectivePicker
        label={t.relation.other}
        description={t.relation.otherHint}
        value={other}
        exceptId={directive.id}
        onChange={(next) => {
          setOther(next);
          setError(undefined);
        }}
      />
      <Checkbox
        label={t.relation.isWhole}
        checked={isWhole === 1}
        onChange={(event) => setWhole(event.currentTarget.checked ? 1 : 0)}
      />
      <TextInput
        label={t.relation.note}
        value={note}
        maxLength={limits.description}
        spellCheck={false}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p className="vm-form-error" role="alert">
          {errorText(error)}
        </p>
      )}
      <Group gap="xs">
        <Button type="submit" loading={isRunning} disabled={other === undefined}>
          {t.relation.add}
        </Button>
        <Button variant="default" onClick={onClose}>
          {texts.common.actions.cancel}
        </Button>
      </Group>
    </form>
  );
}

type RelationKindName = (typeof RelationKind.options)[number];
