import { isFinal } from '@sri/shared/model/job.ts';
import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../lib/use-api.ts';
import { Skeleton } from '../../ui/skeleton.tsx';

const NUMBER = /^screenshot-(\d+)\.png$/;

/** The last picture that an execution took. */
export function LastPicture({ job }: { job: Pick<JobSummary, 'jobId' | 'flowName' | 'status'> }) {
  const { t } = useTranslation('list');
  const ended = isFinal(job.status) || job.status === 'needs_login' || job.status === 'needs_review';
  const files = useApi('listArtifacts', { params: { id: job.jobId } }, { enabled: ended });
  const note = (text: string) => <p className="px-3 py-2 text-meta text-muted">{text}</p>;
  if (!ended) return note(t('picture.running'));
  if (files.isPending) return <Skeleton className="m-3 h-40" />;
  const pictures = (files.data?.items ?? []).filter(({ name }) => NUMBER.test(name));
  const last = pictures.toSorted((a, b) => Number(NUMBER.exec(b.name)?.[1]) - Number(NUMBER.exec(a.name)?.[1]))[0];
  if (last === undefined) return note(t('picture.none'));
  return (
    <img
      src={last.url}
      alt={t('picture.of', { flow: job.flowName })}
      className="block max-h-64 w-full bg-sunken object-cover object-top"
    />
  );
}
