import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export interface DeleteDialogProps {
  schedule: Schedule;
  onClose: () => void;
  onConfirm: () => void;
}

/** Says what goes with it before it goes. */
export function DeleteDialog({ schedule, onClose, onConfirm }: DeleteDialogProps) {
  const { t } = useTranslation('schedules');
  const { t: tCommon } = useTranslation();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('remove.title', { name: schedule.name })}
      description={t('remove.text')}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="danger" onClick={onConfirm}>
            {t('remove.confirm')}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
