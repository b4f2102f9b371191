import { NumberField } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { controlClass } from './text-input.tsx';
import { cx } from './cx.ts';
import { useUiTexts } from './ui-texts.tsx';

export interface NumberInputProps {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  /** BCP 47 tag whose decimal sign and grouping are read and written. */
  locale?: string;
  'aria-label'?: string;
}

const stepClass =
  'flex size-(--control) items-center justify-center border border-line-strong bg-surface text-muted hover:bg-sunken data-disabled:opacity-50';

/** A number with steppers; typed in the reader's own notation. */
export function NumberInput({ value, onChange, 'aria-label': label, ...rest }: NumberInputProps) {
  const texts = useUiTexts();
  return (
    <NumberField.Root value={value} onValueChange={(next) => onChange(next)} {...rest}>
      <NumberField.Group className="inline-flex">
        <NumberField.Decrement aria-label={texts.decrease} className={cx(stepClass, 'rounded-l-control border-r-0')}>
          <Minus size={14} strokeWidth={1.75} />
        </NumberField.Decrement>
        <NumberField.Input aria-label={label} className={cx(controlClass, 'w-20 rounded-none text-center')} />
        <NumberField.Increment aria-label={texts.increase} className={cx(stepClass, 'rounded-r-control border-l-0')}>
          <Plus size={14} strokeWidth={1.75} />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}
