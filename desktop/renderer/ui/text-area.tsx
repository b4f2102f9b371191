import { Field as BaseField } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value'> {
  value: string;
  onValueChange: (value: string) => void;
}

/** Text of several lines; grows with what is in it. */
export function TextArea({ value, onValueChange, className, rows = 1, ...rest }: TextAreaProps) {
  return (
    <BaseField.Control
      value={value}
      render={
        <textarea
          {...rest}
          rows={rows}
          onChange={(event) => onValueChange(event.target.value)}
          className={cx(
            'field-sizing-content max-h-80 min-h-(--control) w-full min-w-0 resize-none rounded-control border border-line-strong bg-surface px-2 py-[3px] text-body text-ink placeholder:text-muted read-only:bg-sunken disabled:opacity-50 data-invalid:border-failure',
            className,
          )}
        />
      }
    />
  );
}
