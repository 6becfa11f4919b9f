import { z } from 'zod';
import { DirectiveAudience } from '../../../db/api/contract/directive-words.ts';
import type { Input } from '../../../db/api/contract/index.ts';
import { NewStocktake, type Stocktake, StocktakeFields, siteLimit } from '../../../db/api/contract/stocktake.ts';
import { StocktakeForm, StocktakeKind } from '../../../db/api/contract/stocktake-words.ts';
import { Day, limits } from '../../../db/api/types.ts';
import type { ChosenUnit } from '../../stores/choosers.ts';
import type { AppForm } from '../../ui/use-form.ts';

const { title, place, chair, conclusion, agenda } = StocktakeFields.shape;
const Picked = z.object({ id: z.string(), name: z.string() });
const Chosen = z.object({
  unitId: z.string(),
  name: z.string(),
  dueOn: z.null(),
  place: z.string().max(limits.description).optional(),
});

const linesOfText = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the form holds; the rules of the contract, told at the fields. */
export const StocktakeValues = z
  .object({
    kind: StocktakeKind,
    title,
    directives: z.array(Picked).max(50),
    fromOn: Day,
    toOn: Day,
    heldOn: Day,
    form: StocktakeForm,
    place,
    host: Picked.nullable(),
    chair,
    sites: z.array(Chosen).max(siteLimit),
    agenda: z.string().transform(linesOfText).pipe(agenda),
    conclusion,
    audience: DirectiveAudience,
  })
  .superRefine((values, at) => {
    const misfit = (path: string, message: string): void => at.addIssue({ code: 'custom', path: [path], message });
    if (values.toOn < values.fromOn) misfit('toOn', 'period_order');
    if (values.heldOn < values.fromOn) misfit('heldOn', 'held_early');
  });

export type StocktakeInput = z.input<typeof StocktakeValues>;
export type StocktakeOutput = z.output<typeof StocktakeValues>;
export type StocktakeAppForm = AppForm<StocktakeInput, StocktakeOutput>;

/** An empty form. */
export const emptyStocktake = (): StocktakeInput => ({
  kind: 'interim',
  title: '',
  directives: [],
  fromOn: '',
  toOn: '',
  heldOn: '',
  form: 'meeting',
  place: '',
  host: null,
  chair: '',
  sites: [],
  agenda: '',
  conclusion: '',
  audience: 'all',
});

/** The form of one that is there already. */
export function valuesOf(
  stocktake: Stocktake,
  nameOf: (directive: Stocktake['directives'][number]) => string,
): StocktakeInput {
  const { kind, fromOn, toOn, heldOn, form, host, sites } = stocktake;
  const own = {
    title: stocktake.title,
    place: stocktake.place,
    chair: stocktake.chair,
    conclusion: stocktake.conclusion,
  };
  return {
    ...{ kind, fromOn, toOn, heldOn, form, ...own },
    directives: stocktake.directives.map((one) => ({ id: one.id, name: nameOf(one) })),
    host: host === null ? null : { id: host.unitId, name: host.name },
    sites: sites.map((site) => ({ unitId: site.unitId, name: site.name, dueOn: null, place: site.place })),
    agenda: stocktake.agenda.join('\n'),
    audience: 'all',
  };
}

/** The form as stocktake.create takes it; a report in writing joins no places. */
export function toInput(values: StocktakeOutput): Input<'stocktake.create'> {
  const { directives, host, sites, ...rest } = values;
  return NewStocktake.parse({
    ...rest,
    directiveIds: directives.map(({ id }) => id),
    hostUnitId: host?.id ?? null,
    sites: rest.form === 'written' ? [] : sites.map(({ unitId, place: at }) => ({ unitId, place: at ?? '' })),
  });
}

export const asChosen = (units: readonly ChosenUnit[]): StocktakeInput['sites'] =>
  units.map(({ unitId, name, place: at }) => ({ unitId, name, dueOn: null, place: at ?? '' }));
