import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Names every test that could not run here, which fails on a build server, and ends with one line: N passed, N failed. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module): TestCase[] => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((each) => each.result().state === state).length;
    const notRun = tests.filter((each) => each.result().state === 'skipped');
    for (const each of notRun) console.log(`not run: ${each.module.relativeModuleId} > ${each.fullName}`);
    const isServer = process.env['CI'] !== undefined;
    if (isServer && notRun.length > 0) process.exitCode = 1;
    const broken = modules.filter((module) => module.children.size === 0 && !module.ok()).length;
    const failed = count('failed') + broken + errors.length + (isServer ? notRun.length : 0);
    console.log(`${count('passed')} passed, ${failed} failed`);
  }
}
