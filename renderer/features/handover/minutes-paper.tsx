import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { SettledRow } from '../../../db/api/contract/handover.ts';
import type { Output } from '../../../db/api/contract/index.ts';
import type { PostTitle } from '../../../db/api/contract/staffing-words.ts';
import { showDay } from '../../text/show.ts';
import { handoverPaper as p } from '../../text/vi/handover-paper.ts';
import { reorganization } from '../../text/vi/reorganization.ts';
import { staffing } from '../../text/vi/staffing.ts';
import './minutes-paper.css';

type Minutes = Output<'handover.minutes'>;
type Kind = SettledRow['kind'];

const kinds: readonly Kind[] = ['assignment', 'draft', 'post', 'registration', 'other'];
const roman = ['I', 'II', 'III', 'IV', 'V'];

/** The same page for the printer alone. */
export const PrintedMinutes = ({ minutes }: { minutes: Minutes }) =>
  createPortal(
    <div className="vm-minutes-print">
      <MinutesPaper minutes={minutes} />
    </div>,
    document.body,
  );

/**
 * Biên bản bàn giao on A4 by NĐ 30/2020, Phụ lục I and III (mẫu 1.9): every unit by its name of the day. What nobody has
 * typed is left as a dotted line to be written in by hand.
 */
export function MinutesPaper({ minutes }: { minutes: Minutes }) {
  const { fields, event, from, to, lines } = minutes;
  const basis = [event.basisNumber, event.basisText].filter(Boolean).join(' – ');
  const [year = '', month = '', day = ''] = fields.onDay.split('-');
  return (
    <article className="vm-minutes" lang="vi">
      <Head minutes={minutes} />
      <h1>
        {p.kind}
        <span>{p.subject(from.name, to.name)}</span>
      </h1>
      {basis !== '' && <p className="vm-minutes-basis">{p.basis(basis)}</p>}
      <p className="vm-minutes-basis">{p.basisEvent(reorganization.kinds[event.kind], showDay(event.effectiveOn))}</p>
      <p>{p.opening(day, Number(month) <= 2 ? month : String(Number(month)), year, fields.place)}</p>
      <Section number={0} title={p.attendance}>
        <Party title={p.from(from.name)} people={fields.handedBy} />
        <Party title={p.to(to.name)} people={fields.receivedBy} />
        <Party title={p.witness} people={fields.witness} />
        <p>{p.agreed}</p>
      </Section>
      <Section number={1} title={p.content}>
        {lines.length === 0 && <p>{p.nothing}</p>}
        {kinds
          .filter((kind) => lines.some((line) => line.kind === kind))
          .map((kind, index) => (
            <Lines key={kind} kind={kind} number={index + 1} lines={lines.filter((line) => line.kind === kind)} />
          ))}
      </Section>
      {fields.content.trim() !== '' && (
        <Section number={2} title={p.further}>
          {fields.content.split('\n').map((line, at) => (
            // Lines of one text have no other name than their place.
            <p key={at}>{line}</p>
          ))}
        </Section>
      )}
      <p>{p.closing(showDay(event.effectiveOn))}</p>
      <Signers />
      <div className="vm-minutes-to">
        <p>{p.recipients}</p>
        {p.recipientLines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </article>
  );
}

function Head({ minutes: { superior, to, fields } }: { minutes: Minutes }) {
  return (
    <header>
      <div>
        {superior !== '' && <p>{superior.toLocaleUpperCase('vi')}</p>}
        <p className="vm-minutes-office">{to.name.toLocaleUpperCase('vi')}</p>
        <p className="vm-minutes-number">{p.number(fields.number)}</p>
      </div>
      <div>
        <p className="vm-minutes-nation">{p.nation}</p>
        <p className="vm-minutes-motto">{p.motto}</p>
      </div>
    </header>
  );
}

function Section({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <section>
      <h2>
        {roman[number]}. {title}
      </h2>
      {children}
    </section>
  );
}

const peopleOf = (text: string): string[] =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean);

function Party({ title, people }: { title: string; people: string }) {
  const named = peopleOf(people);
  return (
    <div className="vm-minutes-party">
      <h3>{title}</h3>
      {(named.length === 0 ? [p.blank] : named).map((one) => (
        <p key={one}>{named.length === 0 ? one : `- ${one}`}</p>
      ))}
    </div>
  );
}

const cells: { readonly [K in Kind]: (line: SettledRow) => string[] } = {
  assignment: (line) => [line.title, line.documentNumber, roleOf(line), dueOf(line)],
  draft: (line) => [line.title, line.documentNumber, roleOf(line), dueOf(line)],
  post: (line) => [
    line.title === line.detail ? '' : line.title,
    staffing.titles[line.detail as PostTitle] ?? line.detail,
    dueOf(line),
    '',
  ],
  registration: (line) => [line.title, line.detail, ''],
  other: (line) => [line.title, line.reason],
};

const roleOf = ({ detail }: SettledRow): string => (detail === 'lead' || detail === 'support' ? p.roles[detail] : '');
const dueOf = ({ dueOn }: SettledRow): string => (dueOn === null ? '' : showDay(dueOn));

function Lines({ kind, number, lines }: { kind: Kind; number: number; lines: readonly SettledRow[] }) {
  return (
    <div className="vm-minutes-part">
      <h3>
        {number}. {p.kinds[kind]} ({lines.length})
      </h3>
      <table data-kind={kind}>
        <thead>
          <tr>
            {p.heads[kind].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={line.id}>
              <td>{index + 1}</td>
              {cells[kind](line).map((cell, at) => (
                <td key={p.heads[kind][at + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Signers() {
  return (
    <footer>
      {[p.signers.from, p.signers.witness, p.signers.to].map((who) => (
        <div key={who}>
          <p className="vm-minutes-signer">{who}</p>
          <p className="vm-minutes-sign">{p.sign}</p>
        </div>
      ))}
    </footer>
  );
}
