import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useTranslation } from 'react-i18next';
import { OPEN_STATUSES } from '../../domain/job-status.tsx';
import { Freshness } from '../../domain/freshness.tsx';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useLiveOrg } from '../../domain/use-live-org.ts';
import { useApi } from '../../lib/use-api.ts';
import { FirstSteps } from './first-steps.tsx';
import { EVERY, FailingBand, JobBands, NeedsBand, TodayBand } from './home-bands.tsx';
import { UpcomingBand } from './upcoming-band.tsx';
import { stepsOf } from './steps-of.ts';

interface JobsOfHome {
  open: readonly JobSummary[];
  ended: readonly JobSummary[];
}

function Bands(jobs: JobsOfHome) {
  return (
    <>
      <NeedsBand />
      <TodayBand />
      <UpcomingBand />
      <FailingBand />
      <JobBands {...jobs} />
    </>
  );
}

function Steps({ tried }: { tried: readonly JobSummary[] }) {
  const sessions = useApi('listSessions', {}, EVERY);
  const flows = useApi('listFlows', {}, EVERY);
  return (
    <QueryPart query={sessions} rows={3}>
      {(accounts) => (
        <QueryPart query={flows} rows={3}>
          {({ items }) => <FirstSteps steps={stepsOf({ accounts, flows: items, tried })} />}
        </QueryPart>
      )}
    </QueryPart>
  );
}

/** Nothing among the last executions brought data: perhaps none ever did. Then the first steps come first. */
function PerhapsNew(jobs: JobsOfHome) {
  const completed = useApi('listJobs', { query: { status: 'completed', limit: 1 } }, EVERY);
  const tried = useApi('listJobs', { query: { limit: 1 } }, EVERY);
  return (
    <QueryPart query={completed}>
      {({ items: first }) => (
        <QueryPart query={tried}>
          {({ items: newest }) => (
            <>
              {first.length === 0 && <Steps tried={newest} />}
              {newest.length > 0 && <Bands {...jobs} />}
            </>
          )}
        </QueryPart>
      )}
    </QueryPart>
  );
}

/** Screen 2: is everything fine, and what needs me. */
export function HomePage() {
  const { t } = useTranslation('home');
  const live = useLiveOrg();
  const open = useApi('listJobs', { query: { status: OPEN_STATUSES.join(','), limit: 10 } }, EVERY);
  const ended = useApi('listJobs', { query: { status: 'completed,failed,cancelled', limit: 8 } }, EVERY);
  return (
    <>
      <PageHeader title={t('title')} actions={<Freshness live={live} />} />
      <QueryPart query={ended}>
        {({ items: endedJobs }) => (
          <QueryPart query={open}>
            {({ items: openJobs }) => (
              <div className="min-h-0 flex-1 overflow-y-auto">
                {endedJobs.some(({ status }) => status === 'completed') ? (
                  <Bands open={openJobs} ended={endedJobs} />
                ) : (
                  <PerhapsNew open={openJobs} ended={endedJobs} />
                )}
              </div>
            )}
          </QueryPart>
        )}
      </QueryPart>
    </>
  );
}
