import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronDown } from 'lucide-react';
import { cx } from './cx.ts';
import { CoversNative } from './native-cover.tsx';
import { optionClass, popupClass } from './popup-class.ts';
import { controlClass } from './text-input.tsx';

export interface Choice<V extends string> {
  value: V;
  label: string;
}

export interface SelectProps<V extends string> {
  value: V;
  onChange: (value: V) => void;
  choices: readonly Choice<V>[];
  'aria-label'?: string;
  className?: string;
  disabled?: boolean;
}

/** One of a few. With many, take the combobox. */
export function Select<V extends string>({
  value,
  onChange,
  choices,
  className,
  disabled = false,
  ...rest
}: SelectProps<V>) {
  return (
    <BaseSelect.Root
      items={choices}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
    >
      <BaseSelect.Trigger
        aria-label={rest['aria-label']}
        className={cx(
          controlClass,
          'inline-flex items-center justify-between gap-2 text-left data-disabled:opacity-50',
          className,
        )}
      >
        <BaseSelect.Value className="truncate" />
        <BaseSelect.Icon className="text-muted">
          <ChevronDown size={14} strokeWidth={1.75} />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40 outline-none">
          <BaseSelect.Popup className={cx(popupClass, 'min-w-(--anchor-width)')}>
            <CoversNative />
            <BaseSelect.List className="max-h-[min(360px,var(--available-height))] overflow-y-auto p-1">
              {choices.map((choice) => (
                <BaseSelect.Item
                  key={choice.value}
                  value={choice.value}
                  className={cx(optionClass, 'pr-3 pl-7 relative')}
                >
                  <BaseSelect.ItemIndicator className="absolute left-2">
                    <Check size={14} strokeWidth={1.75} />
                  </BaseSelect.ItemIndicator>
                  <BaseSelect.ItemText>{choice.label}</BaseSelect.ItemText>
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
