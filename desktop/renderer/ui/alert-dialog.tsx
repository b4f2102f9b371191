import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { backdropClass } from './dialog.tsx';
import { CoversNative } from './native-cover.tsx';
import { popupClass } from './popup-class.ts';

export interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  /** The verb of the act itself; never "OK". */
  confirm: string;
  cancel: string;
  onConfirm: () => void;
}

/** Asks before what cannot be undone. It does not close by a click beside it. */
export function AlertDialog({ open, onOpenChange, title, description, confirm, cancel, onConfirm }: AlertDialogProps) {
  return (
    <BaseAlertDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={backdropClass} />
        <BaseAlertDialog.Viewport className="fixed inset-0 z-30 flex items-start justify-center p-6 pt-[18vh]">
          <BaseAlertDialog.Popup className={cx(popupClass, 'w-[420px] max-w-full')}>
            <CoversNative />
            <div className="px-5 py-4">
              <BaseAlertDialog.Title className="text-section font-bold">{title}</BaseAlertDialog.Title>
              <BaseAlertDialog.Description className="mt-1 text-body text-muted">
                {description}
              </BaseAlertDialog.Description>
            </div>
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              <BaseAlertDialog.Close render={<Button>{cancel}</Button>} />
              <Button
                variant="danger"
                onClick={() => {
                  onConfirm();
                  onOpenChange(false);
                }}
              >
                {confirm}
              </Button>
            </footer>
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  );
}
