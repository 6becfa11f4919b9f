import { Suspense } from 'react';
import type { Directive } from '../../../db/api/contract/directive.ts';
import { go } from '../../navigate.ts';
import { slot } from '../../stores/slots.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { type Text, useText } from '../../text/index.ts';
import { showDay, showInstant } from '../../text/show.ts';
import { Facts, Section } from '../../ui/page.tsx';
import { EffectBadge } from './effect-badge.tsx';

const dayOrDash = (day: string | null): string => (day === null ? '' : showDay(day));

/** Subject, effect with its reason, and all fields of the document. */
export function ContentTab({ directive }: { directive: Directive }) {
  const t = useText().directive;
  const { signer, signerPosition, pageCount } = directive;
  const Stocktakes = slot('directiveStocktakes');
  return (
    <>
      <p className="vm-directive-subject">{directive.subject}</p>
      <EffectLine directive={directive} />
      {directive.isOwn === 0 && <p className="vm-page-note">{t.content.notOwn}</p>}
      <Section title={t.content.facts}>
        <Facts
          items={[
            { label: t.form.direction, value: t.directions[directive.direction] },
            { label: t.form.signer, value: [signerPosition, signer].filter(Boolean).join(' ') },
            { label: t.form.effectiveOn, value: dayOrDash(directive.effectiveOn ?? directive.issuedOn) },
            { label: t.form.expiresOn, value: dayOrDash(directive.expiresOn) },
            { label: t.form.urgency, value: t.urgencies[directive.urgency] },
            { label: t.form.secrecy, value: t.secrecies[directive.secrecy] },
            { label: t.form.field, value: directive.field },
            { label: t.form.drafter, value: directive.drafter },
            { label: t.form.pageCount, value: pageCount === null ? '' : t.content.pages(pageCount) },
            { label: t.form.language, value: directive.language },
            { label: t.form.audience, value: t.audiences[audienceOf(directive.audience)] },
          ]}
        />
      </Section>
      {directive.direction === 'incoming' && (
        <Section title={t.content.process}>
          <Facts
            items={[
              { label: t.form.arrivedOn, value: dayOrDash(directive.arrivedOn) },
              { label: t.form.arrivalNumber, value: directive.arrivalNumber },
              { label: t.form.replyDueOn, value: dayOrDash(directive.replyDueOn) },
            ]}
          />
        </Section>
      )}
      <Recipients directive={directive} t={t} />
      {directive.description !== '' && (
        <Section title={t.content.description}>
          <p className="vm-directive-prose">{directive.description}</p>
        </Section>
      )}
      <Suspense fallback={null}>{Stocktakes !== undefined && <Stocktakes directiveId={directive.id} />}</Suspense>
      <Section title={t.content.history}>
        <p className="vm-page-note">{t.content.created(directive.createdBy, showInstant(directive.createdAtMs))}</p>
        {directive.changedAtMs !== directive.createdAtMs && (
          <p className="vm-page-note">{t.content.changed(directive.changedBy, showInstant(directive.changedAtMs))}</p>
        )}
      </Section>
    </>
  );
}

const audienceOf = (audience: string): 'all' | 'up' | 'office' =>
  audience === 'all' || audience === 'office' ? audience : 'up';

/** What the effect is on the day of view, why, and what comes next. */
export function EffectLine({ directive }: { directive: Directive }) {
  const t = useText().directive;
  const on = useViewDate((s) => s.on);
  const { effect } = directive;
  return (
    <div className="vm-directive-effect">
      <span>{t.effect.at(showDay(on))}</span>
      <EffectBadge effect={effect.effect} />
      <span>
        <Reason directive={directive} t={t} />{' '}
        {effect.next !== null && t.effect.next(t.effects[effect.next.effect], showDay(effect.next.on))}
      </span>
    </div>
  );
}

function Reason({ directive, t }: { directive: Directive; t: Text['directive'] }) {
  const { cause, since, by } = directive.effect;
  const start = showDay(directive.effectiveOn ?? directive.issuedOn);
  if (cause === 'notYet') return t.effect.notYet(start);
  if (since === null || cause === 'start') return t.effect.start(start);
  if (cause === 'expiry') return t.effect.expiry(showDay(since));
  if (cause === 'objectGone') return t.effect.objectGone(showDay(since), directive.objectGoneNote);
  if (by === null) return null;
  return (
    <button type="button" className="vm-link" onClick={() => go(`/directives/${by.id}`)}>
      {t.effect.relation(t.relationsBack[by.kind], t.nameOf(by.kindName, by.number), showDay(since))}
    </button>
  );
}

function Recipients({ directive, t }: { directive: Directive; t: Text['directive'] }) {
  const groups = (['act', 'report', 'know', 'file'] as const)
    .map((purpose) => ({
      purpose,
      names: directive.recipients.filter((one) => one.purpose === purpose).map((one) => one.name),
    }))
    .filter(({ names }) => names.length > 0);
  if (groups.length === 0) return null;
  return (
    <Section title={t.content.recipients}>
      <Facts
        items={groups.map(({ purpose, names }) => ({
          label: `${t.purposes[purpose]} (${names.length})`,
          value: names.join('; '),
        }))}
      />
    </Section>
  );
}
