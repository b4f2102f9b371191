import { ContextMenu as BaseContextMenu } from '@base-ui/react/context-menu';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { MenuItems, type MenuEntry } from './menu-items.tsx';
import { CoversNative } from './native-cover.tsx';
import { popupClass } from './popup-class.ts';

export interface ContextMenuProps {
  entries: readonly MenuEntry[];
  children: ReactNode;
  className?: string;
}

/** The same acts as the menu's, by right click or the menu key. Nothing may be found here alone. */
export function ContextMenu({ entries, children, className }: ContextMenuProps) {
  return (
    <BaseContextMenu.Root>
      <BaseContextMenu.Trigger className={className}>{children}</BaseContextMenu.Trigger>
      <BaseContextMenu.Portal>
        <BaseContextMenu.Positioner className="z-40 outline-none">
          <BaseContextMenu.Popup className={cx(popupClass, 'min-w-48 p-1')}>
            <CoversNative />
            <MenuItems entries={entries} />
          </BaseContextMenu.Popup>
        </BaseContextMenu.Positioner>
      </BaseContextMenu.Portal>
    </BaseContextMenu.Root>
  );
}
