import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chainOf,
  checkRelation,
  type DirectiveLife,
  effectOn,
  findCycle,
  type IncomingRelation,
  RELATION_KINDS,
  type RelationEdge,
  type RelationKind,
} from '../../db/domain/directive.ts';
import { nearDay } from './arbitrary.ts';

const directive03: DirectiveLife = {
  issuedOn: '2009-04-10',
  effectiveOn: null,
  expiresOn: null,
  objectGoneOn: '2025-03-01',
};
const plain: DirectiveLife = {
  issuedOn: '2020-01-01',
  effectiveOn: '2020-02-15',
  expiresOn: '2024-01-01',
  objectGoneOn: null,
};
const from2022 = (kind: RelationKind, whole = true): IncomingRelation[] => [
  { kind, fromEffectiveOn: '2022-01-01', whole },
];
const edge = (fromId: string, toId: string, kind: RelationKind = 'basis'): RelationEdge => ({ fromId, toId, kind });

describe('effect on a day', () => {
  test('Chỉ thị 05 continues Chỉ thị 03, which lives on until its object, Công an cấp huyện, is gone', () => {
    const continued: IncomingRelation[] = [{ kind: 'continues', fromEffectiveOn: '2020-06-19', whole: true }];
    const days = ['2009-04-09', '2009-04-10', '2020-06-19', '2025-02-28', '2025-03-01'];
    expect(days.map((day) => effectOn(directive03, continued, day))).toEqual([
      'notYet',
      'inForce',
      'inForce',
      'inForce',
      'objectGone',
    ]);
  });

  test.each<[string, DirectiveLife, IncomingRelation[], string, string]>([
    ['before its effective day', plain, [], '2020-02-14', 'notYet'],
    ['on its effective day', plain, [], '2020-02-15', 'inForce'],
    ['on the last day before its end', plain, [], '2023-12-31', 'inForce'],
    ['on the first day after its end', plain, [], '2024-01-01', 'expired'],
    ['the day before it is replaced', plain, from2022('replaces'), '2021-12-31', 'inForce'],
    ['from the day it is replaced', plain, from2022('replaces'), '2022-01-01', 'expired'],
    ['repealed whole', plain, from2022('repeals'), '2022-01-01', 'expired'],
    ['revoked whole', plain, from2022('revokes'), '2022-01-01', 'expired'],
    ['replaced in part', plain, from2022('replaces', false), '2022-01-01', 'partly'],
    ['amended, whatever the extent says', plain, from2022('amends'), '2022-01-01', 'partly'],
    ['corrected', plain, from2022('corrects'), '2022-01-01', 'inForce'],
    [
      'reviewed, implemented, guided, answered, relied on',
      plain,
      RELATION_KINDS.filter((k) => !['replaces', 'repeals', 'revokes', 'amends'].includes(k)).flatMap((k) =>
        from2022(k),
      ),
      '2023-01-01',
      'inForce',
    ],
    [
      'revoked before it took effect',
      { ...plain, effectiveOn: '2022-06-01' },
      from2022('revokes'),
      '2022-03-01',
      'expired',
    ],
    ['object gone while in force in part', directive03, from2022('amends'), '2025-03-01', 'objectGone'],
    ['object gone after it was replaced', directive03, from2022('replaces'), '2025-03-01', 'expired'],
    ['object gone before it takes effect', { ...directive03, effectiveOn: '2026-01-01' }, [], '2025-06-01', 'notYet'],
  ])('%s', (_name, directive, incoming, day, effect) => {
    expect(effectOn(directive, incoming, day)).toBe(effect);
  });

  test('once expired a directive never comes back, and the order of relations says nothing', () => {
    const relation = fc.record({
      kind: fc.constantFrom(...RELATION_KINDS),
      fromEffectiveOn: nearDay,
      whole: fc.boolean(),
    });
    const life = fc.record({
      issuedOn: nearDay,
      effectiveOn: fc.option(nearDay),
      expiresOn: fc.option(nearDay),
      objectGoneOn: fc.option(nearDay),
    });
    fc.assert(
      fc.property(life, fc.array(relation, { maxLength: 4 }), nearDay, nearDay, (directive, relations, a, b) => {
        const [earlier, later] = a <= b ? [a, b] : [b, a];
        expect(effectOn(directive, relations.toReversed(), a)).toBe(effectOn(directive, relations, a));
        if (effectOn(directive, relations, earlier) === 'expired')
          expect(effectOn(directive, relations, later)).toBe('expired');
      }),
    );
  });
});

