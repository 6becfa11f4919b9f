import { describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { create, update } from '../../db/commit.ts';
import { month, scene } from '../helpers/report.ts';
import { assignTo, taskOf, unitUnder, write } from '../helpers/work.ts';

describe('reading', () => {
  function many() {
    const s = scene({}, '2026-05-31');
    const directiveId = s.o.ctx.newId();
    const wardId = unitUnder(s.o, s.communeId, 'Hòa Bình');
    const monthly = taskOf(s.o, { rule: month, content: 'Báo cáo số liệu hằng tháng' });
    const own = assignTo(s.o, monthly, s.communeId, null);
    const ward = assignTo(s.o, s.taskId, wardId);
    const ids = [
      s.send({ reportedOn: '2026-05-10' }),
      s.send({ assignmentId: own, periodKey: '2026-M04', reportedOn: '2026-04-20' }),
      s.send({ assignmentId: ward, reportedOn: '2026-05-11' }),
      s.send({ assignmentId: ward, reportedOn: '2026-05-12' }),
    ];
    return { ...s, ids, wardId, monthly, directiveId };
  }

  test('each filter narrows the rows, their number and the counts alike', () => {
    const s = many();
    const [first, april, wardOld, wardNew] = s.ids;
    const on = '2026-06-01';
    const found = (filter: Partial<Input<'report.list'>>) => {
      const page = s.clerk.get('report.list', { on, ...filter });
      expect(page.total).toBe(page.rows.length);
      return page.rows.map(({ id }) => id);
    };
    expect(found({})).toEqual([wardNew, first, april]);
    expect(found({ isLatest: 0 })).toEqual([wardNew, wardOld, first, april]);
    expect(found({ order: 'oldest' })).toEqual([april, first, wardNew]);
    expect(found({ unitId: s.communeId })).toEqual([first, april]);
    expect(found({ underUnitId: s.communeId })).toEqual([wardNew, first, april]);
    expect(found({ underUnitId: s.wardId })).toEqual([wardNew]);
    expect(found({ taskId: s.monthly })).toEqual([april]);
    expect(found({ periodKey: '2026-M04' })).toEqual([april]);
    expect(found({ from: '2026-05-10', to: '2026-05-10' })).toEqual([first]);
    expect(found({ text: 'SO LIEU hang' })).toEqual([april]);
    expect(found({ text: 'hoà bình' })).toEqual([wardNew]);
    expect(found({ text: '%' })).toEqual([]);
    expect(found({ directiveId: s.directiveId })).toEqual([]);
    s.approve(first ?? '');
    expect([found({ status: 'approved' }), found({ status: 'submitted' }), found({ status: 'closed' })]).toEqual([
      [first],
      [wardNew, april],
      [],
    ]);
    s.clerk.get('draft.save', { key: `report:${s.assignmentId}:-`, body: '{}' });
    expect(s.clerk.get('report.counts', { on })).toEqual({
      submitted: 2,
      approved: 1,
      returned: 0,
      closed: 0,
      drafts: 1,
    });
    expect(s.clerk.get('report.counts', { on, underUnitId: s.wardId })).toMatchObject({ submitted: 1, approved: 0 });
  });

  test('reports of a directive are those of its tasks', () => {
    const s = many();
    const kindId = s.o.db.prepare("SELECT id FROM documentKind WHERE abbreviation = 'CT'").pluck().get() as string;
    const blank = {
      effectiveOn: null,
      expiresOn: null,
      objectGoneOn: null,
      objectGoneNote: '',
      field: '',
      signer: '',
      signerPosition: '',
      drafter: '',
    };
    const more = {
      recipients: [],
      arrivedOn: null,
      arrivalNumber: '',
      replyDueOn: null,
      pageCount: null,
      language: 'Tiếng Việt',
      description: '',
      audience: 'all',
    };
    write(
      s.o,
      create('directive', s.directiveId, {
        direction: 'incoming',
        kindId,
        number: '03/CT-BCA-X11',
        issuer: 'Bộ Công an',
        issuerUnitId: null,
        issuedOn: '2009-04-10',
        subject: 'Xây dựng toàn diện Công an cấp huyện',
        urgency: 'normal',
        secrecy: 'normal',
        ...blank,
        ...more,
      }),
    );
    write(s.o, update('task', s.monthly, { directiveId: s.directiveId }));
    const page = s.clerk.get('report.list', { on: '2026-06-01', directiveId: s.directiveId });
    expect(page.rows.map(({ directiveNumber, unitName, isLate }) => [directiveNumber, unitName, isLate])).toEqual([
      ['03/CT-BCA-X11', 'CAX Kim Sơn', 1],
    ]);
  });

  test.each(['newest', 'oldest'] as const)(
    'paging (%s) shows every row once, and a cursor of another list is refused',
    (order) => {
      const s = many();
      const all = s.clerk.get('report.list', { on: '2026-06-01', order, isLatest: 0 }).rows.map(({ id }) => id);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = s.clerk.get('report.list', {
          on: '2026-06-01',
          order,
          isLatest: 0,
          limit: 1,
          ...(after === undefined ? {} : { after }),
        });
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next ?? undefined;
      } while (after !== undefined);
      expect(seen).toEqual(all);
      expect(s.clerk.call('report.list', { on: '2026-06-01', after: '[1]' })).toMatchObject({
        error: { code: 'INVALID_INPUT' },
      });
    },
  );

  test('a unit is named as on the day of the report', () => {
    const s = scene();
    const id = s.send({ reportedOn: '2026-05-12' });
    const [version] = s.o.db
      .prepare('SELECT id FROM unitVersion WHERE unitId = ?')
      .pluck()
      .all(s.communeId) as string[];
    const row = s.o.db.prepare('SELECT * FROM unitVersion WHERE id = ?').get(version) as {
      kind: 'commune';
      name: string;
      symbol: string;
      parentId: string;
    };
    const { kind, name, symbol, parentId } = row;
    write(
      s.o,
      update('unitVersion', version ?? '', { validTo: '2026-06-01' }),
      create('unitVersion', s.o.ctx.newId(), {
        unitId: s.communeId,
        validFrom: '2026-06-01',
        validTo: null,
        kind,
        name,
        fullName: 'Công an phường Kim Sơn',
        shortName: 'CAP Kim Sơn',
        symbol,
        parentId,
        officialCode: null,
        isKey: 0,
        hasPolice: 0,
        orderNumber: null,
        basisDirectiveId: null,
        basisText: '',
      }),
    );
    expect(s.clerk.get('report.get', { id }).subject.unitName).toBe('Công an xã Kim Sơn');
    expect(s.clerk.get('report.list', { on: '2026-07-01' }).rows[0]?.unitName).toBe('CAX Kim Sơn');
    expect(
      s.clerk.get('report.ofAssignment', { assignmentId: s.assignmentId, on: '2026-07-01' }).subject.unitName,
    ).toBe('Công an phường Kim Sơn');
  });

  test('all reports of an assignment stand by period, newest first, each with what was said', () => {
    const s = scene({ rule: month });
    const april = s.send({ periodKey: '2026-M04' });
    s.send({ periodKey: '2026-M05' });
    s.chief.get('report.review', { reportId: april, kind: 'return', onDay: '2026-05-13', reason: 'Thiếu số liệu' });
    s.send({ periodKey: '2026-M04', correctsId: april });
    const { groups } = s.clerk.get('report.ofAssignment', { assignmentId: s.assignmentId, on: '2026-06-01' });
    expect(
      groups.map(({ periodKey, period, reports }) => [
        periodKey,
        period?.dueOn,
        reports.map(({ version, status }) => `${version} ${status}`),
      ]),
    ).toEqual([
      ['2026-M05', '2026-05-16', ['1 submitted']],
      ['2026-M04', '2026-04-16', ['2 submitted', '1 returned']],
    ]);
    expect(groups[1]?.reports[1]?.reviews).toMatchObject([
      { kind: 'return', reason: 'Thiếu số liệu', byName: 'Người dùng commander' },
    ]);
    expect(s.clerk.get('report.get', { id: groups[0]?.reports[0]?.id ?? '' }).previous).toMatchObject({
      periodKey: '2026-M04',
      version: 2,
    });
  });

  test("drafts are one's own, named by what they are about", () => {
    const s = scene({ rule: month });
    s.clerk.get('draft.save', { key: `report:${s.assignmentId}:2026-M05`, body: '{"percent":5}' });
    s.clerk.get('draft.save', { key: 'directive:new', body: '{}' });
    expect(s.clerk.get('report.drafts', { on: '2026-05-20' })).toMatchObject([
      { assignmentId: s.assignmentId, periodKey: '2026-M05', unitName: 'Công an xã Kim Sơn' },
    ]);
    expect(s.chief.get('report.drafts', { on: '2026-05-20' })).toEqual([]);
  });

  test.each(['report.form', 'report.ofAssignment', 'report.get', 'report.compare'] as const)(
    '%s of something unknown',
    (name) => {
      const s = scene();
      const inputs = {
        'report.form': { assignmentId: s.taskId, periodKey: null, on: '2026-05-20' },
        'report.ofAssignment': { assignmentId: s.taskId, on: '2026-05-20' },
        'report.get': { id: s.taskId },
        'report.compare': { aId: s.taskId, bId: s.taskId },
      };
      expect(s.clerk.call(name, inputs[name])).toMatchObject({ error: { code: 'NOT_FOUND' } });
    },
  );
});
