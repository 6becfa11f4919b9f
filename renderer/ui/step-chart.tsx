import { LineChart, type LineSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Day } from '../../db/api/day.ts';
import { useLayout } from '../stores/layout.ts';
import { showDay, showNumber } from '../text/show.ts';
import { font, legendLines, type Palette, pagePalette, textSize, usePaletteChanges } from './chart.tsx';
import type { Meaning } from './status-badge.tsx';

use([LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

type Option = ComposeOption<
  LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption | AriaComponentOption
>;

export interface Steps {
  readonly name: string;
  readonly meaning: Meaning;
  /** A dashed line, for what is held against the other. */
  readonly isDashed?: boolean;
  readonly values: readonly number[];
}

interface StepChartProps {
  readonly days: readonly Day[];
  readonly series: readonly Steps[];
  /** What the chart says, for who cannot see it. */
  readonly label: string;
}

const msOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

/** The year where it begins, else month and year. */
function axisWords(ms: number): string {
  const day = dayOf(ms);
  return day.endsWith('-01-01') ? day.slice(0, 4) : showDay(day).slice(3);
}

function optionOf({ days, series, label }: StepChartProps, palette: Palette, size: number, width: number): Option {
  const words = { color: palette.text, fontFamily: font, fontSize: size };
  const quiet = { axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false } };
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: font, fontSize: size },
    aria: { enabled: true, label: { enabled: true, description: label } },
    grid: {
      ...{ left: 8, right: size * 2, bottom: 2, top: size * (1.2 + 1.6 * legendLines(series, size, width)) },
      ...{ outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    },
    legend: {
      top: 0,
      left: 0,
      itemStyle: { opacity: 0 },
      itemWidth: size * 2,
      itemHeight: size * 0.85,
      textStyle: words,
      selectedMode: false,
    },
    tooltip: {
      trigger: 'axis',
      // Rich text is drawn on the canvas: no markup is made from names.
      renderMode: 'richText',
      backgroundColor: palette.surface,
      borderColor: palette.dimmed,
      textStyle: words,
      formatter: (points) => {
        const list = Array.isArray(points) ? points : [points];
        const at = (list[0]?.value as [number, number] | undefined)?.[0];
        const lines = list.map((point) => `${point.seriesName}: ${showNumber((point.value as [number, number])[1])}`);
        return [at === undefined ? '' : showDay(dayOf(at)), ...lines].join('\n');
      },
    },
    xAxis: {
      type: 'time',
      ...quiet,
      minInterval: 28 * 86_400_000,
      axisLabel: { ...words, hideOverlap: true, formatter: axisWords },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: { ...words, color: palette.dimmed, formatter: (value: number) => showNumber(value) },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: series.map(({ name, meaning, isDashed = false, values }) => ({
      type: 'line',
      name,
      // What was known on a day stands until the next.
      step: 'end',
      data: values.map((value, at) => [msOf(days[at] ?? ''), value]),
      symbol: values.length === 1 ? 'circle' : 'none',
      lineStyle: { width: 2, type: isDashed ? 'dashed' : 'solid', color: palette.meaning(meaning) },
      itemStyle: { color: palette.meaning(meaning) },
    })),
  };
}

/** Numbers that stand until the next day they change, along true time; a table of the same figures belongs beside it. */
export function StepChart(props: StepChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const language = useLayout((s) => s.language);
  const scale = useLayout((s) => s.scalePercent);
  const changes = usePaletteChanges();
  const draw = (): void =>
    chart.current?.setOption(optionOf(latest.current, pagePalette(), textSize(), box.current?.clientWidth ?? 0), {
      notMerge: true,
    });

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const made = init(element, null, { renderer: 'canvas', locale: language.toUpperCase() });
    chart.current = made;
    const observer = new ResizeObserver(() => {
      made.resize();
      draw();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, [language]);

  const key = JSON.stringify([props.days, props.series, props.label]);
  useEffect(draw, [key, changes, scale, language]);
  return <div ref={box} className="vm-chart" role="img" aria-label={props.label} />;
}
