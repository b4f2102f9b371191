import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useTranslation } from 'react-i18next';
import { AlertDialog } from '../../ui/alert-dialog.tsx';

/** Asks before stopping. Empty: closed. */
export function StopDialog({
  jobs,
  onClose,
  onStop,
}: {
  jobs: readonly JobSummary[];
  onClose: () => void;
  onStop: (jobs: readonly JobSummary[]) => void;
}) {
  const { t } = useTranslation('jobs');
  return (
    <AlertDialog
      open={jobs.length > 0}
      onOpenChange={(open) => !open && onClose()}
      title={t('stop.title', { count: jobs.length })}
      description={t('stop.text')}
      confirm={t('act.stop')}
      cancel={t('stop.keep')}
      onConfirm={() => onStop(jobs)}
    />
  );
}
