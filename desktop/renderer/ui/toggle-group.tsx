import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup as BaseToggleGroup } from '@base-ui/react/toggle-group';
import { cx } from './cx.ts';
import type { Choice } from './select.tsx';

export interface ToggleGroupProps<V extends string> {
  'aria-label': string;
  value: V;
  onChange: (value: V) => void;
  choices: readonly (Choice<V> & { count?: number | undefined })[];
  className?: string;
}

/** One of a few views or modes, side by side; one is always on. */
export function ToggleGroup<V extends string>({ value, onChange, choices, className, ...rest }: ToggleGroupProps<V>) {
  return (
    <BaseToggleGroup<V>
      aria-label={rest['aria-label']}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className={cx('inline-flex overflow-hidden rounded-control border border-line-strong', className)}
    >
      {choices.map((choice) => (
        <Toggle
          key={choice.value}
          value={choice.value}
          className="flex h-[calc(var(--control)-2px)] items-center gap-1.5 bg-surface px-2.5 text-body whitespace-nowrap text-muted not-first:border-l not-first:border-line hover:text-ink focus-visible:-outline-offset-2 data-pressed:bg-accent-soft data-pressed:font-semibold data-pressed:text-accent"
        >
          {choice.label}
          {choice.count !== undefined && <span className="text-meta font-normal">{choice.count}</span>}
        </Toggle>
      ))}
    </BaseToggleGroup>
  );
}
