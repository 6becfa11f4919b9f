import { beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../db/api/contract/index.ts';
import { addDirective, kindId, newDirective, opCount } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';

type Rows = Input<'directive.checkRows'>['rows'];
type Cells = Rows[number]['cells'];

let o: TestOffice;

beforeEach(() => {
  o = office('clerk');
});

const good: Cells = {
  number: '05/CT-BCA',
  issuer: 'Bộ Công an',
  issuedOn: '19/6/2020',
  subject: 'Tiếp tục xây dựng Công an cấp huyện',
};
const rowsOf = (...cells: Cells[]): Rows => cells.map((one, index) => ({ key: `r${index + 1}`, cells: one }));
const check = (...cells: Cells[]) => o.get('directive.checkRows', { rows: rowsOf(...cells) }).rows;
const problemsOf = (cells: Cells): string[] =>
  check(cells)[0]?.problems.map(({ field, code, level }) => `${field} ${code}${level === 'warning' ? ' ?' : ''}`) ?? [];

describe('checking rows', () => {
  test('a row as a clerk types it is good; the kind follows from the number, and is told', () => {
    expect(check(good)).toEqual([{ key: 'r1', state: 'good', problems: [], resolved: { kind: 'Chỉ thị' } }]);
  });

  test.each([
    ['no subject', { ...good, subject: '' }, 'subject required'],
    ['no issuer', { ...good, issuer: ' ' }, 'issuer required'],
    ['no day', { ...good, issuedOn: '' }, 'issuedOn required'],
    ['31/02', { ...good, issuedOn: '31/02/2026' }, 'issuedOn noSuchDay'],
    ['words for a day', { ...good, effectiveOn: 'ngay' }, 'effectiveOn noSuchDay'],
    ['a year nobody means', { ...good, issuedOn: '1/1/0020' }, 'issuedOn noSuchDay'],
    ['a subject of 501 characters', { ...good, subject: 'a'.repeat(501) }, 'subject tooLong'],
    ['a kind nobody knows', { ...good, kind: 'Giấy lạ' }, 'kind kindUnknown'],
    ['no kind and a number that tells none', { ...good, number: '1234/BCA-V01' }, 'kind required'],
    ['pages in words', { ...good, pageCount: 'mười' }, 'pageCount notANumber'],
    ['an urgency that is none', { ...good, urgency: 'gấp' }, 'urgency notAChoice'],
    ['a level of secrecy that is none', { ...good, secrecy: 'kín' }, 'secrecy notAChoice'],
    ['a secret document', { ...good, secrecy: 'secret' }, 'secrecy refused'],
    ['arrived before it was issued', { ...good, arrivedOn: '18/6/2020' }, 'arrivedOn refused'],
    ['ends before it begins', { ...good, expiresOn: '1/1/2020' }, 'expiresOn refused'],
    ['text that turns round', { ...good, signer: 'a\u202eb' }, 'signer unsafe'],
    ['an odd number', { ...good, kind: 'Chỉ thị', number: 'số năm' }, 'number oddNumber ?'],
  ] as const)('%s: %s', (_name, cells, told) => {
    expect(problemsOf(cells)).toEqual([told]);
  });

  test('several problems of a row are all told', () => {
    expect(problemsOf({ number: '05/CT-BCA', issuedOn: '31/02/2026' })).toEqual([
      'issuedOn noSuchDay',
      'issuer required',
      'subject required',
    ]);
  });

  test('what Word leaves in a copied cell does not matter', () => {
    const cells = { ...good, subject: ' Tiếp\u00a0tục\nxây\u200b dựng '.normalize('NFD') };
    expect(problemsOf(cells)).toEqual([]);
    o.get('directive.createMany', { rows: rowsOf(cells) });
    expect(o.get('directive.list', { on: '2026-05-04' }).rows[0]?.subject).toBe('Tiếp tục xây dựng');
  });

  test('a kind may be given by name, abbreviation or id', () => {
    for (const kind of ['chỉ thị', 'CT', kindId(o, 'CT')]) expect(problemsOf({ ...good, kind })).toEqual([]);
  });

  test('a double in the sheet and one that is stored are told, and are no errors', () => {
    addDirective(o, newDirective(o, { number: '3/CT-BCA-X11' }));
    const stored = { ...good, number: '03/CT-BCA-X11', issuedOn: '10/4/2009' };
    const rows = check(good, { ...good, number: '5/ct-bca' }, stored);
    expect(rows.map(({ state, problems }) => [state, problems.map(({ code, values }) => [code, values[0]])])).toEqual([
      ['good', []],
      ['duplicate', [['duplicateInSheet', '1']]],
      ['duplicate', [['duplicate', expect.stringContaining('3/CT-BCA-X11')]]],
    ]);
  });

  test('empty cells take the defaults', () => {
    const rows = rowsOf({ ...good, issuer: '' });
    const { rows: checked } = o.get('directive.checkRows', { rows, defaults: { issuer: 'Bộ Công an' } });
    expect(checked[0]?.state).toBe('good');
  });

  test('two rows of one key are refused', () => {
    const row = { key: 'a', cells: good };
    expect(o.call('directive.checkRows', { rows: [row, row] })).toMatchObject({ ok: false });
  });

  test('only those who enter directives', () => {
    for (const role of ['viewer', 'personnel', 'commander'] as const) {
      const rows = rowsOf(good);
      expect(o.as(role).call('directive.checkRows', { rows })).toMatchObject({ error: { code: 'FORBIDDEN' } });
      expect(o.as(role).call('directive.createMany', { rows })).toMatchObject({ error: { code: 'FORBIDDEN' } });
    }
  });
});

describe('saving rows', () => {
  const bad: Cells = { ...good, number: '06/CT-BCA', issuedOn: '31/02/2026' };

  test('all good rows are saved as the form would save them', () => {
    const saved = o.get('directive.createMany', {
      rows: rowsOf(good, { ...good, number: '06/CT-BCA', signer: 'Đại tướng' }),
    });
    expect(saved.saved).toBe(2);
    const id = saved.rows[1]?.id ?? '';
    expect(o.get('directive.get', { id, on: '2026-05-04' })).toMatchObject({
      number: '06/CT-BCA',
      kindName: 'Chỉ thị',
      issuedOn: '2020-06-19',
      direction: 'incoming',
      urgency: 'normal',
      language: 'Tiếng Việt',
      signer: 'Đại tướng',
    });
  });

  test('one bad row refuses all unless the good ones are wanted, and says which', () => {
    const before = opCount(o);
    expect(o.call('directive.createMany', { rows: rowsOf(good, bad) })).toMatchObject({
      ok: false,
      error: { code: 'ROWS_REFUSED', details: { count: 1, rows: [{ id: 'r2', problems: [{ field: 'issuedOn' }] }] } },
    });
    expect(opCount(o)).toBe(before);
    const kept = o.get('directive.createMany', { rows: rowsOf(good, bad), keep: 'good' });
    expect([kept.saved, kept.rows.map(({ id }) => id !== null), opCount(o) - before]).toEqual([1, [true, false], 1]);
  });

  test('doubles are left unless they are wanted', () => {
    const rows = rowsOf(good, good);
    expect(o.get('directive.createMany', { rows }).saved).toBe(1);
    expect(o.get('directive.createMany', { rows }).saved).toBe(0);
    expect(o.get('directive.createMany', { rows, saveDuplicates: true }).saved).toBe(2);
  });
});

describe('editing many', () => {
  const on = '2026-05-04';
  const get = (id: string) => o.get('directive.get', { id, on });
  let ids: string[];

  beforeEach(() => {
    ids = ['01/CT-BCA', '02/CT-BCA', '03/CT-BCA'].map((number) => addDirective(o, { number, issuedOn: '2020-06-19' }));
  });

  test('cells as they are typed; what was so already makes no op', () => {
    const before = opCount(o);
    const result = o.get('directive.patchMany', {
      changes: [
        { id: ids[0] ?? '', fields: { subject: ' Trích yếu mới ', issuedOn: '20/6/2020', kind: 'KH' } },
        { id: ids[1] ?? '', fields: { urgency: 'normal' } },
      ],
    });
    expect([result, opCount(o) - before]).toEqual([{ done: 1, unchanged: 1, refused: [] }, 1]);
    expect(get(ids[0] ?? '')).toMatchObject({ subject: 'Trích yếu mới', issuedOn: '2020-06-20', kindName: 'Kế hoạch' });
  });

  test('two cells of one record are one change', () => {
    const [id = ''] = ids;
    const before = opCount(o);
    o.get('directive.patchMany', {
      changes: [
        { id, fields: { signer: 'A' } },
        { id, fields: { field: 'B' } },
      ],
    });
    expect([opCount(o) - before, get(id).signer, get(id).field]).toEqual([1, 'A', 'B']);
  });

  test.each([
    ['an empty subject', { subject: '' }, 'subject required'],
    ['no day of issue', { issuedOn: null }, 'issuedOn required'],
    ['31/02', { expiresOn: '31/02/2026' }, 'expiresOn noSuchDay'],
    ['a day before the issue', { arrivedOn: '1/1/2020' }, 'arrivedOn refused'],
    ['a secret level', { secrecy: 'topSecret' }, 'secrecy refused'],
    ['an empty choice', { urgency: '' }, 'urgency notAChoice'],
    ['an unknown kind', { kind: 'xyz' }, 'kind kindUnknown'],
    ['too many pages', { pageCount: 10_001 }, 'pageCount tooLong'],
  ] as const)('%s is refused, and nothing is written', (_name, fields, told) => {
    const before = opCount(o);
    const changes = [
      { id: ids[0] ?? '', fields },
      { id: ids[1] ?? '', fields: { signer: 'Đại tướng' } },
    ];
    const result = o.call('directive.patchMany', { changes });
    expect(result).toMatchObject({ ok: false, error: { code: 'ROWS_REFUSED', details: { count: 1 } } });
    expect(opCount(o)).toBe(before);
    const kept = o.get('directive.patchMany', { changes, keep: 'good' });
    const problems = kept.refused[0]?.problems.map(({ field, code }) => `${field} ${code}`);
    expect([kept.done, kept.refused[0]?.id, problems]).toEqual([1, ids[0], [told]]);
    expect(opCount(o) - before).toBe(1);
  });

  test('what changed meanwhile is refused, and what nobody knows', () => {
    const [id = ''] = ids;
    const seen = get(id).changedAtMs;
    o.get('directive.patchMany', { changes: [{ id, changedAtMs: seen, fields: { signer: 'A' } }] });
    const late = o.get('directive.patchMany', {
      changes: [
        { id, changedAtMs: seen, fields: { signer: 'B' } },
        { id: o.ctx.newId(), fields: { signer: 'B' } },
      ],
      keep: 'good',
    });
    expect(late.refused.map(({ problems }) => problems[0]?.error?.code)).toEqual(['CHANGED_MEANWHILE', 'NOT_FOUND']);
  });

  test('one value for all that a filter finds, if they are still as many as the user was told', () => {
    addDirective(o, { number: '09/KH-BCA', kindId: kindId(o, 'KH') });
    const filter = { on, kindIds: [kindId(o, 'CT')] };
    const wish = (expectedCount: number) => ({
      matching: { filter, fields: { field: 'Xây dựng lực lượng' }, expectedCount },
    });
    const before = opCount(o);
    for (const wrong of [2, 4]) {
      expect(o.call('directive.patchMany', wish(wrong))).toMatchObject({ error: { code: 'COUNT_CHANGED' } });
    }
    expect(opCount(o)).toBe(before);
    expect(o.get('directive.previewPatch', wish(3))).toMatchObject({ count: 3, changed: 3, refused: 0 });
    expect(o.get('directive.patchMany', wish(3))).toMatchObject({ done: 3, unchanged: 0 });
    expect(opCount(o)).toBe(before + 3);
    expect(o.get('directive.previewPatch', wish(3))).toMatchObject({ count: 3, changed: 0, unchanged: 3, rows: [] });
  });

  test('a preview says what would change and what is refused, and writes nothing', () => {
    const before = opCount(o);
    const preview = o.get('directive.previewPatch', {
      changes: [
        { id: ids[0] ?? '', fields: { kind: 'Kế hoạch', signer: 'A' } },
        { id: ids[1] ?? '', fields: { issuedOn: 'x' } },
      ],
    });
    expect(preview).toMatchObject({ count: 2, changed: 1, refused: 1 });
    expect(preview.rows).toMatchObject([
      { id: ids[1], name: expect.stringContaining('02/CT-BCA'), problems: [{ code: 'noSuchDay' }] },
      {
        id: ids[0],
        cells: [
          { field: 'kind', from: 'Chỉ thị', to: 'Kế hoạch' },
          { field: 'signer', from: '', to: 'A' },
        ],
      },
    ]);
    expect(opCount(o)).toBe(before);
  });

  test('neither both ways to name records nor none', () => {
    const matching = { filter: { on }, fields: { signer: 'A' }, expectedCount: 3 };
    const changes = [{ id: ids[0] ?? '', fields: { signer: 'A' } }];
    for (const input of [{}, { matching, changes }])
      expect(o.call('directive.patchMany', input)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
  });

  test('only those who enter directives', () => {
    const changes = [{ id: ids[0] ?? '', fields: { signer: 'A' } }];
    for (const role of ['viewer', 'personnel', 'commander'] as const)
      expect(o.as(role).call('directive.patchMany', { changes })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });
});
