import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import { optionClass } from './popup-class.ts';

/** An entry of a menu: an act, one of a group of choices, or a line between groups. */
export type MenuEntry =
  | {
      kind: 'act';
      label: string;
      onSelect: () => void;
      icon?: ReactNode;
      /** Keys that do the same, as in `X`. */
      keys?: readonly string[] | undefined;
      danger?: boolean | undefined;
      disabled?: boolean | undefined;
    }
  | {
      kind: 'choice';
      label: string;
      value: string;
      choices: readonly { value: string; label: string }[];
      onChange: (value: string) => void;
    }
  | { kind: 'line' };

function ChoiceGroup({ entry }: { entry: Extract<MenuEntry, { kind: 'choice' }> }) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-1 text-caption font-semibold text-muted">
        {entry.label}
      </BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={entry.value} onValueChange={(value: string) => entry.onChange(value)}>
        {entry.choices.map((choice) => (
          <BaseMenu.RadioItem
            key={choice.value}
            value={choice.value}
            closeOnClick
            className={cx(optionClass, 'relative pl-7')}
          >
            <BaseMenu.RadioItemIndicator className="absolute left-2">
              <Check size={14} strokeWidth={1.75} />
            </BaseMenu.RadioItemIndicator>
            {choice.label}
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

/** The rows of a menu or context menu. */
export function MenuItems({ entries }: { entries: readonly MenuEntry[] }) {
  return entries.map((entry, index) => {
    if (entry.kind === 'line') return <BaseMenu.Separator key={`line-${index}`} className="my-1 h-px bg-line" />;
    if (entry.kind === 'choice') return <ChoiceGroup key={entry.label} entry={entry} />;
    return (
      <BaseMenu.Item
        key={entry.label}
        disabled={entry.disabled === true}
        onClick={() => entry.onSelect()}
        className={cx(optionClass, entry.danger === true && 'text-failure data-highlighted:bg-failure-soft')}
      >
        {entry.icon}
        <span className="flex-1">{entry.label}</span>
        {entry.keys !== undefined && <Kbd keys={entry.keys} />}
      </BaseMenu.Item>
    );
  });
}