describe('a new relation', () => {
  test('must not run back in time, whatever its kind, nor to itself', () => {
    const older = { id: 'old', issuedOn: '2009-04-10' };
    const newer = { id: 'new', issuedOn: '2020-06-19' };
    expect(checkRelation(newer, older)).toBeUndefined();
    expect(checkRelation(newer, { id: 'other', issuedOn: '2020-06-19' })).toBeUndefined();
    expect(checkRelation(older, newer)).toEqual({
      code: 'RELATION_BEFORE_TARGET',
      fromIssuedOn: '2009-04-10',
      toIssuedOn: '2020-06-19',
    });
    expect(checkRelation(older, older)).toEqual({ code: 'RELATION_SELF', id: 'old' });
  });

  test('must not close a circle across kinds', () => {
    const edges = [edge('b', 'a', 'replaces'), edge('c', 'b', 'basis'), edge('d', 'b', 'guides')];
    expect(findCycle(edges, { fromId: 'a', toId: 'c' })).toEqual(['a', 'c', 'b', 'a']);
    expect(findCycle(edges, { fromId: 'a', toId: 'a' })).toEqual(['a', 'a']);
    expect(findCycle(edges, { fromId: 'd', toId: 'c' })).toBeUndefined();
    expect(findCycle([], { fromId: 'a', toId: 'b' })).toBeUndefined();
  });

  const ids = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const pairs = fc.array(fc.tuple(ids, ids), { maxLength: 25 });

  test('relations accepted one by one can always be put in an order of time, and a refusal names a real circle', () => {
    fc.assert(
      fc.property(pairs, (candidates) => {
        const accepted: RelationEdge[] = [];
        for (const [fromId, toId] of candidates) {
          const circle = findCycle(accepted, { fromId, toId });
          if (circle === undefined) accepted.push(edge(fromId, toId));
          else {
            expect([circle[0], circle[1], circle.at(-1)]).toEqual([fromId, toId, fromId]);
            for (let at = 1; at + 1 < circle.length; at += 1)
              expect(accepted).toContainEqual(edge(circle[at] ?? '', circle[at + 1] ?? ''));
          }
        }
        for (const start of ['a', 'b', 'c', 'd', 'e', 'f']) {
          const chain = chainOf(start, accepted);
          const generationOf = new Map(chain.nodes.map((node) => [node.id, node.generation]));
          for (const { fromId, toId } of chain.edges)
            expect(generationOf.get(fromId)).toBeGreaterThan(generationOf.get(toId) ?? Number.NaN);
          for (const { id, generation } of chain.nodes) {
            const below = chain.edges
              .filter((one) => one.fromId === id)
              .map((one) => generationOf.get(one.toId) ?? Number.NaN);
            expect(generation).toBe(Math.max(-1, ...below) + 1);
          }
        }
      }),
    );
  });

  test('a chain is the same from each of its documents and in any order of edges, even with circles', () => {
    fc.assert(
      fc.property(pairs, ids, (candidates, start) => {
        const edges = candidates.map(([fromId, toId]) => edge(fromId, toId));
        const chain = chainOf(start, edges);
        const members = new Set(chain.nodes.map(({ id }) => id));
        expect(members.has(start)).toBe(true);
        for (const id of members) expect(chainOf(id, [...edges.toReversed(), ...edges])).toEqual(chain);
        for (const one of edges) {
          expect(members.has(one.fromId)).toBe(members.has(one.toId));
          expect(chain.edges.filter((other) => other.fromId === one.fromId && other.toId === one.toId).length).toBe(
            members.has(one.fromId) ? 1 : 0,
          );
        }
      }),
    );
  });
});

test('the chain of Chỉ thị 05 shows both directives and what rests on them', () => {
  const edges = [
    edge('CT05', 'CT03', 'continues'),
    edge('TK10', 'CT03', 'finalReview'),
    edge('KH-CAT', 'CT05', 'implements'),
    edge('x', 'y'),
  ];
  expect(chainOf('CT05', edges)).toEqual({
    nodes: [
      { id: 'CT03', generation: 0 },
      { id: 'CT05', generation: 1 },
      { id: 'TK10', generation: 1 },
      { id: 'KH-CAT', generation: 2 },
    ],
    edges: [
      edge('CT05', 'CT03', 'continues'),
      edge('KH-CAT', 'CT05', 'implements'),
      edge('TK10', 'CT03', 'finalReview'),
    ],
  });
  expect(chainOf('alone', edges)).toEqual({ nodes: [{ id: 'alone', generation: 0 }], edges: [] });
});

test('a document above a circle still stands above the highest it speaks of', () => {
  const edges = [edge('a', 'b'), edge('b', 'a'), edge('d1', 'd0'), edge('d2', 'd1'), edge('x', 'd2'), edge('x', 'a')];
  expect(chainOf('x', edges).nodes).toContainEqual({ id: 'x', generation: 3 });
});

test('a chain of 50,000 documents neither overflows the stack nor takes long', () => {
  const edges = Array.from({ length: 50_000 }, (_, index) => edge(`d${index + 1}`, `d${index}`));
  expect(chainOf('d0', edges).nodes.at(-1)).toEqual({ id: 'd50000', generation: 50_000 });
  expect(findCycle(edges, { fromId: 'd0', toId: 'd50000' })?.length).toBe(50_002);
});
