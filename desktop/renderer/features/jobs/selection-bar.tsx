import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { mayResume, mayRetry, mayStop, type JobActs } from './use-job-acts.ts';

export interface SelectionBarProps {
  chosen: readonly JobSummary[];
  acts: JobActs;
  whyNot: string | undefined;
  onClear: () => void;
  onStop: (jobs: readonly JobSummary[]) => void;
}

/** What can be done with the selected rows at once; each act takes those that it fits. */
export function SelectionBar({ chosen, acts, whyNot, onClear, onStop }: SelectionBarProps) {
  const { t } = useTranslation('jobs');
  const { t: tCommon } = useTranslation();
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-3 border-t border-line bg-accent-soft px-5 py-2"
    >
      <span className="flex-1 font-semibold">{t('selected', { count: chosen.length })}</span>
      <Button variant="quiet" onClick={onClear}>
        {tCommon('clear')}
      </Button>
      <Button
        disabledReason={whyNot}
        disabled={!chosen.some(mayRetry)}
        onClick={() => void acts.retry(chosen.filter(mayRetry))}
      >
        {t('act.retry')}
      </Button>
      {chosen.some(mayResume) && (
        <Button disabledReason={whyNot} onClick={() => void acts.resume(chosen.filter(mayResume))}>
          {t('act.resumeMany')}
        </Button>
      )}
      <Button
        variant="danger"
        disabledReason={whyNot}
        disabled={!chosen.some(mayStop)}
        onClick={() => onStop(chosen.filter(mayStop))}
      >
        {t('act.stop')}
      </Button>
    </div>
  );
}
