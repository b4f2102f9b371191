import { Input } from '@base-ui/react/input';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export const controlClass =
  'h-(--control) min-w-0 rounded-control border border-line-strong bg-surface px-2 text-body text-ink placeholder:text-muted data-invalid:border-failure disabled:opacity-50';

export interface TextInputProps extends Omit<Input.Props, 'className'> {
  className?: string | undefined;
  /** A sign at the left edge, as a magnifying glass. */
  icon?: ReactNode;
}

/** One line of text. */
export function TextInput({ className, icon, ...rest }: TextInputProps) {
  if (icon === undefined) return <Input {...rest} className={cx(controlClass, 'w-full', className)} />;
  return (
    <span className={cx('relative inline-flex w-full min-w-0 items-center', className)}>
      <span aria-hidden="true" className="pointer-events-none absolute left-2 text-muted">
        {icon}
      </span>
      <Input {...rest} className={cx(controlClass, 'w-full pl-7')} />
    </span>
  );
}
