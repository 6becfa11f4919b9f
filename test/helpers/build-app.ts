import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds what the tests of the whole program open, unless it is as it was; runs once, before the first of them. */
export default function buildApp(): void {
  const { status } = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('../../build/run.mjs', import.meta.url)), 'build'],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error('the build failed');
}
