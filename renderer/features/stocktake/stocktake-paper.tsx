import { createPortal } from 'react-dom';
import type { Stocktake, StocktakeTaskRow } from '../../../db/api/contract/stocktake.ts';
import { showDay } from '../../text/show.ts';
import { stocktakePaper as p } from '../../text/vi/stocktake-paper.ts';
import './stocktake-paper.css';

/** Numbers of documents do not break at their hyphens. */
const whole = (text: string): string => text.replace(/(?<=\S)-(?=\S)/g, '\u2011');

/**
 * Thông báo kết luận on A4, by the form of NĐ 30/2020: every unit by its name of the day, whatever has become of it since.
 * What only the signing office knows (number, signer) is left to be written in.
 */
export function StocktakePaper({ stocktake }: { stocktake: Stocktake }) {
  const { title, heldOn, fromOn, toOn, directives } = stocktake;
  const within = title.charAt(0).toLowerCase() + title.slice(1);
  return createPortal(
    <div className="vm-notice" lang="vi">
      <Head stocktake={stocktake} />
      <h1>
        {p.kind}
        <span>{whole(p.subject(within))}</span>
      </h1>
      <p>
        {whole(
          p.opening(
            showDay(heldOn),
            stocktake.host?.name ?? stocktake.letterhead.office,
            within,
            stocktake.form === 'written',
          ),
        )}
      </p>
      <p>{p.period(showDay(fromOn), showDay(toOn))}</p>
      {directives.length > 0 && (
        <>
          <p>{p.directives}</p>
          <ul>
            {directives.map((one) => (
              <li key={one.id}>
                {whole(p.directive(one.kindName, one.number, showDay(one.issuedOn), one.issuer, one.subject))}
              </li>
            ))}
          </ul>
        </>
      )}
      <Attendance stocktake={stocktake} />
      {stocktake.agenda.length > 0 && (
        <section>
          <h2>II. {p.agenda}</h2>
          <ol>
            {stocktake.agenda.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ol>
        </section>
      )}
      <section>
        <h2>
          {stocktake.agenda.length > 0 ? 'III' : 'II'}. {p.conclusion}
        </h2>
        {(stocktake.conclusion === '' ? p.noConclusion : stocktake.conclusion).split('\n').map((line, at) => (
          // Lines of one text have no other name than their place.
          <p key={at}>{line}</p>
        ))}
      </section>
      {stocktake.tasks.length > 0 && (
        <section>
          <h2>
            {stocktake.agenda.length > 0 ? 'IV' : 'III'}. {p.tasks}
          </h2>
          <TaskTable tasks={stocktake.tasks} />
        </section>
      )}
      <footer>
        <div>
          <p className="vm-notice-to">{p.recipients}</p>
          <p>{p.filed}</p>
        </div>
        <p className="vm-notice-signer">{p.signer}</p>
      </footer>
    </div>,
    document.body,
  );
}

function Head({ stocktake: { letterhead, place, heldOn } }: { stocktake: Stocktake }) {
  return (
    <header>
      <div>
        {letterhead.above !== '' && <p>{letterhead.above.toLocaleUpperCase('vi')}</p>}
        <p className="vm-notice-office">{letterhead.office.toLocaleUpperCase('vi')}</p>
        <p>{p.number}</p>
      </div>
      <div>
        <p className="vm-notice-nation">{p.nation}</p>
        <p className="vm-notice-motto">{p.motto}</p>
        <p className="vm-notice-day">{p.placeDay(place, heldOn)}</p>
      </div>
    </header>
  );
}

function Attendance({ stocktake }: { stocktake: Stocktake }) {
  const { host, place, chair, sites } = stocktake;
  const lines = [host && p.host(host.name), place && p.place(place), chair && p.chair(chair)].filter(Boolean);
  return (
    <section>
      <h2>I. {p.attendance}</h2>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {sites.length > 0 && (
        <>
          <p>{p.sites(sites.length)}</p>
          <ul className={sites.length > 8 ? 'vm-notice-sites' : undefined}>
            {sites.map((site) => (
              <li key={site.unitId}>{[site.name, site.place].filter(Boolean).join(', ')}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** So many units are named in a cell before the rest is counted. */
const namedLeads = 6;

function TaskTable({ tasks }: { tasks: readonly StocktakeTaskRow[] }) {
  return (
    <table>
      <thead>
        <tr>
          {Object.values(p.taskHead).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {tasks.map((task, index) => (
          <tr key={task.linkId}>
            <td className="vm-notice-number">{index + 1}</td>
            <td>{task.content}</td>
            <td>
              {[
                ...task.leadNames.slice(0, namedLeads),
                ...(task.leadCount > namedLeads ? [p.moreLeads(task.leadCount - namedLeads)] : []),
              ].join('; ')}
            </td>
            <td className="vm-notice-number">{task.dueOn === null ? '' : showDay(task.dueOn)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
