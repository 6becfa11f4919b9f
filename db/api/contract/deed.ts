import type { ActivityRow } from './activity.ts';
import type { ApiName, Contract } from './index.ts';

type Writing = {
  [N in ApiName]: Contract[N]['kind'] extends 'gate' | 'query' ? never : Contract[N]['writes'] extends true ? N : never;
}[ApiName];

/** What belongs to this PC or this user alone: not exchanged, not undone. */
type Local = 'activity' | 'draft' | 'office' | 'savedView' | 'search';

/** Operations that write exchanged records; each has a name in words (renderer/text/vi/activity.ts), so that it can be listed and undone. */
export type DeedName = Exclude<Writing, `${Local}.${string}`>;

/** What the words of a deed are made of. */
export type Deed = Pick<ActivityRow, 'name' | 'counts' | 'isNew' | 'word' | 'subject'>;
