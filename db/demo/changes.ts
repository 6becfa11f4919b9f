import type { Day } from '../api/day.ts';
import type { Change } from '../commit.ts';

/** Who does what in the demo: a unit's clerk reports, the commander decides; nobody approves their own. */
export interface DemoChange {
  readonly by: 'coordinator' | 'clerk' | 'commander' | 'personnel';
  readonly onDay: Day;
  readonly change: Change;
}
