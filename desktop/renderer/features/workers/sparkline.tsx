/** The last values of one figure as a line, without axes: its shape is what it says. The newest stands beside it in words. */
export function Sparkline({ values, most }: { values: readonly (number | null)[]; most?: number }) {
  const WIDTH = 48;
  const HEIGHT = 16;
  const shown = values.slice(-60);
  const highest = Math.max(most ?? 0, ...shown.map((value) => value ?? 0), Number.MIN_VALUE);
  const step = shown.length < 2 ? 0 : WIDTH / (shown.length - 1);
  const points = shown.flatMap((value, index) =>
    value === null
      ? []
      : [`${(index * step).toFixed(1)},${(HEIGHT - 1 - (value / highest) * (HEIGHT - 2)).toFixed(1)}`],
  );
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="shrink-0">
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--border)" />
      {points.length > 1 && <polyline points={points.join(' ')} fill="none" stroke="var(--accent)" strokeWidth="1.5" />}
    </svg>
  );
}
