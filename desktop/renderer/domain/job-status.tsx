import type { JobStatus } from '@sri/shared/model/job.ts';
import { useTranslation } from 'react-i18next';
import { StatusChip } from '../ui/chip.tsx';
import type { MarkKind } from '../ui/state-mark.tsx';

/** How each status looks; what waits for a person is never shown as a failure. */
export const JOB_MARKS: Record<JobStatus, MarkKind> = {
  queued: 'waiting',
  running: 'running',
  completed: 'success',
  failed: 'failure',
  cancelled: 'stopped',
  needs_login: 'person',
  needs_person: 'person',
  needs_review: 'person',
};

/** Statuses that only a person can end. */
export const PERSON_STATUSES: readonly JobStatus[] = ['needs_login', 'needs_person', 'needs_review'];
export const OPEN_STATUSES: readonly JobStatus[] = ['queued', 'running'];

/** The status of an execution; `suffix` as in the time that it has been running. */
export function JobStatusChip({
  status,
  stopping = false,
  suffix,
}: {
  status: JobStatus;
  stopping?: boolean;
  suffix?: string | undefined;
}) {
  const { t } = useTranslation('jobs');
  const word = stopping ? t('stopping') : t(`status.${status}`);
  return <StatusChip kind={JOB_MARKS[status]}>{suffix === undefined ? word : `${word} · ${suffix}`}</StatusChip>;
}
