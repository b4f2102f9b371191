import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

interface LeaveDialogProps {
  open: boolean;
  onStay: () => void;
  onSave: () => void;
  onDiscard: () => void;
}

/** Asked before a login that is not saved is thrown away. Esc goes on. */
export function LeaveDialog({ open, onStay, onSave, onDiscard }: LeaveDialogProps) {
  const { t } = useTranslation('capture');
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onStay()}
      title={t('close.title')}
      width={460}
      actions={
        <>
          <Button variant="danger" onClick={onDiscard}>
            {t('close.discard')}
          </Button>
          <Button onClick={onStay}>{t('close.stay')}</Button>
          <Button variant="primary" onClick={onSave}>
            {t('close.save')}
          </Button>
        </>
      }
    >
      <p>{t('close.text')}</p>
    </Dialog>
  );
}
