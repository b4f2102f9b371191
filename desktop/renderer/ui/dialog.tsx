import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { CoversNative } from './native-cover.tsx';
import { popupClass } from './popup-class.ts';
import { useUiTexts } from './ui-texts.tsx';

export const backdropClass =
  'fixed inset-0 z-30 bg-backdrop transition-opacity duration-[120ms] data-ending-style:opacity-0 data-starting-style:opacity-0';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: string | undefined;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  width?: number;
}

/** A task that needs the whole attention for a moment. Esc closes it. */
export function Dialog({ open, onOpenChange, title, description, children, actions, width = 480 }: DialogProps) {
  const texts = useUiTexts();
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropClass} />
        <BaseDialog.Viewport className="fixed inset-0 z-30 flex items-start justify-center overflow-y-auto p-6 pt-[12vh]">
          <BaseDialog.Popup className={cx(popupClass, 'flex max-h-full max-w-full flex-col')} style={{ width }}>
            <CoversNative />
            <header className="flex items-start justify-between gap-3 px-5 pt-4">
              <div>
                <BaseDialog.Title className="text-section font-bold">{title}</BaseDialog.Title>
                {description !== undefined && (
                  <BaseDialog.Description className="mt-1 text-body text-muted">{description}</BaseDialog.Description>
                )}
              </div>
              <BaseDialog.Close
                aria-label={texts.close}
                className="-mr-1 flex size-7 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-ink"
              >
                <X size={16} strokeWidth={1.75} />
              </BaseDialog.Close>
            </header>
            <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div>
            {actions !== undefined && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{actions}</footer>
            )}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
