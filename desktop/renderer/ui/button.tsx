import { Button as BaseButton } from '@base-ui/react/button';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

const look = cva(
  'inline-flex h-(--control) shrink-0 items-center justify-center gap-1.5 rounded-control border px-3 text-body font-semibold whitespace-nowrap transition-colors duration-[120ms] select-none data-disabled:cursor-not-allowed data-disabled:opacity-50',
  {
    variants: {
      variant: {
        primary:
          'border-accent bg-accent text-on-accent not-data-disabled:hover:border-accent-hover not-data-disabled:hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink not-data-disabled:hover:bg-sunken',
        quiet: 'border-transparent bg-transparent text-ink not-data-disabled:hover:bg-hover',
        danger: 'border-failure bg-surface text-failure not-data-disabled:hover:bg-failure-soft',
      },
      size: { normal: '', small: 'h-6 px-2 text-meta' },
    },
    defaultVariants: { variant: 'secondary', size: 'normal' },
  },
);

/** Class of a link that leads to the next act and so looks like a button. */
export const linkButtonClass = look();
/** The same where it is the one next act of its part. */
export const primaryLinkClass = look({ variant: 'primary' });

export interface ButtonProps extends Omit<BaseButton.Props, 'className'>, VariantProps<typeof look> {
  className?: string | undefined;
  icon?: ReactNode;
  /** Shown instead of the icon while the action runs; the button cannot be pressed meanwhile. */
  busy?: boolean | undefined;
  /** Why it cannot be pressed; it stays focusable and says so. */
  disabledReason?: string | undefined;
}

/** The one visible next action, and its neighbours. A reason why it is disabled is told in a tooltip. */
export function Button({
  variant,
  size,
  className,
  icon,
  busy,
  disabledReason,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const off = disabled === true || busy === true || disabledReason !== undefined;
  const button = (
    <BaseButton
      type="button"
      {...rest}
      disabled={off}
      focusableWhenDisabled={busy === true || disabledReason !== undefined}
      className={cx(look({ variant, size }), className)}
    >
      {busy === true ? <Spinner /> : icon}
      {children}
    </BaseButton>
  );
  return disabledReason === undefined ? button : <Tooltip text={disabledReason}>{button}</Tooltip>;
}
