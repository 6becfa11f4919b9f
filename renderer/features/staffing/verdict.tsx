import { UserX } from 'lucide-react';
import type { StaffingRow } from '../../../db/api/contract/staffing.ts';
import { type Text, useText } from '../../text/index.ts';
import { type Meaning, StatusBadge, statusIcons } from '../../ui/status-badge.tsx';

interface Finding {
  readonly key: string;
  readonly meaning: Meaning;
  readonly label: string;
  /** For a narrow cell. */
  readonly short?: string;
  readonly icon?: typeof UserX;
}

/** What is to be said of a unit's staffing, the gravest first; one word when there is nothing to mend. */
export function findingsOf({ verdict, actingChiefs }: StaffingRow, t: Text['staffing']['verdict']): Finding[] {
  const { state, missing, over, isChiefVacant, deputiesOver, investigatorsMissing } = verdict;
  const findings: (Finding | false)[] = [
    state === 'below' && { key: 'below', meaning: 'red', label: t.below(missing), short: t.belowShort(missing) },
    isChiefVacant && {
      ...{ key: 'chief', meaning: 'amber', icon: UserX },
      label: actingChiefs > 0 ? t.chiefActing : t.chiefVacant,
      short: t.chiefVacant,
    },
    deputiesOver > 0 && { key: 'deputies', meaning: 'amber', label: t.deputiesOver(deputiesOver) },
    investigatorsMissing > 0 && {
      ...{ key: 'investigators', meaning: 'amber', label: t.investigatorsMissing(investigatorsMissing) },
    },
    over > 0 && { key: 'over', meaning: 'amber', label: t.over(over) },
    state === 'noData' && { key: 'noData', meaning: 'grey', label: t.noData },
    state === 'noNorm' && { key: 'noNorm', meaning: 'grey', label: t.noNorm, icon: statusIcons.circle },
  ];
  const found = findings.filter((one) => one !== false);
  return found.length > 0 ? found : [{ key: 'met', meaning: 'green', label: t.met }];
}

const iconOf = ({ icon }: Finding): { icon?: typeof UserX } => (icon === undefined ? {} : { icon });

/** All findings. */
export function VerdictBadges({ row }: { row: StaffingRow }) {
  const t = useText().staffing.verdict;
  return findingsOf(row, t).map((one) => (
    <StatusBadge key={one.key} meaning={one.meaning} label={one.label} {...iconOf(one)} />
  ));
}

/** The gravest finding, and that there are more. */
export function VerdictCell({ row, isNarrow }: { row: StaffingRow; isNarrow: boolean }) {
  const t = useText().staffing;
  const findings = findingsOf(row, t.verdict);
  const first = findings[0];
  if (first === undefined) return null;
  const rest = findings.length - 1;
  return (
    <span className="vm-staff-verdict" title={findings.map(({ label }) => label).join(' · ')}>
      <StatusBadge
        isPlain
        meaning={first.meaning}
        label={isNarrow ? (first.short ?? first.label) : first.label}
        {...iconOf(first)}
      />
      {rest > 0 && (
        <span className="vm-page-note">
          <span aria-hidden>+{rest}</span>
          <span className="vm-visually-hidden">{t.list.more(rest)}</span>
        </span>
      )}
    </span>
  );
}
