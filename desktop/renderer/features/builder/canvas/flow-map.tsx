import { useReactFlow, useStore } from '@xyflow/react';
import { useMemo, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Box } from './layout.ts';

const SIZE = { width: 160, height: 120 };

/** Around everything, with a little air. */
function boundsOf(boxes: readonly Box[]): { x: number; y: number; width: number; height: number } {
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left - 40, y: -40, width: right - left + 80, height: bottom + 80 };
}

/**
 * The whole flow in small, and what of it is in sight; a press goes there. All steps are one path: with an element for
 * each, as the canvas library's own map has, moving the view costs more for the map than for the canvas.
 */
export function FlowMap({ boxes }: { boxes: readonly Box[] }) {
  const { t } = useTranslation('builder');
  const flow = useReactFlow();
  const [x, y, zoom] = useStore(({ transform }) => transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const bounds = useMemo(() => boundsOf(boxes), [boxes]);
  const cards = useMemo(
    () =>
      boxes
        .filter(({ kind }) => kind === 'step')
        .map((box) => `M${box.x} ${box.y}h${box.width}v${box.height}h-${box.width}z`)
        .join(''),
    [boxes],
  );
  const scale = Math.min(SIZE.width / bounds.width, SIZE.height / bounds.height);

  function go(event: PointerEvent<SVGSVGElement>): void {
    if (event.buttons !== 1) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const toX = bounds.x + (event.clientX - left - (SIZE.width - bounds.width * scale) / 2) / scale;
    const toY = bounds.y + (event.clientY - top - (SIZE.height - bounds.height * scale) / 2) / scale;
    void flow.setCenter(toX, toY, { zoom });
  }

  return (
    <svg
      role="img"
      aria-label={t('zoom.map')}
      width={SIZE.width}
      height={SIZE.height}
      viewBox={`${bounds.x} ${bounds.y} ${bounds.width} ${bounds.height}`}
      onPointerDown={go}
      onPointerMove={go}
      className="absolute right-2 bottom-6 z-10 touch-none rounded-control border border-line bg-surface"
    >
      <path d={cards} fill="var(--border-strong)" />
      <rect
        x={-x / zoom}
        y={-y / zoom}
        width={width / zoom}
        height={height / zoom}
        fill="var(--hover)"
        stroke="var(--accent)"
        strokeWidth={1.5 / scale}
      />
    </svg>
  );
}
