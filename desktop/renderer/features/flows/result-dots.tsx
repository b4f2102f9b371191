import type { FlowResult } from '@sri/shared/protocol/api/flows.ts';
import { useTranslation } from 'react-i18next';
import { JOB_MARKS } from '../../domain/job-status.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** How the last executions went, oldest at the left: a shape and a colour each, and in words for who cannot see them. */
export function ResultDots({ results }: { results: readonly FlowResult[] }) {
  const { t } = useTranslation('flows');
  const { t: tJobs } = useTranslation('jobs');
  const format = useFormat();
  if (results.length === 0) return <span className="text-muted">{t('noResults')}</span>;
  const words = results.map(({ status }) => tJobs(`status.${status}`)).join(', ');
  return (
    <span
      role="img"
      aria-label={t('results', { count: results.length, words })}
      className="flex items-center gap-[3px]"
    >
      {results.map(({ jobId, status, createdAt }) => (
        <span
          key={jobId}
          title={t('result', { status: tJobs(`status.${status}`), when: format.dateTime(Date.parse(createdAt)) })}
        >
          <StateMark kind={JOB_MARKS[status]} size={10} />
        </span>
      ))}
    </span>
  );
}
