import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayOfInstant } from '../../db/api/day.ts';
import { screens } from '../../renderer/screens.ts';
import { type App, axeOf, startApp } from '../helpers/app.ts';
import { newOffice } from '../helpers/host.ts';

/* Every screen there is, in every way a user may look at it. New screens are walked as soon as they have an address. */

/** Places below a screen that are forms or pages of their own. */
const forms = [
  'directives/new',
  'tasks/new',
  'reports/new',
  'units/new',
  'units/import',
  'units/police',
  'users/new',
  'reorganize/new',
  'periods/new',
  'document-kinds/new',
  'norms/new',
  'staffing/trend',
  'staffing/sheet',
];
const places = [...screens.map(({ path }) => path), ...forms];

interface Look {
  readonly name: string;
  readonly layout: Record<string, unknown>;
  readonly scheme: 'light' | 'dark';
  /** Rules to hold; without them all of WCAG 2.2 AA. */
  readonly rules?: readonly string[];
}

/** What can differ between looks of one page; names, roles and structure are those of the first. */
const lookRules = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];
/** In high contrast every text has 7:1. */
const contrastRules = [...lookRules, 'color-contrast-enhanced'];

const looks: readonly Look[] = [
  { name: 'light', layout: {}, scheme: 'light' },
  { name: 'dark, roomy', layout: { density: 'comfortable' }, scheme: 'dark', rules: lookRules },
  { name: 'high contrast', layout: { scheme: 'contrast' }, scheme: 'light', rules: contrastRules },
  { name: 'high contrast on a dark PC', layout: { scheme: 'contrast' }, scheme: 'dark', rules: contrastRules },
  { name: 'enlarged by half', layout: { scalePercent: 150 }, scheme: 'light', rules: lookRules },
  { name: 'English, smallest', layout: { language: 'en', scalePercent: 90 }, scheme: 'light' },
];

let app: App;
let page: Page;

beforeAll(async () => {
  app = await startApp({
    prepare: async (host) => {
      await host.get('office.create', newOffice);
      await host.get('demo.fill', { on: dayOfInstant(Date.now()), communes: 12, directives: 12 });
    },
  });
  page = app.page;
});
afterAll(() => app.close());

async function wear({ layout, scheme }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  const plain = {
    isRailCollapsed: null,
    splits: {},
    scheme: 'auto',
    scalePercent: 100,
    density: 'compact',
    language: 'vi',
  };
  await page.evaluate((state) => localStorage.setItem('layout', JSON.stringify({ state, version: 1 })), {
    ...plain,
    ...layout,
  });
  await page.reload();
  await page.locator('main').waitFor();
}

async function goTo(place: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = `#/${to}`;
  }, place);
  await page.locator('main :is(h1, h2)').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** What is cut or sticks out: the page itself, and words in whatever can be pressed. */
const cutOff = (): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth)
      faults.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, [role=menuitem], [role=tab], .vm-rail-item, label',
    )) {
      const { width, height, right, left } = element.getBoundingClientRect();
      if (width === 0 || height === 0 || (element.textContent ?? '').trim() === '') continue;
      const parts = [element, ...element.querySelectorAll<HTMLElement>('*')].filter(
        (part) => part.childElementCount === 0 || part === element,
      );
      const isCut = parts.some(
        (part) =>
          part.clientWidth > 1 &&
          part.scrollWidth > part.clientWidth + 1 &&
          getComputedStyle(part).overflowX !== 'visible',
      );
      const words = (element.textContent ?? '').trim().slice(0, 40);
      // A list may be scrolled sideways, and cuts long names with a sign that it does.
      const isInList =
        element.closest('[role=grid], [role=tree], [role=treegrid], table, .vm-breaks, .vm-desk-block ul') !== null;
      if (isCut && !isInList) faults.push(`cut: ${words}`);
      if (!isInList && (right > window.innerWidth + 1 || left < -1) && element.closest('.vm-skip') === null)
        faults.push(`outside: ${words}`);
    }
    return faults;
  });

/** What the page complained about; leaving a screen gives up what it was still fetching. */
const complaints = (): string[] => app.problems.splice(0).filter((problem) => !problem.endsWith('ERR_ABORTED'));

test.each(looks)('every screen: $name', async (look) => {
  await wear(look);
  const faults: string[] = [];
  for (const place of places) {
    await goTo(place);
    const found = [...(await axeOf(page, look.rules)), ...(await cutOff()), ...complaints()];
    faults.push(...found.map((fault) => `${place}: ${fault}`));
  }
  expect(faults).toEqual([]);
});
