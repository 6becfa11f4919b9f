import { ActionIcon, Button } from '@mantine/core';
import { Plus, Share2, Unlink } from 'lucide-react';
import { useState } from 'react';
import type { Directive } from '../../../db/api/contract/directive.ts';
import { go } from '../../navigate.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Section } from '../../ui/page.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { useApi, useCommand } from '../../use-api.ts';
import { ChainDrawing } from './chain-drawing.tsx';
import { EffectLine } from './content-tab.tsx';
import { EffectBadge } from './effect-badge.tsx';
import { RelateForm } from './relate-form.tsx';

type Relation = Directive['outgoing'][number];

/** Which documents this one speaks of and which speak of it, as a drawn chain and as lists. */
export function RelationsTab({ directive, canWrite }: { directive: Directive; canWrite: boolean }) {
  const t = useText().directive.relation;
  const on = useViewDate((s) => s.on);
  const [isAdding, setAdding] = useState(false);
  const chain = useApi(
    'directive.chain',
    { id: directive.id, on },
    { entities: ['directive', 'directiveRelation', 'documentKind'], keep: true },
  );
  const hasRelations = directive.outgoing.length + directive.incoming.length > 0;
  const add = canWrite && !isAdding && (
    <Button variant="default" leftSection={<Plus size="0.875rem" aria-hidden />} onClick={() => setAdding(true)}>
      {t.add}
    </Button>
  );
  return (
    <>
      <EffectLine directive={directive} />
      {isAdding && <RelateForm directive={directive} onClose={() => setAdding(false)} />}
      {!hasRelations && !isAdding && <EmptyState icon={Share2} title={t.none} hint={t.noneHint} action={add} />}
      {hasRelations && (
        <Section title={t.chain} actions={add}>
          {chain.error !== undefined && <ErrorState error={chain.error} onRetry={chain.reload} />}
          {chain.data !== undefined && <ChainDrawing chain={chain.data} currentId={directive.id} />}
          {chain.data?.isCut === true && <p className="vm-page-note">{t.chainCut}</p>}
        </Section>
      )}
      <RelationList title={t.outgoing} relations={directive.outgoing} side="outgoing" canWrite={canWrite} />
      <RelationList title={t.incoming} relations={directive.incoming} side="incoming" canWrite={canWrite} />
    </>
  );
}

function RelationList({
  title,
  relations,
  side,
  canWrite,
}: {
  title: string;
  relations: readonly Relation[];
  side: 'outgoing' | 'incoming';
  canWrite: boolean;
}) {
  const t = useText().directive;
  const [removing, setRemoving] = useState<Relation>();
  const removal = useCommand('directive.unrelate');
  if (relations.length === 0) return null;
  const words = side === 'outgoing' ? t.relations : t.relationsBack;
  const nameOf = ({ other }: Relation): string => t.nameOf(other.kindName, other.number);
  const remove = async (relation: Relation): Promise<void> => {
    await removal.run({ id: relation.id }, { done: t.relation.removed });
    setRemoving(undefined);
  };
  return (
    <Section title={title}>
      <ul className="vm-relations">
        {relations.map((relation) => (
          <li key={relation.id}>
            <span className="vm-relation-kind">
              {words[relation.kind]}
              {relation.isWhole === 0 && ` (${t.relation.part})`}
            </span>
            <span className="vm-relation-other">
              <button
                type="button"
                className="vm-link"
                onClick={() => go(`/directives/${relation.other.id}/relations`)}
              >
                {nameOf(relation)}
              </button>{' '}
              <span className="vm-page-note">{t.relation.from(showDay(relation.other.issuedOn))}</span>{' '}
              <EffectBadge effect={relation.other.effect} isPlain />
              <span className="vm-relation-subject" title={relation.other.subject}>
                {relation.other.subject}
              </span>
              {relation.note !== '' && <span className="vm-page-note">{relation.note}</span>}
            </span>
            {canWrite && relation.isOwn === 1 && (
              <ActionIcon
                aria-label={`${t.relation.remove}: ${words[relation.kind]} ${nameOf(relation)}`}
                onClick={() => setRemoving(relation)}
              >
                <Unlink size="1rem" aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        opened={removing !== undefined}
        title={t.relation.remove}
        confirmLabel={t.relation.remove}
        onConfirm={() => (removing === undefined ? undefined : remove(removing))}
        onClose={() => setRemoving(undefined)}
      >
        {removing !== undefined && t.relation.removeText(words[removing.kind].toLowerCase(), nameOf(removing))}
      </ConfirmDialog>
    </Section>
  );
}
