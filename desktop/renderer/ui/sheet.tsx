import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { backdropClass } from './dialog.tsx';
import { CoversNative } from './native-cover.tsx';
import { useUiTexts } from './ui-texts.tsx';

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  width?: number;
}

/** Details of what stays in sight beside it: comes in from the right edge. */
export function Sheet({ open, onOpenChange, title, children, width = 420 }: SheetProps) {
  const texts = useUiTexts();
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropClass} />
        <BaseDialog.Popup
          style={{ width }}
          className="fixed inset-y-0 right-0 z-30 flex max-w-full flex-col border-l border-line bg-raised text-ink shadow-float outline-none transition-[opacity,translate] duration-[180ms] ease-out data-ending-style:translate-x-2 data-ending-style:opacity-0 data-starting-style:translate-x-2 data-starting-style:opacity-0"
        >
          <CoversNative />
          <header className="flex shrink-0 items-center justify-between border-b border-line px-5 py-3">
            <BaseDialog.Title className="text-section font-bold">{title}</BaseDialog.Title>
            <BaseDialog.Close
              aria-label={texts.close}
              className="-mr-1 flex size-7 items-center justify-center rounded-control text-muted hover:bg-hover hover:text-ink"
            >
              <X size={16} strokeWidth={1.75} />
            </BaseDialog.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
