import { ActionIcon, Button } from '@mantine/core';
import { FileInput, FileOutput, ListX, MailWarning, MonitorCog, X } from 'lucide-react';
import { useRef } from 'react';
import { go } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { showBytes, showInstant, showNumber } from '../../text/show.ts';
import { useKeys } from '../../ui/keys.ts';
import { Facts, Panel, Section } from '../../ui/page.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { daysSince, meaningOf } from './columns.tsx';
import { calmOf, type DeviceStatus, mayRemind, type Standing } from './standing.ts';
import { findingText, missingBundlesText, todoText } from './words.ts';

/** Gaps listed one by one; beyond that nobody reads them. */
const shownGaps = 40;

interface OfficeDetailProps {
  standing: Standing;
  nowMs: number;
  onClose: () => void;
  onRemind: () => void;
}

/** One office: what needs a person and what to do, what went to and fro, PC by PC, and what exactly is missing. */
export function OfficeDetail({ standing, nowMs, onClose, onRemind }: OfficeDetailProps) {
  const { common, exchange } = useText();
  const t = exchange.status;
  const root = useRef<HTMLDivElement>(null);
  useKeys({ escape: onClose }, root);
  const { office, findings } = standing;
  return (
    <div ref={root} className="vm-sync-detail">
      <Panel
        title={office.unitName}
        note={t.relations[office.relation]}
        actions={
          <ActionIcon aria-label={common.actions.close} onClick={onClose}>
            <X size={16} aria-hidden />
          </ActionIcon>
        }
      >
        <Section title={t.detail.attention}>
          {findings.length === 0 ? (
            <p className="vm-page-note">{t.detail.calm[calmOf(office)]}</p>
          ) : (
            <ul className="vm-sync-todo">
              {findings.map((kind) => (
                <li key={kind}>
                  <StatusBadge meaning={meaningOf[kind]} label={findingText(t, kind, standing)} />
                  <p>{todoText(t, kind, standing)}</p>
                </li>
              ))}
            </ul>
          )}
          <Ways standing={standing} onRemind={onRemind} />
        </Section>
        <Section title={t.detail.standing}>
          <Standings standing={standing} nowMs={nowMs} />
        </Section>
        <Section title={t.detail.devices}>
          <Devices standing={standing} nowMs={nowMs} />
        </Section>
        {office.gaps.length > 0 && (
          <Section title={t.detail.gaps}>
            <ul className="vm-sync-gaps">
              {office.gaps.slice(0, shownGaps).map((gap) => (
                <li key={`${gap.deviceName} ${gap.channel} ${gap.from}`}>
                  {t.gap(gap.deviceName, gap.unitName, gap.from, gap.to)}
                </li>
              ))}
            </ul>
            {office.gaps.length > shownGaps && (
              <p className="vm-page-note">{t.detail.moreGaps(office.gaps.length - shownGaps)}</p>
            )}
          </Section>
        )}
      </Panel>
    </div>
  );
}

/** Where the work is done that a finding asks for. */
function Ways({ standing, onRemind }: Pick<OfficeDetailProps, 'standing' | 'onRemind'>) {
  const { detail: t, deeds } = useText().exchange.status;
  const { office, findings } = standing;
  const needsFull = findings.includes('backlog') || findings.includes('rewound');
  const needsIn = findings.includes('missing') || findings.includes('silent') || findings.includes('never');
  const place = `/export/${office.unitId}`;
  return (
    <div className="vm-sync-ways">
      <Button variant="default" leftSection={<FileOutput size="0.875rem" aria-hidden />} onClick={() => go(place)}>
        {needsFull ? t.exportFull : t.export}
      </Button>
      {mayRemind(standing) && (
        <Button variant="default" leftSection={<MailWarning size="0.875rem" aria-hidden />} onClick={onRemind}>
          {deeds.remind}
        </Button>
      )}
      {findings.some((kind) => kind === 'forked' || kind === 'suspended') && (
        <Button
          variant="default"
          leftSection={<MonitorCog size="0.875rem" aria-hidden />}
          onClick={() => go('/devices')}
        >
          {deeds.devices}
        </Button>
      )}
      {needsIn && (
        <Button variant="default" leftSection={<FileInput size="0.875rem" aria-hidden />} onClick={() => go('/import')}>
          {t.import}
        </Button>
      )}
      {findings.includes('missing') && (
        <Button
          variant="subtle"
          leftSection={<ListX size="0.875rem" aria-hidden />}
          onClick={() => go('/held/pending')}
        >
          {t.toHeld}
        </Button>
      )}
    </div>
  );
}

