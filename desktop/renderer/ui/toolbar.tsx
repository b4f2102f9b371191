import { Toolbar as BaseToolbar } from '@base-ui/react/toolbar';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx.ts';

/** Controls of one place in one tab stop; arrows move between them. */
export function Toolbar({ label, children, className }: { label: string; children: ReactNode; className?: string }) {
  return (
    <BaseToolbar.Root aria-label={label} className={cx('flex items-center gap-1', className)}>
      {children}
    </BaseToolbar.Root>
  );
}

/** A button of a toolbar; takes one of ours as it is. */
export function ToolbarItem({ children }: { children: ReactElement }) {
  return <BaseToolbar.Button render={children} />;
}

export function ToolbarLine() {
  return <BaseToolbar.Separator className="mx-1 h-4 w-px bg-line" />;
}
