import { Radio } from '@mantine/core';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { Section } from '../../ui/page.tsx';
import { fieldId } from './missing.ts';
import type { EventDraft } from './plan.ts';
import type { StepProps } from './use-event-draft.ts';
import type { Preview } from './use-preview.ts';

const choices = ['toMainHeir', 'moveUp', 'refuse'] as const;

interface StepOpenProps extends StepProps {
  preview: Preview;
}

/** Step 3: what the units that end leave open, and where the units below them go. */
export function StepOpen({ draft, change, preview }: StepOpenProps) {
  const t = useText().reorganization.wizard.open;
  const ends = draft.members.some((member) => member.fate === 'ends');
  if (!ends) return <p>{t.none}</p>;
  const open = preview.open.filter((unit) => unit.openCount > 0).toSorted((a, b) => b.openCount - a.openCount);
  const total = open.reduce((sum, unit) => sum + unit.openCount, 0);
  const moved = movedCount(draft, preview);
  return (
    <>
      <Section title={open.length === 0 ? t.nothingOpen : t.total(total, open.length)} level={2}>
        <p className="vm-page-note">{t.intro}</p>
        {open.length > 0 && (
          <div className="vm-wizard-units">
            <table className="vm-event-table">
              <thead>
                <tr>
                  <th scope="col">{t.unit}</th>
                  <th scope="col" data-number>
                    {t.count}
                  </th>
                </tr>
              </thead>
              <tbody>
                {open.map(({ unitId, fullName, openCount }) => (
                  <tr key={unitId}>
                    <th scope="row">{fullName}</th>
                    <td data-number>{showNumber(openCount)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      <Section title={t.children} level={2}>
        <Radio.Group
          id={fieldId.children}
          aria-label={t.children}
          value={draft.children}
          onChange={(value) => change({ ...draft, children: value as EventDraft['children'] })}
        >
          <div className="vm-wizard-radios">
            {choices.map((value) => (
              <Radio key={value} value={value} label={t.childrenChoices[value]} />
            ))}
          </div>
        </Radio.Group>
        {moved > 0 && <p className="vm-page-note">{t.moved(moved)}</p>}
      </Section>
    </>
  );
}

/** Units that get another superior without being chosen themselves. */
export function movedCount(draft: EventDraft, preview: Preview): number {
  const own = new Set(draft.members.map((member) => member.unitId));
  return preview.after.filter((line) => line.mark === 'moved' && !own.has(line.unitKey)).length;
}
