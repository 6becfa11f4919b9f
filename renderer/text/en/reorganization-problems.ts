import type { EventProblem } from '../../../db/api/contract/reorganization.ts';
import { showDay } from '../show.ts';

/** Quoted where there is a name. */
const of = (name: string): string => (name === '' ? 'A unit' : `“${name}”`);

/** Why an event cannot be recorded, each with what to do; `name` is the unit, `d` what else the sentence needs. */
export const reorganizationProblems: Record<EventProblem['code'], (name: string, d: string) => string> = {
  MEMBERS_MISSING: () => 'No unit is chosen yet. Choose the units that this event changes.',
  MEMBERS_TOO_MANY: () => 'There are more units than this kind of event allows. Take some out, or choose another kind.',
  HEIRS_MISSING: () => 'There is no successor yet. Add one, or tick “Successors not known yet”.',
  CREATED_NOT_ALLOWED: () => 'This kind of event makes no new unit. Take the new unit out, or choose another kind.',
  MUST_END: (name) => `${of(name)} has to end in this kind of event. Let it end, or choose another kind.`,
  MUST_CONTINUE: (name) => `${of(name)} has to go on in this kind of event. Let it go on, or choose another kind.`,
  NOTHING_CHANGES: (name) => `Nothing changes for ${of(name)}. Give a new name, kind or superior, or take it out.`,
  NATURES_MIXED: () =>
    'Areas and police units do not share one event. Keep one of them; the police of the areas can go along.',
  UNIT_TWICE: (name) => `${of(name)} is chosen twice. Take one out.`,
  EDGE_UNKNOWN: () => 'A line of succession does not go with this event. Delete or mend that line.',
  EDGE_MISSING: (name) => `It is not said where ${of(name)} goes. Add a line of succession.`,
  MAIN_HEIR_TWICE: (name) => `${of(name)} has two main heirs. Keep only one.`,
  WHOLE_TWICE: (name) => `All of ${of(name)} goes to several units. Say “part” in each line.`,
  WHOLE_MUST_END: (name) => `If all of ${of(name)} goes elsewhere, nothing of it is left. Let it end, or say “part”.`,
  RATIOS_DISAGREE: (name) => `The shares of ${of(name)} do not add up to 1. Mend them, or leave all of them empty.`,
  SIGNED_AFTER_EFFECT: () => 'It is signed after it takes effect. Check the two dates.',
  HAS_LATER_VERSIONS: (name, d) =>
    `${of(name)} has a change recorded for ${d === '' ? 'a later day' : showDay(d)}. Take that back first, or choose another day.`,
  HAS_LATER_RECORDS: (name, d) =>
    `${of(name)} has work, reports or posts from ${d === '' ? 'after this day' : showDay(d)} on. Move them first, or choose another day.`,
  OFFICE_ENDS: (name, d) =>
    d === 'absorb'
      ? `${of(name)} is the office that uses this program, so it cannot end. Choose “Absorbed”, with this office taking over.`
      : `${of(name)} is the office that uses this program, so it cannot end. Take it out.`,
  UNIT_NOT_ALIVE: (name) => `${of(name)} is not there at that time. Check the day of effect, or take the unit out.`,
  CODE_TAKEN: (name, d) => `The code of ${of(name)} is in use for ${of(d)} at the same time. Check the code.`,
  PARENT_OTHER_NATURE: (name) => `The superior of ${of(name)} belongs to another tree. Choose another superior.`,
  PARENT_OF_LEVEL: (name) => `The superior of ${of(name)} is not of a fitting level. Choose another superior.`,
  KIND_OF_LEVEL: (name) => `The kind of ${of(name)} does not belong to its level. Choose another kind.`,
  VERSION_ENDS_BEFORE_START: (name) => `${of(name)} begins on this very day, so it cannot end on it.`,
  VERSIONS_OVERLAP: (name) => `Periods of ${of(name)} overlap. Check the day of effect.`,
  VERSIONS_GAP: (name) => `There is a gap between periods of ${of(name)}. Check the day of effect.`,
  PARENT_NOT_ALIVE: (name) => `The superior of ${of(name)} is not there from this day on. Choose another superior.`,
  PARENT_CYCLE: (name) => `${of(name)} would stand under itself. Choose another superior.`,
  CHILD_OUTLIVES_PARENT: (name) => `${of(name)} still stands under a unit that ends. Say where such units go.`,
};