function Standings({ standing, nowMs }: { standing: Standing; nowMs: number }) {
  const t = useText().exchange.status;
  const { office } = standing;
  const when = (atMs: number | null): string => (atMs === null ? t.never : t.detail.at(atMs, daysSince(atMs, nowMs)));
  return (
    <Facts
      items={[
        { label: t.detail.lastIn, value: when(office.lastInAtMs) },
        { label: t.detail.lastOut, value: when(office.lastOutAtMs) },
        {
          label: t.detail.unacknowledged,
          value: t.detail.backlogOf(office.backlog.opCount, showBytes(office.backlog.byteCount)),
        },
        { label: t.detail.missing, value: showNumber(office.missingOps) },
      ]}
    />
  );
}

/** How a PC stands, the worst first. */
function DeviceState({ device }: { device: DeviceStatus }) {
  const t = useText().exchange.status;
  if (device.isForked) return <StatusBadge meaning="red" label={t.findings.forked} isPlain />;
  if (device.state === 'suspended') return <StatusBadge meaning="red" label={t.states.suspended} isPlain />;
  if (device.state === 'revoked') return <StatusBadge meaning="grey" label={t.states.revoked} isPlain />;
  if (device.isRewound) return <StatusBadge meaning="amber" label={t.findings.rewound} isPlain />;
  return <StatusBadge meaning="green" label={t.states.active} isPlain />;
}

function Devices({ standing: { office }, nowMs }: { standing: Standing; nowMs: number }) {
  const { exchange } = useText();
  const t = exchange.status;
  if (office.devices.length === 0) return <p className="vm-page-note">{t.detail.noDevices}</p>;
  return (
    <div className="vm-sync-table" tabIndex={0} role="group" aria-label={t.detail.devices}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.detail.device}</th>
            <th scope="col">{t.detail.state}</th>
            <th scope="col">{t.columns.lastIn}</th>
            <th scope="col" data-number>
              {t.detail.number}
            </th>
            <th scope="col" data-number>
              {t.columns.unacknowledged}
            </th>
          </tr>
        </thead>
        <tbody>
          {office.devices.map((device) => (
            <DeviceRow key={device.device} device={device} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DeviceRow({ device, nowMs }: { device: DeviceStatus; nowMs: number }) {
  const { exchange } = useText();
  const t = exchange.status;
  const gaps = missingBundlesText(t, device);
  return (
    <tr>
      <th scope="row">
        <span className="vm-sync-name">{device.name}</span>
        {device.isThisPc && <span className="vm-page-note"> · {t.thisPc}</span>}
        {gaps !== '' && <div className="vm-page-note">{gaps}</div>}
      </th>
      <td>
        <DeviceState device={device} />
      </td>
      <td title={device.lastInAtMs === null ? undefined : showInstant(device.lastInAtMs)}>
        {device.lastInAtMs === null ? t.never : exchange.ago(daysSince(device.lastInAtMs, nowMs))}
      </td>
      <td data-number>{device.lastInNumber === 0 ? '—' : showNumber(device.lastInNumber)}</td>
      <td data-number>{device.unacknowledged === 0 ? '—' : showNumber(device.unacknowledged)}</td>
    </tr>
  );
}
