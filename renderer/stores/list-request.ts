import { useLayoutEffect } from 'react';
import { create } from 'zustand';
import type { DirectiveRow } from '../../db/api/contract/directive.ts';
import type { Output } from '../../db/api/contract/index.ts';
import type { ReportHead } from '../../db/api/contract/report.ts';
import type { StaffingState } from '../../db/api/contract/staffing.ts';
import type { TreeMode } from '../../db/api/contract/unit-words.ts';
import type { Day } from '../../db/api/day.ts';
import { go } from '../navigate.ts';

/** A record with the words that stand on its filter chip. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a list can be asked to show; what is not named is not narrowed. */
export interface ListRequests {
  tasks: {
    chip?: 'awaitsDecision' | Output<'assignment.list'>['rows'][number]['timeliness'];
    /** Any of several states, for a figure that counts them together; then there is no chip. */
    timeliness?: readonly Output<'assignment.list'>['rows'][number]['timeliness'][];
    unit?: Named;
    /** How the unit's work is told from others', as the overview counted. */
    tree?: TreeMode;
    /** Of the time: only what is also below this unit. */
    within?: Named;
    /** True: the unit alone, without the units below it. */
    isUnitAlone?: boolean;
    /** True: also what the predecessors of the unit left. */
    withPredecessors?: boolean;
    /** Level of the units that have the work. */
    level?: Output<'unit.get'>['level'];
    directive?: Named;
    /** False: only tasks that follow from no document. */
    hasDirective?: boolean;
    task?: Named;
    dueFrom?: Day;
    dueThrough?: Day;
    /** Days past the deadline on the date of view, both ends included. */
    lateFrom?: number;
    lateThrough?: number;
    text?: string;
  };
  reports: {
    chip?: ReportHead['status'] | 'drafts';
    unit?: Named;
    /** True: also the reports of the predecessors of the unit. */
    withPredecessors?: boolean;
    directive?: Named;
    task?: Named;
    periodKey?: string;
    /** Exactly these reports, and what they are: those behind a number. */
    behind?: { readonly name: string; readonly ids: readonly string[] };
    from?: Day;
    to?: Day;
    text?: string;
  };
  directives: {
    effects?: DirectiveRow['effect'][];
    directions?: DirectiveRow['direction'][];
    issuedFrom?: Day;
    issuedTo?: Day;
    hasOpenTasks?: boolean;
    /** Arrived, and neither read nor turned into a task. */
    isUnworked?: boolean;
    text?: string;
  };
  staffing: {
    state?: StaffingState;
    /** With all below it. */
    unit?: Named;
  };
}

type Request = {
  [N in keyof ListRequests]: { readonly list: N; readonly filter: ListRequests[N] };
}[keyof ListRequests];

/** The last request no list has taken yet. */
export const useListRequest = create<{ request: Request | null }>()(() => ({ request: null }));

/** Opens a list narrowed to exactly this: every figure of an overview leads to the rows it counts. */
export function openList<N extends keyof ListRequests>(list: N, filter: ListRequests[N]): void {
  useListRequest.setState({ request: { list, filter } as Request });
  go(`/${list}`);
}

/** Called by a list: its request, once. */
export function takeRequest<N extends keyof ListRequests>(list: N): ListRequests[N] | undefined {
  const { request } = useListRequest.getState();
  if (request?.list !== list) return undefined;
  useListRequest.setState({ request: null });
  return request.filter as ListRequests[N];
}

/** A list takes what it is asked for, when it appears and when it is asked again, before anything else is drawn. */
export function useTakenRequest<N extends keyof ListRequests>(list: N, apply: (filter: ListRequests[N]) => void): void {
  const isAsked = useListRequest((s) => s.request?.list === list);
  useLayoutEffect(() => {
    const filter = isAsked ? takeRequest(list) : undefined;
    if (filter !== undefined) apply(filter);
  }, [isAsked]);
}
