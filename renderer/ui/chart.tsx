import { BarChart, type BarSeriesOption } from 'echarts/charts';
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  LegendComponent,
  type LegendComponentOption,
  TitleComponent,
  type TitleComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
} from 'echarts/components';
import { type ComposeOption, type ECharts, init, registerLocale, use } from 'echarts/core';
import langEN from 'echarts/lib/i18n/langEN.js';
import langVI from 'echarts/lib/i18n/langVI.js';
import { CanvasRenderer } from 'echarts/renderers';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useLayout } from '../stores/layout.ts';
import { showNumber } from '../text/show.ts';
import type { Meaning } from './status-badge.tsx';
import './chart.css';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, TitleComponent, AriaComponent, CanvasRenderer]);
registerLocale('VI', langVI);
registerLocale('EN', langEN);

type Option = ComposeOption<
  | BarSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | TitleComponentOption
  | AriaComponentOption
>;

export interface BarSeries {
  readonly name: string;
  readonly meaning: Meaning;
  readonly values: readonly number[];
}

export interface ChartHandle {
  /** The chart as a picture on white, twice as fine as on the screen, under its title. */
  toPng: (title: string, note: string) => Promise<Blob | null>;
}

interface BarsProps {
  readonly categories: readonly string[];
  /** Stacked on each other, in this order. */
  readonly series: readonly BarSeries[];
  /** Bars from left to right, the first category on top. */
  readonly isSideways?: boolean;
  /** Sideways: words at the right end of each bar. */
  readonly ends?: readonly string[];
  readonly onPick?: (category: number, series: number) => void;
  readonly ref?: Ref<ChartHandle>;
}

export interface Palette {
  readonly text: string;
  readonly dimmed: string;
  readonly line: string;
  readonly surface: string;
  readonly meaning: (meaning: Meaning) => string;
}

/** The colours of the page as it is now. */
export function pagePalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read('--mantine-color-text'),
    dimmed: read('--mantine-color-dimmed'),
    line: read('--vm-line'),
    surface: read('--vm-surface'),
    meaning: (meaning) => read(`--vm-${meaning}`),
  };
}

const paperMeanings: Record<Meaning, string> = {
  red: '#b42318',
  amber: '#c98a1b',
  green: '#3f8047',
  blue: '#1c5a99',
  grey: '#b4bbb0',
};

/** For pictures that leave the program: always on white. */
const paper: Palette = {
  ...{ text: '#000000', dimmed: '#404040', line: '#d8dcd4', surface: '#ffffff' },
  meaning: (meaning) => paperMeanings[meaning],
};

export const font = "'Inter Variable', 'Segoe UI', Arial, sans-serif";

/** Of 05/2026 the month; the year on a second line where it begins, and under the first unless the next one says it. */
function monthLabel(name: string, at: number): string {
  const [month, year] = name.split('/');
  if (month === undefined || year === undefined) return name;
  return (at === 0 && month !== '12') || month === '01' ? `${month}\n${year}` : month;
}

/** Lines the legend takes: a letter is about half as wide as high. */
export function legendLines(series: readonly { readonly name: string }[], size: number, width: number): number {
  const length = series.reduce((sum, { name }) => sum + name.length * size * 0.5 + size * 2.6, 0);
  return Math.max(1, Math.ceil(length / Math.max(width, 1)));
}

