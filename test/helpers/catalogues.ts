import { existsSync } from 'node:fs';
import { type TestAPI, test } from 'vitest';

/** The real catalogues of units lie beside the project, not in it. */
const folder = new URL('../../../shared/data/', import.meta.url).pathname;

/** Path of a catalogue file. */
export const catalogue = (name: string): string => `${folder}${name}`;

/*
 * `extend` makes a test function of our own; the linter takes a bare `test.skipIf(…)` for a test without a title.
 */
/** A test that needs the real catalogues; where they are not there it is named at the end as not run (and fails in CI). */
export const testWithCatalogues: TestAPI = test.extend({}).skipIf(!existsSync(folder)) as TestAPI;
