import type { DirectiveLabel } from '../api/contract/directive.ts';
import type { CellProblem } from '../api/contract/many.ts';
import { Id } from '../api/types.ts';
import type { Ctx } from '../context.ts';
import { listByNumber, listByNumberStart } from '../queries/directive.ts';
import { findTaskDirective } from '../queries/task.ts';
import { problem, type Reader } from './many-cells.ts';

const labelOf = ({ number, kindName, subject, issuedOn }: DirectiveLabel): string => {
  const name = number === '' ? kindName : number;
  return `${name} – ${subject} (${issuedOn.slice(0, 4)})`;
};

const choiceOf = (label: DirectiveLabel): CellProblem['choices'][number] => ({ id: label.id, name: labelOf(label) });

export interface DirectiveRead {
  readonly id: string;
  readonly number: string;
}

/** Reads directives by number or id, each text once for a whole sheet. */
export function directiveReader(ctx: Ctx): (reader: Reader, field: string) => DirectiveRead | null {
  const known = new Map<string, DirectiveRead | CellProblem>();
  const look = (field: string, text: string): DirectiveRead | CellProblem => {
    const found = listByNumber(ctx.db, text);
    const [only] = found;
    if (only !== undefined && found.length === 1) return only;
    const code = found.length === 0 ? 'directiveUnknown' : 'directiveAmbiguous';
    const choices = (found.length === 0 ? listByNumberStart(ctx.db, text) : found).map(choiceOf);
    return problem(field, code, [text], { choices: choices.slice(0, 8) });
  };
  return (reader, field) => {
    const text = reader.line(field);
    if (text === '') return null;
    const id = reader.picks[text] ?? (Id.safeParse(text).success ? text : undefined);
    // Whether there is such a document is a law of the command, not of the reading.
    if (id !== undefined) return { id, number: findTaskDirective(ctx.db, id)?.number ?? text };
    const read = known.get(text) ?? look(field, text);
    known.set(text, read);
    if (!('code' in read)) return read;
    reader.problems.push(read);
    return null;
  };
}
