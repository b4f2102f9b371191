import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { cx } from './cx.ts';

export interface SplitPart {
  id: string;
  content: ReactNode;
  /** As in `372px` or `30%`. */
  defaultSize?: string;
  minSize?: string;
  maxSize?: string;
}

export interface SplitProps {
  /** Under which the ratio is remembered. */
  id: string;
  direction: 'horizontal' | 'vertical';
  parts: readonly SplitPart[];
  className?: string;
}

/** Two or more parts with movable borders, by mouse or arrow keys; the ratio is remembered on this machine. */
export function Split({ id, direction, parts, className }: SplitProps) {
  const layout = useDefaultLayout({ id, panelIds: parts.map((part) => part.id), storage: localStorage });
  return (
    <Group orientation={direction} {...layout} className={cx('min-h-0 min-w-0', className)}>
      {parts.flatMap((part, index) => [
        ...(index === 0
          ? []
          : [
              <Separator
                key={`${part.id}-edge`}
                className={cx(
                  'bg-line transition-colors duration-[120ms] hover:bg-accent data-[separator=active]:bg-accent',
                  direction === 'horizontal' ? 'w-px' : 'h-px',
                )}
              />,
            ]),
        <Panel
          key={part.id}
          id={part.id}
          defaultSize={part.defaultSize}
          minSize={part.minSize}
          maxSize={part.maxSize}
          className="flex min-h-0 flex-col"
        >
          {part.content}
        </Panel>,
      ])}
    </Group>
  );
}
