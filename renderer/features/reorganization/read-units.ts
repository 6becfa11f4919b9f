import type { Day } from '../../../db/api/day.ts';
import { call } from '../../api.ts';
import type { EventDraft, MemberDraft } from './plan.ts';
import { memberOf } from './units-of.ts';

/** So many are read at a time. */
const lanes = 8;

/** Reads units for the draft, those that cannot be read left out; `step` hears how far it is. */
export async function readMembers(
  ids: readonly string[],
  on: Day,
  side: MemberDraft['side'],
  fate: MemberDraft['fate'],
  step?: (done: number) => void,
): Promise<MemberDraft[]> {
  const found: (MemberDraft | undefined)[] = [];
  for (let start = 0; start < ids.length; start += lanes) {
    const part = ids.slice(start, start + lanes).map(async (id) => {
      const unit = await call('unit.get', { id, on });
      return unit.ok ? memberOf(unit.value, side, fate) : undefined;
    });
    found.push(...(await Promise.all(part)));
    step?.(found.length);
  }
  return found.filter((member) => member !== undefined);
}

/** The units of a draft as they were on another eve, since the day of the event was changed; what was said anew of them stays. */
export async function readAgain(draft: EventDraft, on: Day): Promise<EventDraft> {
  if (draft.readOn === on) return draft;
  const read = await Promise.all(draft.members.map(({ unitId, side, fate }) => readMembers([unitId], on, side, fate)));
  const now = new Map(read.flat().map((member) => [member.unitId, member.was]));
  const members = draft.members.map((member) => {
    const was = now.get(member.unitId) ?? member.was;
    const isSaid = member.becomes !== null && JSON.stringify(member.becomes) !== JSON.stringify(member.was);
    return { ...member, was, becomes: isSaid || member.becomes === null ? member.becomes : was };
  });
  return { ...draft, members, readOn: on };
}
