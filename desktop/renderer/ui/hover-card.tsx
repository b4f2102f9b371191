import { PreviewCard } from '@base-ui/react/preview-card';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { CoversNative } from './native-cover.tsx';
import { popupClass } from './popup-class.ts';

export interface HoverCardProps {
  /** Made only when it is shown. */
  card: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A look at what is behind a row, for those who point; nothing in it can be pressed or is found only there. */
export function HoverCard({ card, children, className }: HoverCardProps) {
  return (
    <PreviewCard.Root>
      <PreviewCard.Trigger delay={500} closeDelay={80} render={<span />} className={className}>
        {children}
      </PreviewCard.Trigger>
      <PreviewCard.Portal>
        <PreviewCard.Positioner side="bottom" align="start" sideOffset={8} className="pointer-events-none z-40">
          <PreviewCard.Popup className={cx(popupClass, 'w-96 overflow-hidden')}>
            <CoversNative />
            {card}
          </PreviewCard.Popup>
        </PreviewCard.Positioner>
      </PreviewCard.Portal>
    </PreviewCard.Root>
  );
}
