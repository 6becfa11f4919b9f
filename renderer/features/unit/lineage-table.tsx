import type { Output } from '../../../db/api/contract/index.ts';
import type { LineageEdgeShown, LineageEvent } from '../../../db/api/contract/lineage.ts';
import { useText } from '../../text/index.ts';
import { showDay } from '../../text/show.ts';

/** What the drawing says, in words: each event with what passed from whom to whom, newest first. */
export function LineageTable({ past, isPaper = false }: { past: Output<'lineage.get'>; isPaper?: boolean }) {
  const t = useText().lineage;
  const rows = past.events
    .toReversed()
    .flatMap((event) => ordered(past.edges, event.id).map((edge, index, all) => ({ event, edge, index, all })));
  return (
    <table className="vm-past-table" aria-label={t.events}>
      <thead>
        <tr>
          <th scope="col">{t.columns.day}</th>
          <th scope="col">{t.columns.kind}</th>
          <th scope="col">{t.columns.from}</th>
          <th scope="col">{t.columns.part}</th>
          <th scope="col">{t.columns.to}</th>
          <th scope="col">{t.columns.basis}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ event, edge, index, all }) => (
          <tr key={`${event.id} ${edge.fromId} ${edge.toId}`}>
            {index === 0 && <EventCells event={event} rows={all.length} isPaper={isPaper} />}
            <EdgeCells edge={edge} isUnknown={event.heirsUnknown === 1} isPaper={isPaper} />
            {index === 0 && <td rowSpan={all.length}>{basisOf(event)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const basisOf = ({ basisDirectiveNumber, basisText }: LineageEvent): string =>
  [basisDirectiveNumber ?? '', basisText].filter(Boolean).join(' · ') || '—';

/** Edges of an event by name; that a unit goes on comes last. */
const ordered = (edges: readonly LineageEdgeShown[], eventId: string): LineageEdgeShown[] =>
  edges
    .filter((edge) => edge.eventId === eventId)
    .toSorted(
      (a, b) =>
        Number(a.fromId === a.toId) - Number(b.fromId === b.toId) ||
        a.fromName.localeCompare(b.fromName, 'vi', { numeric: true }) ||
        a.toName.localeCompare(b.toName, 'vi', { numeric: true }),
    );

function EventCells({ event, rows, isPaper }: { event: LineageEvent; rows: number; isPaper: boolean }) {
  const kind = useText().reorganization.kinds[event.kind];
  return (
    <>
      <td rowSpan={rows}>{showDay(event.effectiveOn)}</td>
      <td rowSpan={rows}>{isPaper ? kind : <a href={`#/reorganization/${event.id}`}>{kind}</a>}</td>
    </>
  );
}

function EdgeCells({ edge, isUnknown, isPaper }: { edge: LineageEdgeShown; isUnknown: boolean; isPaper: boolean }) {
  const text = useText();
  const t = text.lineage;
  const { fromId, fromName, toId, toName, part, ratio, isMainHeir, heirCount } = edge;
  if (fromId !== null && fromId === toId)
    return (
      <>
        <td>{fromName}</td>
        <td>{t.goesOn}</td>
        <td>{toName}</td>
      </>
    );
  const words = [
    text.reorganization.parts[part],
    ratio === null ? '' : t.percent(ratio),
    isMainHeir === 1 && heirCount > 1 ? t.mainHeir.toLowerCase() : '',
  ];
  const nobody = isUnknown ? t.heirsUnknown : t.endsWithout;
  return (
    <>
      <td>{fromId === null ? t.newUnit : <Name id={fromId} name={fromName} isPaper={isPaper} />}</td>
      <td>{fromId === null || toId === null ? '—' : words.filter(Boolean).join(', ')}</td>
      <td>{toId === null ? nobody : <Name id={toId} name={toName} isPaper={isPaper} />}</td>
    </>
  );
}

const Name = ({ id, name, isPaper }: { id: string; name: string; isPaper: boolean }) =>
  isPaper ? name : <a href={`#/units/${id}/lineage`}>{name}</a>;
