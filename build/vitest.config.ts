import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that open the built program in a browser. */
const app = ['test/e2e/**/*.spec.ts', 'test/worker/electron.test.ts', 'test/worker/build.test.ts'];

// Marks of offices that live for a test have no place among those of this PC.
process.env['VUNG_MANH_MARKS'] ??= join(tmpdir(), 'vm-test-marks');

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    maxWorkers: 2,
    reporters: [['default', { summary: false }], 'build/count-reporter.ts'],
    projects: [
      {
        root: fileURLToPath(new URL('..', import.meta.url)),
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: app,
          pool: 'forks',
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        root: fileURLToPath(new URL('..', import.meta.url)),
        test: {
          name: 'app',
          include: app,
          // Plain Node would start a download at the sight of this name.
          alias: { electron: fileURLToPath(new URL('../test/helpers/electron-double.ts', import.meta.url)) },
          globalSetup: 'test/helpers/build-app.ts',
          pool: 'forks',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A page on a busy PC needs its time to show what it was told.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
