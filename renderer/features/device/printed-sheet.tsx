import { createPortal } from 'react-dom';
import { useText } from '../../text/index.ts';
import { linesOf } from './groups.ts';
import './printed.css';

export interface SheetSecret {
  readonly kind: 'authority' | 'paper' | 'recovery';
  readonly value: string;
}

interface PrintedSheetProps {
  officeName: string;
  deviceName: string;
  madeOn: string;
  secrets: readonly SheetSecret[];
  fingerprint?: string;
}

/** The sheet on A4 paper; on the screen nothing of it is drawn. */
export function PrintedSheet({ officeName, deviceName, madeOn, secrets, fingerprint }: PrintedSheetProps) {
  const words = useText();
  const t = words.device.sheet;
  return createPortal(
    <div className="vm-device-paper" lang={document.documentElement.lang}>
      <p className="vm-device-paper-office">{officeName}</p>
      <h1>{t.title}</h1>
      <p className="vm-device-paper-about">
        {words.common.product} · {t.device}: {deviceName} · {t.made}: {madeOn}
      </p>
      {secrets.map(({ kind, value }) => (
        <section key={kind}>
          <h2>{t.secrets[kind]}</h2>
          <p>{t.uses[kind]}</p>
          <table>
            <tbody>
              {linesOf(value).map((groups, index) => (
                <tr key={index}>
                  <th scope="row">{t.row(index + 1)}</th>
                  {Array.from({ length: 4 }, (_, place) =>
                    groups.length === 1 && place > 0 ? null : (
                      <td key={place} colSpan={groups.length === 1 ? 4 : 1}>
                        {groups[place] ?? ''}
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {fingerprint !== undefined && (
        <section>
          <h2>{words.device.print}</h2>
          <p className="vm-device-paper-print">{fingerprint}</p>
        </section>
      )}
      <p className="vm-device-paper-typing">{t.typing}</p>
      <section>
        <h2>{t.keepTitle}</h2>
        <ol>
          {t.keep.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </section>
      <footer>
        {[t.maker, t.keeper].map((label) => (
          <div key={label}>
            <strong>{label}</strong>
            <span>{t.signature}</span>
          </div>
        ))}
      </footer>
    </div>,
    document.body,
  );
}

interface PrintedSlipProps {
  officeName: string;
  unitName: string;
  code: string;
  fingerprint: string;
  madeOn: string;
}

/** The one-time code of an invitation, on a paper of its own that does not travel with the stick. */
export function PrintedSlip({ officeName, unitName, code, fingerprint, madeOn }: PrintedSlipProps) {
  const words = useText();
  const t = words.device.invite;
  return createPortal(
    <div className="vm-device-paper" lang={document.documentElement.lang}>
      <p className="vm-device-paper-office">{officeName}</p>
      <h1>{t.slipTitle}</h1>
      <p className="vm-device-paper-about">
        {t.unit}: {unitName} · {words.device.sheet.made}: {madeOn}
      </p>
      <section>
        <h2>{t.code}</h2>
        <p className="vm-device-paper-code">{code}</p>
      </section>
      <section>
        <h2>{t.slipPrint}</h2>
        <p className="vm-device-paper-print">{fingerprint}</p>
      </section>
      <ol>
        {t.slipNotes.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </div>,
    document.body,
  );
}
