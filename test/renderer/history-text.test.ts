import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract } from '../../db/api/contract/index.ts';
import { entities } from '../../db/entities/index.ts';
import { activity as enActivity } from '../../renderer/text/en/activity.ts';
import { history as en } from '../../renderer/text/en/history.ts';
import { activity } from '../../renderer/text/vi/activity.ts';
import { history } from '../../renderer/text/vi/history.ts';

const shapes = Object.entries(entities).map(
  ([name, entity]) => [name, entity.fields.shape as Record<string, z.ZodType>] as const,
);

test.each([
  ['Vietnamese', history],
  ['English', en],
])('every field of every record has a name in %s, and no name is of a field that is not', (_name, text) => {
  for (const [name, shape] of shapes)
    expect(Object.keys(text.fields[name as keyof typeof text.fields])).toEqual(Object.keys(shape));
});

test.each([
  ['Vietnamese', history],
  ['English', en],
])('every choice that can be stored has words in %s', (_name, text) => {
  const missing = shapes.flatMap(([name, shape]) =>
    Object.entries(shape).flatMap(([field, type]) => {
      const words = text.choices[`${name}.${field}` as keyof typeof text.choices] as Record<string, string> | undefined;
      return choicesOf(type)
        .filter((choice) => words?.[choice] === undefined)
        .map((choice) => `${name}.${field}: ${choice}`);
    }),
  );
  expect(missing).toEqual([]);
});

/** The words that a field can hold, when it is a choice. */
function choicesOf(type: z.ZodType): string[] {
  if (type instanceof z.ZodEnum) return type.options.map(String);
  if (type instanceof z.ZodLiteral) return [...type.values].map(String);
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => choicesOf(option as z.ZodType));
  return type instanceof z.ZodNullable ? choicesOf(type.unwrap() as z.ZodType) : [];
}

test('what can be undone has words, and only that', () => {
  const local = /^(activity|draft|office|savedView|search)\./;
  const writing = Object.entries(contract)
    .filter(([name, { kind, writes }]) => kind !== 'gate' && writes && !local.test(name))
    .map(([name]) => name);
  expect(Object.keys(activity.deeds).sort()).toEqual(writing.sort());
  expect(Object.keys(enActivity.deeds).sort()).toEqual(writing.sort());
});