function optionOf(props: BarsProps, palette: Palette, size: number, width: number): Option {
  const { categories, series, isSideways = false, ends = [] } = props;
  const words = { color: palette.text, fontFamily: font, fontSize: size };
  const quiet = { axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false } };
  const names = {
    type: 'category' as const,
    data: [...categories],
    axisLabel: {
      ...words,
      ...(isSideways ? { width: size * 12, overflow: 'truncate' as const } : {}),
      interval: 0,
      formatter: (name: string, at: number) => (isSideways ? name : monthLabel(name, at)),
    },
    ...quiet,
  };
  const endNames = {
    ...{ type: 'category' as const, data: [...ends], position: 'right' as const, inverse: true },
    axisLabel: { ...words, interval: 0 },
    ...{ axisLine: { show: false }, axisTick: { show: false } },
  };
  const numbers = {
    type: 'value' as const,
    minInterval: 1,
    axisLabel: { ...words, color: palette.dimmed, formatter: (value: number) => showNumber(value) },
    splitLine: { lineStyle: { color: palette.line } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: font, fontSize: size },
    aria: {
      enabled: true,
      label: { enabled: true, data: { maxCount: 20 } },
      decal: { show: true },
    },
    grid: {
      ...{ left: 8, right: ends.length === 0 ? size * 2 : 4, bottom: 2 },
      top: size * (1 + 1.6 * legendLines(series, size, width)),
      ...{ outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    },
    legend: { top: 0, left: 0, itemWidth: size * 1.3, itemHeight: size * 0.85, textStyle: words, selectedMode: false },
    tooltip: {
      trigger: 'axis',
      // Rich text is drawn on the canvas: no markup is made from names.
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      backgroundColor: palette.surface,
      borderColor: palette.dimmed,
      textStyle: words,
      valueFormatter: (value) => showNumber(Number(value)),
    },
    [isSideways ? 'yAxis' : 'xAxis']: isSideways
      ? [{ ...names, inverse: true }, ...(ends.length === 0 ? [] : [endNames])]
      : names,
    [isSideways ? 'xAxis' : 'yAxis']: numbers,
    series: series.map(({ name, meaning, values }) => ({
      type: 'bar',
      name,
      stack: 'all',
      data: values.map((value) => (value === 0 ? null : value)),
      barMaxWidth: size * (isSideways ? 1.6 : 3),
      itemStyle: { color: palette.meaning(meaning), borderColor: palette.surface, borderWidth: 1 },
    })),
  };
}

/** Counts up when the colours of the page change. */
export function usePaletteChanges(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => setChanges((count) => count + 1));
    observer.observe(document.documentElement, {
      attributeFilter: ['data-mantine-color-scheme', 'data-contrast', 'style'],
    });
    return () => observer.disconnect();
  }, []);
  return changes;
}

/** Stacked bars with patterns; a table of the same figures belongs beside it, which is also where the keyboard goes. */
export function StackedBars(props: BarsProps) {
  const { categories, series, isSideways, ends, onPick, ref } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const language = useLayout((s) => s.language);
  const scale = useLayout((s) => s.scalePercent);
  const changes = usePaletteChanges();

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const made = init(element, null, { renderer: 'canvas', locale: language.toUpperCase() });
    chart.current = made;
    made.on('click', ({ dataIndex, seriesIndex }) => latest.current.onPick?.(dataIndex, seriesIndex ?? 0));
    const observer = new ResizeObserver(() => {
      made.resize();
      made.setOption(optionOf(latest.current, pagePalette(), textSize(), element.clientWidth), { notMerge: true });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, [language]);

  const key = JSON.stringify([categories, series, isSideways, ends]);
  useEffect(() => {
    const width = box.current?.clientWidth ?? pictureWidth;
    chart.current?.setOption(optionOf(latest.current, pagePalette(), textSize(), width), { notMerge: true });
  }, [key, changes, scale, language]);

  useImperativeHandle(ref, () => ({ toPng: (title, note) => toPng(latest.current, title, note) }), []);
  return <div ref={box} className="vm-chart" data-pickable={onPick !== undefined || undefined} />;
}

/** Height of letters in CSS pixels, at the user's own enlargement. */
export const textSize = (): number =>
  (12.5 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16;

const pictureWidth = 1000;

async function toPng(props: BarsProps, title: string, note: string): Promise<Blob | null> {
  const element = document.createElement('div');
  const height = props.isSideways ? 120 + props.categories.length * 34 : 460;
  const made = init(element, null, { renderer: 'canvas', devicePixelRatio: 2, width: pictureWidth, height });
  const option = optionOf(props, paper, 14, pictureWidth - 32);
  const words = { fontFamily: font, color: '#000000' };
  made.setOption({
    ...option,
    backgroundColor: '#ffffff',
    title: {
      text: title,
      subtext: note,
      left: 16,
      ...{ top: 10, itemGap: 10 },
      textStyle: { ...words, fontSize: 20, fontWeight: 600 },
      subtextStyle: { ...words, fontSize: 14 },
    },
    legend: { ...(option.legend as LegendComponentOption), top: 66, left: 16 },
    grid: { ...(option.grid as GridComponentOption), left: 16, right: 24, top: 104, bottom: 16 },
  });
  const canvas = element.querySelector('canvas');
  const blob = await new Promise<Blob | null>((resolve) => {
    if (canvas === null) resolve(null);
    else canvas.toBlob(resolve, 'image/png');
  });
  made.dispose();
  return blob;
}
