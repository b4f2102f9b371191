import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface TabItem<V extends string> {
  value: V;
  label: string;
  /** How many are in it; shown beside the label. */
  count?: number | undefined;
  content: ReactNode;
}

export interface TabsProps<V extends string> {
  'aria-label': string;
  value: V;
  onChange: (value: V) => void;
  tabs: readonly TabItem<V>[];
  /** At the right end of the bar. */
  extra?: ReactNode;
  className?: string;
}

/** Views of one thing, one at a time; the panel fills the height that is left. */
export function Tabs<V extends string>({ value, onChange, tabs, extra, className, ...rest }: TabsProps<V>) {
  return (
    <BaseTabs.Root
      value={value}
      onValueChange={(next: V) => onChange(next)}
      className={cx('flex min-h-0 flex-col', className)}
    >
      <div className="flex shrink-0 items-end justify-between gap-4 border-b border-line px-3">
        <BaseTabs.List aria-label={rest['aria-label']} className="flex gap-1">
          {tabs.map((tab) => (
            <BaseTabs.Tab
              key={tab.value}
              value={tab.value}
              className="-mb-px flex h-8 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-body text-muted select-none hover:text-ink data-active:border-accent data-active:font-semibold data-active:text-ink"
            >
              {tab.label}
              {tab.count !== undefined && <span className="font-normal text-muted">{tab.count}</span>}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        {extra}
      </div>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="min-h-0 flex-1 overflow-auto -outline-offset-2">
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
