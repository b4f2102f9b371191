import { Combobox as BaseCombobox } from '@base-ui/react/combobox';
import { Check, ChevronDown, X } from 'lucide-react';
import { cx } from './cx.ts';
import { foldedIncludes } from './fold-text.ts';
import { CoversNative } from './native-cover.tsx';
import { optionClass, popupClass } from './popup-class.ts';
import type { Choice } from './select.tsx';
import { controlClass } from './text-input.tsx';
import { useUiTexts } from './ui-texts.tsx';

export interface ComboboxProps {
  value: string | null;
  onChange: (value: string | null) => void;
  choices: readonly Choice<string>[];
  placeholder: string;
  'aria-label'?: string;
  className?: string;
}

/** One of many, found by typing; accents and case are ignored. */
export function Combobox({ value, onChange, choices, placeholder, className, ...rest }: ComboboxProps) {
  const texts = useUiTexts();
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <BaseCombobox.Root<Choice<string>>
      items={choices}
      value={chosen}
      onValueChange={(next) => onChange(next?.value ?? null)}
      filter={(choice, query) => foldedIncludes(choice.label, query)}
      isItemEqualToValue={(a, b) => a.value === b.value}
    >
      <BaseCombobox.InputGroup className={cx('relative inline-flex min-w-0 items-center', className)}>
        <BaseCombobox.Input
          aria-label={rest['aria-label'] ?? placeholder}
          placeholder={placeholder}
          className={cx(controlClass, 'w-full pr-14 text-ellipsis')}
        />
        <span className="absolute right-1 flex items-center text-muted">
          <BaseCombobox.Clear
            aria-label={texts.clear}
            className="flex size-6 items-center justify-center rounded-control hover:text-ink"
          >
            <X size={14} strokeWidth={1.75} />
          </BaseCombobox.Clear>
          <BaseCombobox.Trigger
            aria-label={texts.open}
            className="flex size-6 items-center justify-center rounded-control hover:text-ink"
          >
            <ChevronDown size={14} strokeWidth={1.75} />
          </BaseCombobox.Trigger>
        </span>
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} className="z-40 outline-none">
          <BaseCombobox.Popup className={cx(popupClass, 'min-w-(--anchor-width) max-w-96')}>
            <CoversNative />
            <BaseCombobox.Empty>
              <p className="p-3 text-meta text-muted">{texts.noMatches}</p>
            </BaseCombobox.Empty>
            <BaseCombobox.List className="max-h-[min(320px,var(--available-height))] overflow-y-auto p-1 data-empty:p-0">
              {(choice: Choice<string>) => (
                <BaseCombobox.Item key={choice.value} value={choice} className={cx(optionClass, 'relative pr-3 pl-7')}>
                  <BaseCombobox.ItemIndicator className="absolute left-2">
                    <Check size={14} strokeWidth={1.75} />
                  </BaseCombobox.ItemIndicator>
                  {choice.label}
                </BaseCombobox.Item>
              )}
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}
