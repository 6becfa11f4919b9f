import { createPortal } from 'react-dom';
import { useOfficeName } from '../../office-name.ts';
import { useText } from '../../text/index.ts';
import { showInstant } from '../../text/show.ts';
import type { Standing } from './standing.ts';
import { reminderPoints } from './words.ts';

/** One sheet for each office that is to hand in a bundle: what is missing here, and what to do there. */
export function Reminders({ standings, nowMs }: { standings: readonly Standing[]; nowMs: number }) {
  const t = useText().exchange.status.remind;
  const own = useOfficeName();
  return createPortal(
    <div className="vm-paper" lang={document.documentElement.lang}>
      {standings.map((standing) => (
        <section key={standing.office.unitId} className="vm-reminder">
          <header>
            <p className="vm-paper-office">{own}</p>
            <h1>{t.title}</h1>
            <p>{t.madeAt(showInstant(nowMs))}</p>
          </header>
          <p>
            <strong>{t.to(standing.office.unitName)}</strong>
          </p>
          <ul>
            {reminderPoints(t, standing).map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <h2>{t.todo}</h2>
          <ol>
            {t.steps(own).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      ))}
    </div>,
    document.body,
  );
}
