import type { CellProblem } from '../api/contract/many.ts';
import type { Day } from '../api/day.ts';
import { Id } from '../api/types.ts';
import type { Ctx } from '../context.ts';
import { type NamedUnit, type UnitBook, unitBook } from '../domain/unit-name.ts';
import { listUnitNames } from '../queries/unit-names.ts';
import { problem, type Reader } from './many-cells.ts';

const choiceLimit = 8;

const choiceOf = (unit: NamedUnit): CellProblem['choices'][number] => ({ id: unit.unitId, name: unit.fullName });

/** The names of all units, read once for a whole sheet. */
export const openUnitBook = (ctx: Ctx): UnitBook => unitBook(listUnitNames(ctx.db));

/** Units named in one cell; names are parted by semicolons or lines, by commas where no unit is called so. */
export function readUnits(
  book: UnitBook,
  { reader, field, on }: { reader: Reader; field: string; on: Day },
): NamedUnit[] {
  return namesIn(reader.prose(field), book, on).flatMap((text) => {
    const unit = readUnit(book, { reader, field, on, text });
    return unit === undefined ? [] : [unit];
  });
}

function namesIn(cell: string, book: UnitBook, on: Day): string[] {
  const tidy = (part: string): string => part.replace(/^\s*[-+•]\s+/u, '').trim();
  const filled = (parts: string[]): string[] => parts.map(tidy).filter((part) => part !== '');
  return filled(cell.split(/[;\n]/)).flatMap((part) =>
    part.includes(',') && book.read(part, on).kind === 'unknown' ? filled(part.split(',')) : [part],
  );
}

/** One unit by what is written; what is wrong with it is told at the cell. */
export function readUnit(
  book: UnitBook,
  cell: { reader: Reader; field: string; on: Day; text: string },
): NamedUnit | undefined {
  const { reader, field, on, text } = cell;
  const tell = (...more: Parameters<typeof problem>): void => void reader.problems.push(problem(...more));
  const id = reader.picks[text] ?? (Id.safeParse(text).success ? text : undefined);
  if (id !== undefined) {
    const unit = book.byId(id, on);
    if (unit === undefined) tell(field, 'unitEnded', [text]);
    return unit;
  }
  const reading = book.read(text, on);
  if (reading.kind === 'unit') {
    const { unit } = reading;
    if (reading.isGuess) tell(field, 'unitGuessed', [text, unit.fullName], { level: 'warning' });
    return unit;
  }
  if (reading.kind === 'unknown') tell(field, 'unitUnknown', [text], { choices: book.near(text, on).map(choiceOf) });
  else {
    const code = reading.kind === 'ended' ? 'unitEnded' : 'unitAmbiguous';
    const choices = reading.kind === 'ended' ? book.near(text, on).map(choiceOf) : reading.units.map(choiceOf);
    tell(field, code, [text], { choices: choices.slice(0, choiceLimit) });
  }
  return undefined;
}
