import { Button, Progress, Tabs } from '@mantine/core';
import { ListChecks, Plus } from 'lucide-react';
import { useState } from 'react';
import { handoverKeepers } from '../../../db/api/contract/handover.ts';
import { useMayFor } from '../../stores/may.ts';
import { useViewDate } from '../../stores/view-date.ts';
import { useText } from '../../text/index.ts';
import { showNumber } from '../../text/show.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { EventUnits } from './event-units.ts';
import { LineDialog } from './line-dialog.tsx';
import { MinutesTab } from './minutes-tab.tsx';
import { OpenTab } from './open-tab.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { SettledTab } from './settled-tab.tsx';

const tabs = ['open', 'settled', 'minutes'] as const;
type Tab = (typeof tabs)[number];

/** What the units of an event leave, what is settled of it, and the minutes. */
export function HandoverWork({ data }: { data: EventUnits }) {
  const t = useText().handover;
  const { openCount, settledCount } = data.event;
  const [tab, setTab] = useState<Tab>(openCount === 0 && settledCount > 0 ? 'settled' : 'open');
  const counts: Partial<Record<Tab, number>> = { open: openCount, settled: settledCount };
  return (
    <div className="vm-handover">
      <Head data={data} />
      <Tabs
        className="vm-handover-tabs"
        value={tab}
        onChange={(next) => setTab((next ?? 'open') as Tab)}
        keepMounted={false}
      >
        <Tabs.List aria-label={t.tabs.label}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t.tabs[one]}
              {counts[one] !== undefined && <span className="vm-handover-count">{showNumber(counts[one])}</span>}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="open">
          <OpenTab data={data} />
        </Tabs.Panel>
        <Tabs.Panel value="settled">
          <SettledTab data={data} />
        </Tabs.Panel>
        <Tabs.Panel value="minutes">
          <MinutesTab data={data} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

/** How far it is, and what can be done with all of it. */
function Head({ data }: { data: EventUnits }) {
  const t = useText().handover;
  const on = useViewDate((s) => s.on);
  const mayKeep = useMayFor(handoverKeepers);
  const [asked, setAsked] = useState<'rule' | 'line'>();
  const { eventId, openCount, settledCount, effectiveOn, basisText } = data.event;
  const total = openCount + settledCount;
  const isPlanned = on < effectiveOn;
  const close = (): void => setAsked(undefined);
  return (
    <div className="vm-handover-head">
      <StatusBadge
        meaning={openCount === 0 ? 'green' : 'amber'}
        label={openCount === 0 ? t.states.done : t.states.open}
      />
      {total > 0 ? (
        <>
          <Progress
            className="vm-handover-bar"
            value={(100 * settledCount) / total}
            size="sm"
            aria-label={t.events.progress}
          />
          <span role="status">{t.progress(openCount, total)}</span>
        </>
      ) : (
        <span className="vm-page-note">{t.nothingEver}</span>
      )}
      {mayKeep && !isPlanned && (
        <div className="vm-handover-actions">
          {openCount > 0 && (
            <Button
              variant="default"
              leftSection={<ListChecks size={14} aria-hidden />}
              onClick={() => setAsked('rule')}
            >
              {t.bulk.rules}
            </Button>
          )}
          <Button variant="default" leftSection={<Plus size={14} aria-hidden />} onClick={() => setAsked('line')}>
            {t.bulk.other}
          </Button>
        </div>
      )}
      {isPlanned && <span className="vm-page-note">{t.planned(effectiveOn)}</span>}
      {asked === 'rule' && <RuleDialog scope={{ eventId, effectiveOn }} basisText={basisText} onClose={close} />}
      {asked === 'line' && <LineDialog data={data} onClose={close} />}
    </div>
  );
}
