import { describe, expect, test } from 'vitest';
import { chainLimit } from '../../db/api/contract/directive.ts';
import { RelationKind } from '../../db/api/contract/directive-words.ts';
import { addDirective, kindId, newDirective, opCount } from '../helpers/directive.ts';
import { office, type TestOffice } from '../helpers/office.ts';

const on = '2026-05-04';

/** Chỉ thị 03 (2009) ← continued by Chỉ thị 05 (2020), which is based on Nghị quyết 22 (2018). */
function seedChain(o: TestOffice) {
  const directive03 = addDirective(o);
  const resolution22 = addDirective(o, {
    kindId: kindId(o, 'NQ/TW'),
    number: '22-NQ/TW',
    issuer: 'Bộ Chính trị',
    issuedOn: '2018-03-15',
    subject: 'Tiếp tục đổi mới, sắp xếp tổ chức bộ máy Bộ Công an tinh gọn, hoạt động hiệu lực, hiệu quả',
  });
  const directive05 = addDirective(o, {
    number: '05/CT-BCA',
    issuedOn: '2020-06-19',
    subject: 'Tiếp tục xây dựng Công an cấp huyện vững mạnh toàn diện',
    relations: [
      { toId: directive03, kind: 'continues' },
      { toId: resolution22, kind: 'basis', note: 'phần căn cứ' },
    ],
  });
  return { directive03, resolution22, directive05 };
}

function refused(o: TestOffice, act: () => unknown, error: unknown): void {
  const before = opCount(o);
  expect(act()).toMatchObject({ ok: false, error });
  expect(opCount(o)).toBe(before);
}

describe('the chain of the seeds', () => {
  test('continuing does not end: 03 is in force until its object is gone', () => {
    const o = office('coordinator');
    const { directive03 } = seedChain(o);
    const { changedAtMs } = o.get('directive.get', { id: directive03, on });
    o.get('directive.setObjectGone', { id: directive03, seenAtMs: changedAtMs, objectGoneOn: '2025-03-01' });
    const effectOn = (day: string) => o.get('directive.get', { id: directive03, on: day }).effect.effect;
    expect(['2009-04-09', '2020-06-19', '2025-02-28', '2025-03-01'].map(effectOn)).toEqual([
      'notYet',
      'inForce',
      'inForce',
      'objectGone',
    ]);
  });

  test('is the same chain from each of its documents', () => {
    const o = office('coordinator');
    const ids = seedChain(o);
    const chains = Object.values(ids).map((id) => o.get('directive.chain', { id, on }));
    expect(chains[0]?.nodes.map((node) => [node.number, node.generation, node.effect])).toEqual([
      ['03/CT-BCA-X11', 0, 'inForce'],
      ['22-NQ/TW', 0, 'inForce'],
      ['05/CT-BCA', 1, 'inForce'],
    ]);
    expect(chains[0]?.edges.map((edge) => [edge.fromId, edge.toId, edge.kind]).toSorted()).toEqual(
      [
        [ids.directive05, ids.directive03, 'continues'],
        [ids.directive05, ids.resolution22, 'basis'],
      ].toSorted(),
    );
    expect(chains[1]?.nodes).toEqual(chains[0]?.nodes);
    expect(chains[2]?.nodes).toEqual(chains[0]?.nodes);
    expect(chains[0]?.isCut).toBe(false);
  });

  test('shows each relation on both documents', () => {
    const o = office('coordinator');
    const { directive03, directive05 } = seedChain(o);
    expect(o.get('directive.get', { id: directive05, on }).outgoing).toMatchObject([
      { kind: 'continues', isWhole: 1, other: { id: directive03, number: '03/CT-BCA-X11', effect: 'inForce' } },
      { kind: 'basis', note: 'phần căn cứ', other: { kindName: 'Nghị quyết của Đảng' } },
    ]);
    expect(o.get('directive.get', { id: directive03, on }).incoming).toMatchObject([
      { kind: 'continues', isOwn: 1, other: { id: directive05 } },
    ]);
  });
});

describe('effect by a newer document', () => {
  test.each(['replaces', 'repeals', 'revokes'] as const)(
    '%s ends it from the day the newer takes effect, and says which',
    (kind) => {
      const o = office('coordinator');
      const old = addDirective(o);
      const newer = addDirective(o, {
        number: '9/CT-BCA',
        issuedOn: '2020-01-01',
        effectiveOn: '2020-02-01',
        relations: [{ toId: old, kind }],
      });
      const at = (day: string) => o.get('directive.get', { id: old, on: day }).effect;
      expect(at('2020-01-31')).toMatchObject({ effect: 'inForce', next: { on: '2020-02-01', effect: 'expired' } });
      expect(at('2020-02-01')).toMatchObject({
        effect: 'expired',
        since: '2020-02-01',
        cause: 'relation',
        by: { id: newer, number: '9/CT-BCA', kind },
      });
    },
  );

  test('a part replaced, or an amendment, leaves it in part', () => {
    const o = office('coordinator');
    const old = addDirective(o);
    addDirective(o, {
      number: '9',
      issuedOn: '2020-01-01',
      relations: [{ toId: old, kind: 'replaces', isWhole: 0, note: 'Mục II' }],
    });
    addDirective(o, { number: '10', issuedOn: '2021-01-01', relations: [{ toId: old, kind: 'amends' }] });
    expect(o.get('directive.get', { id: old, on }).effect).toMatchObject({
      effect: 'partly',
      since: '2020-01-01',
      by: { number: '9', isWhole: 0 },
    });
  });

  test('taking the relation off brings it back', () => {
    const o = office('coordinator');
    const old = addDirective(o);
    const newer = addDirective(o, {
      number: '9',
      issuedOn: '2020-01-01',
      relations: [{ toId: old, kind: 'replaces' }],
    });
    const relation = o.get('directive.get', { id: newer, on }).outgoing[0];
    o.get('directive.unrelate', { id: relation?.id ?? '' });
    expect(o.get('directive.get', { id: old, on })).toMatchObject({ incoming: [], effect: { effect: 'inForce' } });
    refused(o, () => o.call('directive.unrelate', { id: relation?.id ?? '' }), { code: 'NOT_FOUND' });
  });
});

