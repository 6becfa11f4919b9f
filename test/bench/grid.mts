/*
 * The grid in a real Chromium: frames per second while scrolling, rows that were in sight and not there, far jumps, and how
 * long pages take. Without a folder it makes an office of 100,800 assignments; with one (a copy: it is brought up to date)
 * it logs in there.
 *
 *   node test/bench/grid.mts [DIR LOGIN PASSWORD]
 */
import type { Page } from 'playwright-core';
import { type App, startApp } from '../helpers/app.ts';
import { newOffice, password, type TestHost } from '../helpers/host.ts';

const [dir, login, word] = process.argv.slice(2);
const on = '2026-11-22';
const communes = 168;
const tasks = 600;
const pageRows = 200;

async function fill({ get }: TestHost): Promise<void> {
  const { session } = await get('office.create', newOffice);
  const facts = { symbol: '', officialCode: null, isKey: 0, hasPolice: 0, orderNumber: null } as const;
  const leads: { unitId: string }[] = [];
  for (let index = 0; index < communes; index += 1) {
    const name = `Xã số ${String(index + 1).padStart(3, '0')}`;
    const names = { name, fullName: `Công an xã ${name}`, shortName: `CAX ${name}`, parentId: session.officeUnitId };
    const whole = { ...facts, ...names, kind: 'commune', basisDirectiveId: null, basisText: '' } as const;
    const { id } = await get('unit.create', {
      nature: 'police',
      level: 'commune',
      validFrom: '2021-11-01',
      facts: whole,
    });
    leads.push({ unitId: id });
  }
  const user = { login: 'tonghop', role: 'coordinator', name: 'Người tổng hợp', position: '', unitId: null, password };
  await get('user.create', user as never);
  await get('session.login', { login: 'tonghop', password });
  for (let index = 0; index < tasks; index += 1) {
    const dueOn = new Date(Date.UTC(2026, 0, 2 + (index % 330))).toISOString().slice(0, 10);
    const task = { content: `Ánh sáng an ninh đường quê, đợt ${index + 1}`, kind: 'dated', assignedOn: '2026-01-01' };
    await get('task.create', { task: task as never, dueOn, leads });
  }
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const quantile = (values: readonly number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** Pages read one after the other at places spread over the list, by its fences. */
async function readPages(
  { get }: TestHost,
  list: 'assignment.list' | 'report.list',
  fences: string,
  input: object,
): Promise<void> {
  const begun = performance.now();
  const { cursors } = (await get(fences as 'assignment.fences', input as never)) as { cursors: string[] };
  const fencing = performance.now() - begun;
  const times: number[] = [];
  for (let index = 0; index < 60; index += 1) {
    const after = cursors[Math.floor((index / 60) * cursors.length)];
    const start = performance.now();
    await get(list, {
      ...input,
      limit: pageRows,
      isCounted: false,
      ...(after === undefined ? {} : { after }),
    } as never);
    times.push(performance.now() - start);
  }
  const counting = performance.now();
  const { total } = (await get(list, { ...input, limit: 1 } as never)) as { total: number };
  console.log(
    `${list} ${JSON.stringify(input)}: ${total} rows, fences ${ms(fencing)}, count ${ms(performance.now() - counting)}, ` +
      `page p50 ${ms(quantile(times, 0.5))} p95 ${ms(quantile(times, 0.95))}`,
  );
}

interface Frames {
  count: number;
  seconds: number;
  /** Frames in which a row in sight was empty, and how many such rows there were in all. */
  blankFrames: number;
  blankRows: number;
  worstMs: number;
}

/** Scrolls by so many pixels per frame and looks at what is in sight after each. */
const scroll = (page: Page, pixels: number, frames: number): Promise<Frames> =>
  page.evaluate(
    async ([by, wanted]) => {
      const scroller = document.querySelector('.vm-grid-scroll');
      if (scroller === null) throw new Error('no grid');
      const found = { count: 0, seconds: 0, blankFrames: 0, blankRows: 0, worstMs: 0 };
      const begun = performance.now();
      let before = begun;
      for (let frame = 0; frame < wanted; frame += 1) {
        scroller.scrollTop += by;
        await new Promise(requestAnimationFrame);
        const box = scroller.getBoundingClientRect();
        let blank = 0;
        for (let y = box.top + 40; y < box.bottom - 30; y += 28) {
          const row = document.elementFromPoint(box.left + 200, y)?.closest('[data-row]');
          if (row === null || row === undefined || row.getAttribute('aria-busy') === 'true') blank += 1;
        }
        const now = performance.now();
        found.worstMs = Math.max(found.worstMs, now - before);
        before = now;
        found.count += 1;
        found.blankFrames += blank > 0 ? 1 : 0;
        found.blankRows += blank;
      }
      found.seconds = (performance.now() - begun) / 1000;
      return found;
    },
    [pixels, frames] as const,
  );

const seen = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const rows = [...document.querySelectorAll('.vm-grid-body [data-row]')];
    return rows.length > 5 && rows.every((row) => row.getAttribute('aria-busy') !== 'true');
  });

async function look({ page }: App, place: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, place);
  await seen(page);
  await page.locator('.vm-grid-foot', { hasText: 'dòng' }).waitFor();
  for (const [name, pixels, frames] of [
    ['120 px a frame', 120, 300],
    ['a page a frame', 560, 200],
  ] as const) {
    const { count, seconds, blankFrames, blankRows, worstMs } = await scroll(page, pixels, frames);
    const rate = (count / seconds).toFixed(1);
    console.log(
      `${place} ${name}: ${rate} fps, ${blankFrames} of ${count} frames with a blank row (${blankRows} rows), longest ${ms(worstMs)}`,
    );
  }
  await page.locator('.vm-grid').focus();
  await page.waitForTimeout(3000);
  const jumps: number[] = [];
  for (const key of ['Control+End', 'Control+Home', 'Control+End', 'PageUp', 'PageUp', 'Control+Home']) {
    const begun = performance.now();
    await page.keyboard.press(key);
    await page.waitForTimeout(20);
    await seen(page);
    jumps.push(performance.now() - begun);
  }
  const last = await page.locator('.vm-grid').getAttribute('aria-rowcount');
  console.log(`${place} far jumps (with the test's own 20 ms and polls): ${jumps.map(ms).join(', ')}; rows ${last}`);
}

const app = await startApp(
  dir === undefined
    ? { prepare: fill }
    : { dataDir: dir, prepare: ({ get }) => get('session.login', { login: login ?? '', password: word ?? '' }) },
);
try {
  await readPages(app.host, 'assignment.list', 'assignment.fences', { on });
  await readPages(app.host, 'assignment.list', 'assignment.fences', { on, sort: 'unit' });
  if (dir !== undefined)
    for (const input of [{ on }, { on, isLatest: 0 }, { on, status: 'approved' }])
      await readPages(app.host, 'report.list', 'report.fences', input);
  await look(app, '/tasks');
  if (dir !== undefined) {
    await app.page.evaluate(() => {
      location.hash = '/reports';
    });
    await app.page.getByRole('button', { name: /^Tất cả/ }).click();
    await look(app, '/reports');
  }
  console.log('complaints', app.problems);
} finally {
  await app.close();
}
process.exit(0);
