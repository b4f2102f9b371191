import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

/** Class of a link in text, for the router's own links. */
export const linkClass =
  'rounded-control text-accent underline decoration-line-strong underline-offset-2 hover:decoration-accent';

/** A link in running text. */
export function TextLink({ className, children, ...rest }: ComponentProps<'a'>) {
  return (
    <a {...rest} className={cx(linkClass, className)}>
      {children}
    </a>
  );
}

/** Looks like a link, acts where it stands. */
export function LinkButton({ className, children, ...rest }: ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={cx(linkClass, className)}>
      {children}
    </button>
  );
}
