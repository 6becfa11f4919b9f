import { Button } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import { Fragment } from 'react';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useApi } from '../../use-api.ts';
import type { Hit } from './hit-path.ts';
import { HitStatus, OldName } from './hit-view.tsx';
import { MarkedText } from './marked-text.tsx';
import { searched } from './use-found.ts';

/** The chosen hit read whole, every place marked; Enter goes to its own screen. */
export function SearchPreview({ hit, text, onOpen }: { hit: Hit; text: string; onOpen: () => void }) {
  const { search: t, lineage } = useText();
  const on = useViewDate((s) => s.on);
  const { kind, id } = hit;
  const preview = useApi('search.preview', { kind, id, text, on }, { entities: searched });
  const shown = preview.data ?? hit;
  const open = (
    <Button rightSection={<ArrowRight size="0.875rem" aria-hidden />} onClick={onOpen}>
      {t.open}
    </Button>
  );
  return (
    <Panel title={<MarkedText {...shown.title} />} actions={open}>
      <div className="vm-preview" aria-live="polite">
        <Facts
          items={[
            { label: t.kindsLabel, value: t.kinds[kind] },
            { label: t.day[kind], value: showDay(shown.day) },
            { label: t.filters.status, value: shown.status === null ? null : <HitStatus status={shown.status} /> },
          ]}
        />
        <p className="vm-preview-note">
          <MarkedText {...shown.note} />
        </p>
        {shown.oldName !== null && (
          <p className="vm-preview-note">
            <OldName oldName={shown.oldName} />
          </p>
        )}
        {shown.heirs.length > 0 && (
          <p className="vm-preview-note">
            {`${lineage.nowIsMany}: `}
            {shown.heirs.map((heir, index) => (
              <Fragment key={heir.id}>
                {index > 0 && ', '}
                <a href={`#/units/${heir.id}`}>{heir.fullName}</a>
              </Fragment>
            ))}
          </p>
        )}
        {preview.isLoading && <LoadingState />}
        {preview.error !== undefined && <ErrorState error={preview.error} onRetry={preview.reload} />}
        {(preview.data?.sections ?? []).map(({ field, text: section }) => (
          <Section key={field} title={t.fields[field]}>
            <p className="vm-preview-text">
              <MarkedText {...section} />
            </p>
          </Section>
        ))}
      </div>
    </Panel>
  );
}
