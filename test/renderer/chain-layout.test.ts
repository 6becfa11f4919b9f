import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainOf } from '../../db/domain/directive.ts';
import { chainSize, layOutChain } from '../../renderer/features/directive/chain-layout.ts';

/** Documents 0…n-1, each newer than the ones before; relations only point back. */
const chains = fc
  .array(fc.record({ from: fc.nat(9), to: fc.nat(9), isWhole: fc.constantFrom(0 as const, 1 as const) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((pairs) => {
    const edges = pairs
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, isWhole }, id) => ({
        id: `${id}`,
        fromId: `${Math.max(from, to)}`,
        toId: `${Math.min(from, to)}`,
        kind: 'basis' as const,
        isWhole,
      }));
    const { nodes } = chainOf(edges[0]?.fromId ?? '0', edges);
    const node = {
      number: '1',
      kindName: 'Chỉ thị',
      kindAbbreviation: 'CT',
      subject: '',
      issuer: '',
      issuedOn: '2020-01-01',
      effect: 'inForce' as const,
    };
    const drawn = new Set(nodes.map(({ id }) => id));
    return {
      nodes: nodes.map(({ id, generation }) => ({ ...node, id, generation })),
      edges: edges.filter(({ fromId }) => drawn.has(fromId)),
      isCut: false,
    };
  });

test('no card lies on another, older documents stand left, and every relation has a line', () => {
  fc.assert(
    fc.property(chains, (chain) => {
      const { nodes, edges, width, height } = layOutChain(chain);
      const place = new Map(nodes.map((one) => [one.node.id, one]));
      for (const [index, a] of nodes.entries()) {
        expect(a.x + chainSize.width).toBeLessThanOrEqual(width);
        expect(a.y + chainSize.height).toBeLessThanOrEqual(height);
        for (const b of nodes.slice(index + 1)) {
          const isApart = Math.abs(a.x - b.x) >= chainSize.width || Math.abs(a.y - b.y) >= chainSize.height;
          expect(isApart).toBe(true);
        }
      }
      for (const { fromId, toId } of edges) expect(place.get(toId)?.x).toBeLessThan(place.get(fromId)?.x ?? 0);
      expect(edges.flatMap(({ relations }) => relations.map(({ id }) => id)).toSorted()).toEqual(
        chain.edges.map(({ id }) => id).toSorted(),
      );
    }),
  );
});
