import { Popover as BasePopover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';
import { CoversNative } from './native-cover.tsx';
import { popupClass } from './popup-class.ts';

export interface PopoverProps {
  trigger: ReactElement;
  title: string;
  children: ReactNode;
}

/** A little more about what it hangs on; may hold controls. */
export function Popover({ trigger, title, children }: PopoverProps) {
  return (
    <BasePopover.Root>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal>
        <BasePopover.Positioner sideOffset={6} align="start" className="z-40">
          <BasePopover.Popup className={cx(popupClass, 'w-80 p-4')}>
            <CoversNative />
            <BasePopover.Title className="mb-2 text-body font-semibold">{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
