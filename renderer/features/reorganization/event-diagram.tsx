import { useText } from '../../text/index.ts';
import { type DiagramEdge, type DiagramNode, layOutDiagram } from './diagram-layout.ts';

/** Height of a row in rem, and more rows than which a drawing says less than the table. */
const rowRem = 2.25;
const mostRows = 30;

/** Predecessors left, successors right, a line for each part; what a line says stands in the table beside it too. */
export function EventDiagram({ edges }: { edges: readonly DiagramEdge[] }) {
  const t = useText().reorganization;
  const { before, after, lines, rows } = layOutDiagram(edges);
  if (rows > mostRows) return null;
  const y = (row: number): number => (row + 0.5) * rowRem;
  return (
    <div className="vm-lineage" role="group" aria-label={t.page.diagram} style={{ height: `${rows * rowRem}rem` }}>
      <Side nodes={before} note={t.page.endsWithout} />
      <svg viewBox={`0 0 100 ${rows * rowRem}`} preserveAspectRatio="none" aria-hidden>
        {lines.map(({ key, fromRow, toRow, isMain, isWhole, isSame }) => (
          <path
            key={key}
            d={`M 0 ${y(fromRow)} C 50 ${y(fromRow)}, 50 ${y(toRow)}, 100 ${y(toRow)}`}
            className="vm-lineage-line"
            data-main={isMain || isSame || undefined}
            data-part={!isWhole || undefined}
          />
        ))}
      </svg>
      <Side nodes={after} note={t.page.newUnit} />
    </div>
  );
}

function Side({ nodes, note }: { nodes: readonly DiagramNode[]; note: string }) {
  return (
    <ul>
      {nodes.map(({ key, name, href, row, isAlone }) => (
        <li key={key} style={{ top: `${row * rowRem}rem` }} data-alone={isAlone || undefined} title={name}>
          {href === undefined ? <span>{name}</span> : <a href={href}>{name}</a>}
          {isAlone && <small>{note}</small>}
        </li>
      ))}
    </ul>
  );
}
