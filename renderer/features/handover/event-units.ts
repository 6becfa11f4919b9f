import type { Output } from '../../../db/api/contract/index.ts';

/** An event with the units that ended with it. */
export type EventUnits = Output<'handover.units'>;
