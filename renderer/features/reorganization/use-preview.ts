import type { Output } from '../../../db/api/contract/index.ts';
import { EventPlan } from '../../../db/api/contract/reorganization.ts';
import type { ApiError } from '../../../db/api/errors.ts';
import { useApi } from '../../use-api.ts';
import { eventEntities } from './keep.ts';
import { type EventDraft, planOf } from './plan.ts';

export type Preview = Output<'reorganization.preview'>;

export interface PreviewState {
  data: Preview | undefined;
  error: ApiError | undefined;
  reload: () => void;
}

const nothing: EventPlan = {
  ...{ kind: 'rename', effectiveOn: '2000-01-01', signedOn: null, announcedOn: null },
  ...{ basisDirectiveId: null, basisText: '', note: '', members: [], created: [], edges: [] },
};

/** What the event would do, asked for as soon as the plan is one. */
export function usePreview(draft: EventDraft, isWanted: boolean): PreviewState {
  const plan = isWanted ? planOf(draft) : undefined;
  const isPlan = plan !== undefined && EventPlan.safeParse(plan).success;
  const { data, error, reload } = useApi('reorganization.preview', isPlan ? plan : nothing, {
    enabled: isPlan,
    entities: eventEntities,
    keep: true,
  });
  return { data: isPlan ? data : undefined, error, reload };
}
