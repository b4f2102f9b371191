import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';

export interface CheckboxProps {
  label: string;
  checked: boolean;
  /** Some of those below it are checked, not all. */
  indeterminate?: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** Where the label stands elsewhere, as in a table's head. */
  hideLabel?: boolean;
}

/** Yes or no, that takes effect with the form. What takes effect at once is a switch. */
export function Checkbox({
  label,
  checked,
  indeterminate = false,
  onChange,
  disabled = false,
  hideLabel,
}: CheckboxProps) {
  const box = (
    <BaseCheckbox.Root
      checked={checked}
      indeterminate={indeterminate}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next)}
      aria-label={hideLabel === true ? label : undefined}
      className="flex size-4 shrink-0 items-center justify-center rounded-control border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent"
    >
      <BaseCheckbox.Indicator className="text-on-accent">
        {indeterminate ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
  if (hideLabel === true) return <span className="inline-flex size-6 items-center justify-center">{box}</span>;
  return (
    <label className="inline-flex min-h-6 items-center gap-2 text-body">
      {box}
      {label}
    </label>
  );
}
