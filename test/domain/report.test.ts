import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canEdit,
  canTransition,
  findLatestVersion,
  findOfficialVersion,
  nextVersion,
  type ReportStatus,
  type ReportVersion,
} from '../../db/domain/report.ts';

const STATUSES: ReportStatus[] = ['draft', 'submitted', 'approved', 'returned', 'closed'];
const report = (status: ReportStatus, version = 1): ReportVersion => ({
  version,
  status,
  authorIds: ['clerk', 'commune'],
});

test('the only ways are draft → submitted → approved or returned, approved → closed', () => {
  const ways = STATUSES.flatMap((from) =>
    STATUSES.filter((to) => canTransition(report(from), to, ['province']) === true).map((to) => `${from} → ${to}`),
  );
  expect(ways).toEqual(['draft → submitted', 'submitted → approved', 'submitted → returned', 'approved → closed']);
  expect([
    canTransition(report('draft'), 'approved', ['province']),
    canTransition(report('closed'), 'draft', ['province']),
  ]).toEqual(['TRANSITION_NOT_ALLOWED', 'REPORT_CLOSED']);
});

test('nobody judges their own work, be it the person or the unit', () => {
  for (const to of ['approved', 'returned'] as const) {
    expect(canTransition(report('submitted'), to, ['clerk', 'province'])).toBe('OWN_WORK');
    expect(canTransition(report('submitted'), to, ['chief', 'commune'])).toBe('OWN_WORK');
  }
  expect(canTransition(report('draft'), 'submitted', ['clerk', 'commune'])).toBe(true);
});

test('only a draft may be written', () => {
  expect(STATUSES.map((status) => canEdit(report(status)))).toEqual([
    true,
    'REPORT_IMMUTABLE',
    'REPORT_IMMUTABLE',
    'REPORT_IMMUTABLE',
    'REPORT_CLOSED',
  ]);
});

test('the newest version is the highest number, the official one the newest that was approved', () => {
  const versions = [report('submitted', 3), report('approved', 2), report('returned', 1)];
  expect([findLatestVersion(versions)?.version, findOfficialVersion(versions)?.version]).toEqual([3, 2]);
  expect([findLatestVersion([]), findOfficialVersion([report('submitted')])]).toEqual([undefined, undefined]);
});

test.each<[ReportVersion[], ReturnType<typeof nextVersion>]>([
  [[], 1],
  [[report('returned')], 2],
  [[report('submitted')], 2],
  [[report('approved', 2), report('returned', 1)], 3],
  [[report('draft')], 'DRAFT_EXISTS'],
  [[report('returned', 1), report('draft', 2)], 'DRAFT_EXISTS'],
  [[report('closed')], 'REPORT_CLOSED'],
  [[report('closed'), report('submitted', 2)], 'REPORT_CLOSED'],
])('the version after %j is %j', (versions, next) => {
  expect(nextVersion(versions)).toBe(next);
});

test('however people go on, sent versions keep their content, numbers run on, and no author judged their own', () => {
  const action = fc.record({
    kind: fc.constantFrom('correct', 'edit', 'move'),
    at: fc.nat(4),
    to: fc.constantFrom(...STATUSES),
    actor: fc.constantFrom('a', 'b', 'c'),
  });
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const versions: (ReportVersion & { content: number })[] = [];
      const sent = new Map<number, number>();
      actions.forEach(({ kind, at, to, actor }, index) => {
        const target = versions[at % Math.max(1, versions.length)];
        const next = nextVersion(versions);
        if (kind === 'correct' && typeof next === 'number')
          versions.push({ version: next, status: 'draft', authorIds: [actor], content: index });
        if (target === undefined || kind === 'correct') return;
        let changed = kind === 'edit' && canEdit(target) === true ? { ...target, content: index } : target;
        if (kind === 'move' && canTransition(target, to, [actor]) === true) {
          changed = { ...target, status: to };
          if (to === 'submitted') sent.set(target.version, target.content);
          if (to === 'approved' || to === 'returned') expect(target.authorIds).not.toContain(actor);
        }
        versions[versions.indexOf(target)] = changed;
      });
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
      for (const { version, status, content } of versions)
        expect(status === 'draft' ? undefined : content).toBe(sent.get(version));
    }),
    { numRuns: 500 },
  );
});
