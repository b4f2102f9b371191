import { Toast as BaseToast } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { popupClass } from './popup-class.ts';
import { useUiTexts } from './ui-texts.tsx';

export interface ToastInput {
  title: string;
  description?: string | undefined;
  kind?: 'info' | 'failure' | undefined;
  /** One act, as an undo. */
  action?: { label: string; onSelect: () => void } | undefined;
}

/** Returns the function that shows a toast. */
export function useToast(): (input: ToastInput) => void {
  const manager = BaseToast.useToastManager();
  return ({ title, description, kind = 'info', action }) => {
    manager.add({
      title,
      ...(description === undefined ? {} : { description }),
      type: kind,
      priority: kind === 'failure' ? 'high' : 'low',
      ...(action === undefined ? {} : { actionProps: { children: action.label, onClick: action.onSelect } }),
    });
  };
}

function Toasts() {
  const texts = useUiTexts();
  const { toasts } = BaseToast.useToastManager();
  return toasts.map((toast) => (
    <BaseToast.Root
      key={toast.id}
      toast={toast}
      className={cx(
        popupClass,
        'mt-2 border-l-2 p-3 data-limited:hidden',
        toast.type === 'failure' ? 'border-l-failure' : 'border-l-accent',
      )}
    >
      <BaseToast.Content className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <BaseToast.Title className="text-body font-semibold" />
          <BaseToast.Description className="mt-0.5 text-meta text-muted" />
          {toast.actionProps !== undefined && (
            <BaseToast.Action className="mt-1 text-body font-semibold text-accent hover:text-accent-hover" />
          )}
        </div>
        <BaseToast.Close
          aria-label={texts.close}
          className="flex size-6 shrink-0 items-center justify-center rounded-control text-muted hover:bg-hover"
        >
          <X size={14} strokeWidth={1.75} />
        </BaseToast.Close>
      </BaseToast.Content>
    </BaseToast.Root>
  ));
}

/** Toasts stack at the bottom left, over the sidebar, where no embedded browser ever lies. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <BaseToast.Provider limit={3}>
      {children}
      <BaseToast.Portal>
        <BaseToast.Viewport className="fixed bottom-9 left-2 z-50 flex w-72 flex-col wide:w-[200px]">
          <Toasts />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  );
}
