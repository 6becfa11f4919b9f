import type { Output } from '../../../db/api/contract/index.ts';

type Chain = Output<'directive.chain'>;
type Node = Chain['nodes'][number];

/** Sizes of the drawing in rem, so that it grows with the user's enlargement. */
export const chainSize = { width: 11.25, height: 4.5, gapX: 6.25, gapY: 2 } as const;

export interface PlacedNode {
  readonly node: Node;
  /** Left upper corner in rem. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly fromId: string;
  readonly toId: string;
  /** All relations between the two: they share one line. */
  readonly relations: readonly Chain['edges'][number][];
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
  const columns = [...Map.groupBy(nodes, (node) => node.generation)]
    .toSorted(([a], [b]) => a - b)
    .map(([, column]) => column);
  for (const column of columns) placeColumn(column, edges, rowOf);
  const { width, height, gapX, gapY } = chainSize;
  const placed = columns.flatMap((column, index) =>
    column.map((node) => ({ node, x: index * (width + gapX), y: (rowOf.get(node.id) ?? 0) * (height + gapY) })),
  );
  const byId = new Map(placed.map((place) => [place.node.id, place]));
  const drawn = connectAll(edges, byId);
  const hasLane = drawn.some(({ labelY }) => placed.every(({ y }) => y + height < labelY));
  const bottom = Math.max(0, ...placed.map(({ y }) => y + height)) + (hasLane ? gapY : 0);
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

/** Straight to the next column; a line that passes columns goes below its row, each in a lane of its own. */
function connectAll(edges: Chain['edges'], byId: ReadonlyMap<string, PlacedNode>): PlacedEdge[] {
  const lanesBelow = new Map<string, number>();
  return [...Map.groupBy(edges, (edge) => `${edge.fromId} ${edge.toId}`).values()].flatMap((relations) => {
    const { fromId, toId } = relations[0] ?? { fromId: '', toId: '' };
    const [from, to] = [byId.get(fromId), byId.get(toId)];
    if (from === undefined || to === undefined) return [];
    if (from.x - to.x < 2 * (chainSize.width + chainSize.gapX))
      return [{ fromId, toId, relations, ...direct(from, to) }];
    const lane = lanesBelow.get(fromId) ?? 0;
    lanesBelow.set(fromId, lane + 1);
    return [{ fromId, toId, relations, ...around(from, to, lane) }];
  });
}

type Line = Pick<PlacedEdge, 'path' | 'labelX' | 'labelY'>;

// The arrow's head stands between the line and the card.
const headLength = 0.35;

function direct(from: PlacedNode, to: PlacedNode): Line {
  const { width, height, gapX } = chainSize;
  const [startY, endX, endY] = [from.y + height / 2, to.x + width, to.y + height / 2];
  const middle = from.x - gapX / 2;
  return {
    path: `M ${from.x} ${startY} C ${middle} ${startY}, ${middle} ${endY}, ${endX + headLength} ${endY}`,
    labelX: middle,
    labelY: (startY + endY) / 2,
  };
}

function around(from: PlacedNode, to: PlacedNode, lane: number): Line {
  const { width, height, gapX, gapY } = chainSize;
  const laneY = from.y + height + gapY / 2 + lane * 0.6;
  const [startY, endX, endY] = [from.y + height * 0.8, to.x + width, to.y + height * 0.8];
  const [leave, arrive] = [from.x - gapX / 2, endX + gapX / 2];
  const path = `M ${from.x} ${startY} Q ${leave} ${startY}, ${leave - gapX / 4} ${laneY} L ${arrive + gapX / 4} ${laneY} Q ${arrive} ${endY}, ${endX + headLength} ${endY}`;
  return { path, labelX: from.x - gapX - width / 2, labelY: laneY };
}
