import type { Output } from '../../../db/api/contract/index.ts';

type Chain = Output<'directive.chain'>;
type Node = Chain['nodes'][number];

/** Sizes of the drawing in rem, so that it grows with the user's enlargement. */
export const chainSize = { width: 12.5, height: 4.75, gapX: 7.5, gapY: 1 } as const;

export interface PlacedNode {
  readonly node: Node;
  /** Left upper corner in rem. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: Chain['edges'][number];
  /** Path from the newer document to the older one, in rem. */
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
}

export interface ChainDrawing {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Columns by generation, oldest left; in a column each document near those it speaks of. */
export function layOutChain({ nodes, edges }: Chain): ChainDrawing {
  const rowOf = new Map<string, number>();
  const columns = [...Map.groupBy(nodes, (node) => node.generation)].toSorted(([a], [b]) => a - b).map(([, column]) => column);
  for (const column of columns) placeColumn(column, edges, rowOf);
  const { width, height, gapX, gapY } = chainSize;
  const placed = columns.flatMap((column, index) =>
    column.map((node) => ({ node, x: index * (width + gapX), y: (rowOf.get(node.id) ?? 0) * (height + gapY) })),
  );
  const byId = new Map(placed.map((place) => [place.node.id, place]));
  const drawn = edges.flatMap((edge) => {
    const [from, to] = [byId.get(edge.fromId), byId.get(edge.toId)];
    return from === undefined || to === undefined ? [] : [connect(edge, from, to)];
  });
  const bottom = Math.max(0, ...placed.map(({ y }) => y + height));
  return { nodes: placed, edges: drawn, width: columns.length * (width + gapX) - gapX, height: bottom };
}

/** Rows by the mean row of what each document speaks of; the oldest by their day of issue. */
function placeColumn(column: readonly Node[], edges: Chain['edges'], rowOf: Map<string, number>): void {
  const wanted = new Map(
    column.map((node) => {
      const rows = edges.filter((edge) => edge.fromId === node.id).flatMap((edge) => rowOf.get(edge.toId) ?? []);
      return [node.id, rows.length === 0 ? undefined : rows.reduce((sum, row) => sum + row, 0) / rows.length];
    }),
  );
  const place = (node: Node): number => wanted.get(node.id) ?? Number.MAX_SAFE_INTEGER;
  const sorted = column.toSorted((a, b) => place(a) - place(b) || (a.issuedOn < b.issuedOn ? -1 : 1));
  let free = 0;
  for (const node of sorted) {
    const row = Math.max(free, wanted.get(node.id) ?? free);
    rowOf.set(node.id, row);
    free = row + 1;
  }
}

function connect(edge: Chain['edges'][number], from: PlacedNode, to: PlacedNode): PlacedEdge {
  const startX = from.x;
  const startY = from.y + chainSize.height / 2;
  const endX = to.x + chainSize.width;
  const endY = to.y + chainSize.height / 2;
  const middle = startX - chainSize.gapX / 2;
  const path = `M ${startX} ${startY} C ${middle} ${startY}, ${endX + chainSize.gapX / 2} ${endY}, ${endX + 0.35} ${endY}`;
  return { edge, path, labelX: middle, labelY: startY + (endY - startY) * (endX + chainSize.gapX === startX ? 0.5 : 0.12) };
}
