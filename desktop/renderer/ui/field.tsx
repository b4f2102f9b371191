import { Field as BaseField } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface FieldProps {
  label: string;
  /** One line under the control: what to enter, or an example. */
  hint?: string | undefined;
  /** What is wrong with what was entered, and what would be right. */
  error?: string | undefined;
  children: ReactNode;
  className?: string | undefined;
}

/** Label, control, hint and fault of one input, tied together for screen readers. */
export function Field({ label, hint, error, children, className }: FieldProps) {
  return (
    <BaseField.Root invalid={error !== undefined} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <BaseField.Label className="text-body font-semibold text-ink">{label}</BaseField.Label>
      {children}
      {error !== undefined && (
        <BaseField.Error match className="text-meta text-failure">
          {error}
        </BaseField.Error>
      )}
      {hint !== undefined && error === undefined && (
        <BaseField.Description className="text-meta text-muted">{hint}</BaseField.Description>
      )}
    </BaseField.Root>
  );
}
