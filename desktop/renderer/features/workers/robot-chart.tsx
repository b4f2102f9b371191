import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useFormat, usePreferences } from '../../lib/preferences-context.tsx';

export interface RobotChartProps {
  label: string;
  /** Ms since the epoch, growing. */
  times: readonly number[];
  values: readonly (number | null)[];
  /** A value in words, for the axis. */
  write: (value: number) => string;
}

const HEIGHT = 112;

function tokens(element: HTMLElement): Record<'ink' | 'line' | 'accent' | 'soft', string> {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return { ink: read('--muted'), line: read('--border'), accent: read('--accent'), soft: read('--accent-soft') };
}

/** What a robot used over time. Colours come from the tokens, so it is drawn anew when the theme changes. */
export function RobotChart({ label, times, values, write }: RobotChartProps) {
  const format = useFormat();
  const { theme } = usePreferences();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const data = useRef<UPlot.AlignedData>([[], []]);
  data.current = [times.map((at) => at / 1000), [...values]];

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const { ink, line, accent, soft } = tokens(element);
    const axis = { stroke: ink, font: '11px Chivo Variable', grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const made = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_plot, _low, high) => [0, Math.max(high * 1.1, Number.EPSILON)] } },
        axes: [
          { ...axis, space: 72, values: (_plot, splits) => splits.map((seconds) => format.time(seconds * 1000)) },
          { ...axis, size: 64, space: 36, values: (_plot, splits) => splits.map((value) => write(value)) },
        ],
        series: [{}, { stroke: accent, fill: soft, width: 1.5, points: { show: false } }],
      },
      data.current,
      element,
    );
    plot.current = made;
    const sizes = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [format, write, theme]);

  useEffect(() => plot.current?.setData(data.current), [times, values]);
  return <div ref={place} role="img" aria-label={label} style={{ height: HEIGHT }} className="overflow-hidden" />;
}
