import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { cx } from './cx.ts';
import { backdropClass } from './dialog.tsx';
import { foldedIncludes } from './fold-text.ts';
import { Kbd } from './kbd.tsx';
import { CoversNative } from './native-cover.tsx';
import { optionClass, popupClass } from './popup-class.ts';

/** One thing that the palette offers. */
export interface Command {
  id: string;
  label: string;
  /** Other words under which it is found. */
  also?: string;
  /** Beside it, in small. */
  note?: string;
  keys?: readonly string[];
  run: () => void;
}

export interface CommandGroup {
  value: string;
  items: Command[];
}

export interface PaletteProps {
  title: string;
  placeholder: string;
  /** Said where nothing matches. */
  empty: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly CommandGroup[];
}

/** Everything one can go to or do, found by typing; accents and case are ignored. */
export function Palette({ open, onOpenChange, groups, title, placeholder, empty }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Viewport className="fixed inset-0 z-30 flex items-start justify-center p-6 pt-[10vh]">
          <Dialog.Popup
            aria-label={title}
            className={cx(popupClass, 'flex max-h-[min(520px,80vh)] w-[560px] max-w-full flex-col overflow-hidden')}
          >
            <CoversNative />
            <Autocomplete.Root
              open
              inline
              items={groups}
              autoHighlight="always"
              keepHighlight
              filter={(command: Command, query: string) =>
                foldedIncludes(`${command.label} ${command.also ?? ''}`, query)
              }
              itemToStringValue={(command: Command) => command.label}
            >
              <div className="flex shrink-0 items-center gap-2 border-b border-line px-3">
                <Search size={16} strokeWidth={1.75} aria-hidden="true" className="text-muted" />
                <Autocomplete.Input
                  aria-label={placeholder}
                  placeholder={placeholder}
                  className="h-10 w-full bg-transparent text-section outline-none placeholder:text-muted"
                />
              </div>
              <div className="min-h-0 flex-1 overflow-y-auto">
                <Autocomplete.Empty>
                  <p className="px-4 py-5 text-body text-muted">{empty}</p>
                </Autocomplete.Empty>
                <Autocomplete.List className="p-1 data-empty:p-0">
                  {(group: CommandGroup) => (
                    <Autocomplete.Group key={group.value} items={group.items}>
                      <Autocomplete.GroupLabel className="px-2 pt-2 pb-1 text-caption font-semibold text-muted">
                        {group.value}
                      </Autocomplete.GroupLabel>
                      <Autocomplete.Collection>
                        {(command: Command) => (
                          <Autocomplete.Item
                            key={command.id}
                            value={command}
                            className={optionClass}
                            onClick={() => {
                              onOpenChange(false);
                              command.run();
                            }}
                          >
                            <span className="min-w-0 flex-1 truncate">{command.label}</span>
                            {command.note !== undefined && <span className="text-meta text-muted">{command.note}</span>}
                            {command.keys !== undefined && <Kbd keys={command.keys} />}
                          </Autocomplete.Item>
                        )}
                      </Autocomplete.Collection>
                    </Autocomplete.Group>
                  )}
                </Autocomplete.List>
              </div>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
