import { MonitorCheck } from 'lucide-react';
import { useMemo } from 'react';
import type { DeviceShown } from '../../../db/api/contract/device.ts';
import { go, usePlace } from '../../navigate.ts';
import { useText } from '../../text/index.ts';
import { showInstant, showNumber } from '../../text/show.ts';
import { fold } from '../../ui/fold.ts';
import { Grid } from '../../ui/grid/grid.tsx';
import type { Column } from '../../ui/grid/types.ts';
import { EmptyState } from '../../ui/states.tsx';
import { StatusBadge, statusIcons } from '../../ui/status-badge.tsx';
import { allRows } from '../../ui/use-pages.ts';
import type { ApiState } from '../../use-api.ts';

interface MachineListProps {
  list: ApiState<DeviceShown[]>;
  text: string;
  onClear: () => void;
}

/** A line of the list; the name of an office stands at its first PC only. */
interface Line extends DeviceShown {
  readonly isFirst: boolean;
}

const rowKey = ({ device }: Line): string => device;

/** All PCs, those of one office together. */
export function MachineList({ list, text, onClear }: MachineListProps) {
  const t = useText().device.list;
  const [, place] = usePlace();
  const words = useMemo(() => fold(text).split(' ').filter(Boolean), [text]);
  const lines = useMemo(
    () =>
      list.data
        ?.filter(({ unitName, name }) => words.every((word) => fold(`${unitName} ${name}`).includes(word)))
        .map((one, index, all): Line => ({ ...one, isFirst: all[index - 1]?.unitId !== one.unitId })),
    [list.data, words],
  );
  const rows = useMemo(() => allRows<Line>({ ...list, data: lines }), [list.error, list.isLoading, lines]);
  const columns = useColumns(place !== undefined);
  return (
    <Grid
      label={t.machines}
      name="devices"
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      openKey={place}
      onOpen={({ device }) => go(`/devices/${device}`)}
      isFiltered={words.length > 0}
      onClearFilters={onClear}
      empty={<EmptyState icon={MonitorCheck} title={t.empty} />}
    />
  );
}

const meanings = { active: 'green', revoked: 'grey', suspended: 'red' } as const;

/** How a PC stands, in a word. */
export function DeviceState({ state, isPlain = false }: { state: DeviceShown['state']; isPlain?: boolean }) {
  const t = useText().device.states;
  return (
    <StatusBadge
      meaning={meanings[state]}
      label={t[state]}
      isPlain={isPlain}
      {...(state === 'revoked' ? { icon: statusIcons.ban } : {})}
    />
  );
}

/** Beside a panel only what finds the row: the panel tells the rest. */
function useColumns(isNarrow: boolean): Column<Line>[] {
  const { device: t } = useText();
  return useMemo(() => {
    const telling: Column<Line>[] = [
      {
        key: 'unit',
        header: t.list.unit,
        width: 190,
        grow: 2,
        render: ({ unitName, isFirst }) => (
          <span className={isFirst ? undefined : 'vm-device-same'} title={unitName}>
            {unitName}
          </span>
        ),
        value: ({ unitName }) => unitName,
      },
      {
        key: 'name',
        header: t.list.name,
        width: 150,
        grow: 1,
        render: ({ name, isThisPc }) => (
          <span>
            {name}
            {isThisPc && <strong className="vm-device-this"> · {t.thisPc}</strong>}
          </span>
        ),
        value: ({ name }) => name,
      },
      {
        key: 'state',
        header: t.list.state,
        width: 204,
        render: ({ state }) => <DeviceState state={state} isPlain />,
        value: ({ state }) => t.states[state],
      },
    ];
    if (isNarrow) return telling;
    return [
      ...telling,
      {
        key: 'heard',
        header: t.list.heard,
        width: 148,
        render: ({ heardAtMs, isThisPc }) => <span>{heardText(heardAtMs, isThisPc, t.list.never)}</span>,
        value: ({ heardAtMs, isThisPc }) => heardText(heardAtMs, isThisPc, t.list.never),
      },
      {
        key: 'ops',
        header: t.list.ops,
        width: 132,
        align: 'right',
        render: ({ opCount }) => showNumber(opCount),
        value: ({ opCount }) => opCount,
        kind: { kind: 'number' },
      },
      {
        key: 'print',
        header: t.print,
        width: 330,
        render: ({ fingerprint }) => <span className="vm-device-mono">{fingerprint}</span>,
        value: ({ fingerprint }) => fingerprint,
      },
    ];
  }, [t, isNarrow]);
}

/** This PC hears itself all the time. */
export const heardText = (heardAtMs: number | null, isThisPc: boolean, never: string): string =>
  isThisPc ? '—' : heardAtMs === null ? never : showInstant(heardAtMs);