describe('a relation is refused', () => {
  test.each(RelationKind.options)('%s: to itself, back in time, twice', (kind) => {
    const o = office('coordinator');
    const old = addDirective(o);
    const newer = addDirective(o, { number: '5', issuedOn: '2020-06-19' });
    refused(o, () => o.call('directive.relate', { fromId: old, toId: old, kind }), { code: 'RELATION_SELF' });
    refused(o, () => o.call('directive.relate', { fromId: old, toId: newer, kind }), {
      code: 'RELATION_BEFORE_TARGET',
      details: { issuedOn: '2009-04-10', targetIssuedOn: '2020-06-19' },
    });
    o.get('directive.relate', { fromId: newer, toId: old, kind });
    refused(o, () => o.call('directive.relate', { fromId: newer, toId: old, kind }), { code: 'RELATION_EXISTS' });
  });

  test('when it closes a circle, whose documents are named', () => {
    const o = office('coordinator');
    const [a, b, c] = ['1/CT', '2/KH', '3/HD'].map((number) => addDirective(o, { number })) as [string, string, string];
    o.get('directive.relate', { fromId: b, toId: a, kind: 'implements' });
    o.get('directive.relate', { fromId: c, toId: b, kind: 'guides' });
    refused(o, () => o.call('directive.relate', { fromId: a, toId: c, kind: 'basis' }), {
      code: 'RELATION_CYCLE',
      details: { path: ['1/CT', '3/HD', '2/KH', '1/CT'] },
    });
    expect(o.call('directive.relate', { fromId: c, toId: a, kind: 'basis' }).ok).toBe(true);
  });

  test('to a document nobody knows', () => {
    const o = office('coordinator');
    const id = addDirective(o);
    refused(o, () => o.call('directive.relate', { fromId: id, toId: o.ctx.newId(), kind: 'basis' }), {
      code: 'NOT_FOUND',
    });
    refused(o, () => o.call('directive.relate', { fromId: o.ctx.newId(), toId: id, kind: 'basis' }), {
      code: 'NOT_FOUND',
    });
  });

  test('in a new document: then nothing of it is saved', () => {
    const o = office('coordinator');
    const old = addDirective(o);
    const early = newDirective(o, { issuedOn: '2001-01-01', relations: [{ toId: old, kind: 'basis' }] });
    refused(o, () => o.call('directive.create', early), { code: 'RELATION_BEFORE_TARGET' });
    const twice = newDirective(o, {
      issuedOn: '2020-01-01',
      relations: [
        { toId: old, kind: 'basis' },
        { toId: old, kind: 'basis' },
      ],
    });
    refused(o, () => o.call('directive.create', twice), { code: 'RELATION_EXISTS' });
  });

  test('when a corrected date of issue would turn it round', () => {
    const o = office('coordinator');
    const { directive03, directive05 } = seedChain(o);
    const move = (id: string, issuedOn: string) =>
      o.call('directive.update', { id, seenAtMs: o.get('directive.get', { id, on }).changedAtMs, patch: { issuedOn } });
    refused(o, () => move(directive05, '2018-03-14'), {
      code: 'RELATION_BEFORE_TARGET',
      details: { issuedOn: '2018-03-14', targetIssuedOn: '2018-03-15' },
    });
    refused(o, () => move(directive03, '2020-06-20'), {
      code: 'RELATION_BEFORE_TARGET',
      details: { issuedOn: '2020-06-19', targetIssuedOn: '2020-06-20' },
    });
    expect(move(directive05, '2018-03-15').ok).toBe(true);
  });
});

test('a relation is read by those who read both documents', () => {
  const o = office('coordinator');
  const open = addDirective(o, { number: '1' });
  const inner = addDirective(o, { number: '2', audience: 'office', relations: [{ toId: open, kind: 'basis' }] });
  addDirective(o, {
    number: '3',
    audience: 'up',
    relations: [
      { toId: open, kind: 'basis' },
      { toId: inner, kind: 'basis' },
    ],
  });
  addDirective(o, { number: '4', relations: [{ toId: open, kind: 'basis' }] });
  const audiences = o.db.prepare('SELECT audience FROM directiveRelation ORDER BY createdLam').pluck().all();
  expect(audiences).toEqual(['office', `up:${o.unitId}`, 'office', 'all']);
});

test('a very large chain is cut at the nearest documents and says so', () => {
  const o = office('coordinator');
  const law = addDirective(o, { number: 'Luật', issuedOn: '2001-01-01' });
  for (let n = 0; n < chainLimit; n += 1)
    addDirective(o, { number: `${n}`, relations: [{ toId: law, kind: 'basis' }] });
  const { nodes, edges, isCut } = o.get('directive.chain', { id: law, on });
  expect([nodes.length, edges.length, isCut]).toEqual([chainLimit, chainLimit - 1, true]);
});
