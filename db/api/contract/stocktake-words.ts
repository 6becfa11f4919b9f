import { z } from 'zod';

/** Sơ kết, tổng kết. */
export const StocktakeKind = z.enum(['interim', 'final']);
export type StocktakeKind = z.output<typeof StocktakeKind>;

/** Hội nghị, hội nghị trực tuyến, bằng văn bản. */
export const StocktakeForm = z.enum(['meeting', 'onlineMeeting', 'written']);
export type StocktakeForm = z.output<typeof StocktakeForm>;
