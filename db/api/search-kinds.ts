/** What can be searched for, in the order in which hits of one day stand. */
export const searchKinds = ['unit', 'directive', 'task', 'report', 'attachment'] as const;
export type SearchKind = (typeof searchKinds)[number];
