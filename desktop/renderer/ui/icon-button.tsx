import { Button as BaseButton } from '@base-ui/react/button';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<BaseButton.Props, 'className' | 'children' | 'aria-label'> {
  /** What it does, for the tooltip and for screen readers. */
  label: string;
  icon: ReactNode;
  className?: string | undefined;
}

/** A secondary action that a sign says well enough; a primary action always has words. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <BaseButton
        type="button"
        {...rest}
        aria-label={label}
        className={cx(
          'inline-flex size-(--control) shrink-0 items-center justify-center rounded-control text-muted transition-colors duration-[120ms] not-data-disabled:hover:bg-hover not-data-disabled:hover:text-ink data-disabled:opacity-50',
          className,
        )}
      >
        {icon}
      </BaseButton>
    </Tooltip>
  );
}
