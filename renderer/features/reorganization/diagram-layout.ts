/** A unit of the diagram; `href` where it has a page. */
export interface DiagramUnit {
  readonly key: string;
  readonly name: string;
  readonly href?: string;
}

export interface DiagramEdge {
  readonly from: DiagramUnit | null;
  readonly to: DiagramUnit | null;
  readonly part: string;
  readonly isMainHeir: 0 | 1;
}

export interface DiagramNode extends DiagramUnit {
  /** Place from the top, in rows. */
  readonly row: number;
  /** A successor without a predecessor, a predecessor without a successor. */
  readonly isAlone: boolean;
}

export interface DiagramLine {
  readonly key: string;
  readonly fromRow: number;
  readonly toRow: number;
  readonly isMain: boolean;
  readonly isWhole: boolean;
  /** The unit goes on under its own identity. */
  readonly isSame: boolean;
}

export interface Diagram {
  readonly before: readonly DiagramNode[];
  readonly after: readonly DiagramNode[];
  readonly lines: readonly DiagramLine[];
  readonly rows: number;
}

const unique = (units: readonly (DiagramUnit | null)[]): DiagramUnit[] => [
  ...new Map(units.filter((unit) => unit !== null).map((unit) => [unit.key, unit])).values(),
];

/** Predecessors left, successors right near those they come from, the shorter side in the middle of the longer. */
export function layOutDiagram(edges: readonly DiagramEdge[]): Diagram {
  const before = unique(edges.map((edge) => edge.from));
  const placeOf = new Map(before.map((unit, index) => [unit.key, index]));
  const middleOf = (key: string): number => {
    const places = edges.filter((edge) => edge.to?.key === key).map((edge) => placeOf.get(edge.from?.key ?? '') ?? 1e6);
    return places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  const after = unique(edges.map((edge) => edge.to))
    .map((unit) => ({ unit, middle: middleOf(unit.key) }))
    .toSorted((a, b) => a.middle - b.middle)
    .map(({ unit }) => unit);
  const rows = Math.max(before.length, after.length, 1);
  const placed = (units: readonly DiagramUnit[], isLeft: boolean): DiagramNode[] =>
    units.map((unit, index) => ({
      ...unit,
      row: index + (rows - units.length) / 2,
      isAlone: !edges.some(({ from, to }) =>
        isLeft ? from?.key === unit.key && to !== null : to?.key === unit.key && from !== null,
      ),
    }));
  const [left, right] = [placed(before, true), placed(after, false)];
  const rowOf = (nodes: readonly DiagramNode[], key: string): number =>
    nodes.find((node) => node.key === key)?.row ?? 0;
  const lines = edges.flatMap(({ from, to, part, isMainHeir }): DiagramLine[] =>
    from === null || to === null
      ? []
      : [
          {
            key: `${from.key} ${to.key} ${part}`,
            fromRow: rowOf(left, from.key),
            toRow: rowOf(right, to.key),
            isMain: isMainHeir === 1,
            isWhole: part === 'whole',
            isSame: from.key === to.key,
          },
        ],
  );
  return { before: left, after: right, lines, rows };
}
