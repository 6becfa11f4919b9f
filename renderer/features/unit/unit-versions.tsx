import { useState } from 'react';
import type { UnitShown, UnitVersionShown } from '../../../db/api/contract/unit.ts';
import { useText } from '../../text/index.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useCommand } from '../../use-api.ts';
import { changesBetween } from './changes.ts';
import { useCanKeep } from './keep.ts';

/** Newest first: what the unit was, what changed, on what basis. */
export function UnitVersions({ unit }: { unit: UnitShown }) {
  const t = useText().unit;
  const canKeep = useCanKeep() && unit.isOwn;
  const [withdrawn, setWithdrawn] = useState<UnitVersionShown>();
  const remove = useCommand('unit.removeVersion');
  const entries = unit.versions.map((version, index) => ({
    key: version.id,
    when: t.span(version.validFrom, version.validTo),
    title: version.fullName,
    meaning: version.id === unit.versionId ? ('green' as const) : ('grey' as const),
    text: (
      <div className="vm-unit-version">
        <span>
          {[
            changesBetween(unit.versions[index - 1], version)
              .map((field) => t.changeWords[field])
              .join(', ') || t.established,
            t.kinds[version.kind],
            version.parentName && t.underOf(version.parentName),
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {version.basisText !== '' && <span className="vm-page-note">{t.basisOf(version.basisText)}</span>}
        {canKeep && (
          <span className="vm-unit-version-actions">
            <a href={`#/units/${unit.id}/correct/${version.id}`}>{t.correct}</a>
            {index > 0 && (
              <button type="button" className="vm-unit-link" onClick={() => setWithdrawn(version)}>
                {t.withdraw}
              </button>
            )}
          </span>
        )}
      </div>
    ),
  }));
  return (
    <>
      <Timeline label={t.versions} entries={entries.toReversed()} />
      <ConfirmDialog
        opened={withdrawn !== undefined}
        title={t.withdrawTitle}
        confirmLabel={t.withdrawVerb}
        isDangerous
        onClose={() => setWithdrawn(undefined)}
        onConfirm={async () => {
          if (withdrawn !== undefined) await remove.run({ versionId: withdrawn.id }, { done: t.withdrawn });
          setWithdrawn(undefined);
        }}
      >
        {withdrawn !== undefined && t.withdrawText(t.span(withdrawn.validFrom, withdrawn.validTo))}
      </ConfirmDialog>
    </>
  );
}
