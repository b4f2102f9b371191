import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePortalNames } from '../../domain/use-portals.ts';
import { textUrl, writeCsv, type CsvValue } from '../../domain/write-csv.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import type { Format } from '../../lib/format.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';
import { fetchJobs } from './fetch-jobs.ts';
import type { JobQuery } from './use-job-pages.ts';

const MOST_ROWS = 5000;

export interface CsvWords {
  t: TFunction<'list'>;
  tJobs: TFunction<'jobs'>;
  tErrors: TFunction<'errors'>;
  format: Format;
  portalName: (providerId: string, slug: string) => string;
}

function durationOf({ startedAt, finishedAt }: JobSummary): number | null {
  if (startedAt === null || finishedAt === null) return null;
  return Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 100) / 10;
}

/** Executions as a table for a spreadsheet, in the reader's words and region. */
export function jobsToCsv(jobs: readonly JobSummary[], { t, tJobs, tErrors, format, portalName }: CsvWords): string {
  const at = (time: string | null): string | null => (time === null ? null : format.dateTime(Date.parse(time)));
  const columns: [string, (job: JobSummary) => CsvValue][] = [
    [t('export.header.id'), ({ jobId }) => jobId],
    [t('export.header.status'), ({ status }) => tJobs(`status.${status}`)],
    [t('export.header.flow'), ({ flowName }) => flowName],
    [t('export.header.version'), ({ version }) => version],
    [t('export.header.portal'), ({ providerId, provider }) => portalName(providerId, provider)],
    [t('export.header.account'), ({ userName }) => userName],
    [t('export.header.robot'), ({ workerId }) => workerId],
    [t('export.header.created'), ({ createdAt }) => at(createdAt)],
    [t('export.header.started'), ({ startedAt }) => at(startedAt)],
    [t('export.header.finished'), ({ finishedAt }) => at(finishedAt)],
    [t('export.header.seconds'), durationOf],
    [t('export.header.cause'), ({ error }) => (error === undefined ? null : errorText(tErrors, error).title)],
    [t('export.header.detail'), ({ error }) => error?.message ?? null],
    [
      t('export.header.inputs'),
      ({ inputs }) =>
        Object.entries(inputs)
          .map(([name, value]) => `${name}=${String(value)}`)
          .join(' | '),
    ],
  ];
  return writeCsv([columns.map(([name]) => name), ...jobs.map((job) => columns.map(([, of]) => of(job)))], format);
}

/** Saves everything that the filters show, also what is not loaded yet. */
export function ExportJobs({ query }: { query: JobQuery }) {
  const { t } = useTranslation('list');
  const { t: tJobs } = useTranslation('jobs');
  const { t: tErrors } = useTranslation('errors');
  const format = useFormat();
  const portalName = usePortalNames();
  const bridge = useBridge();
  const toast = useToast();
  const save = useMutation({
    mutationFn: () => fetchJobs(bridge, query, MOST_ROWS),
    onSuccess: ({ jobs, more }) => {
      const text = jobsToCsv(jobs, { t, tJobs, tErrors, format, portalName });
      bridge.saveFile(`${t('export.name')}-${new Date().toISOString().slice(0, 10)}.csv`, textUrl(text, 'text/csv'));
      if (more) toast({ title: t('export.most', { count: jobs.length }) });
    },
    onError: (error) => {
      const { title, hint } = errorText(tErrors, error);
      toast({ title, description: hint, kind: 'failure' });
    },
  });
  return (
    <Button
      variant="quiet"
      icon={<Download size={14} strokeWidth={1.75} />}
      busy={save.isPending}
      onClick={() => save.mutate()}
    >
      {save.isPending ? t('export.busy') : t('export.act')}
    </Button>
  );
}
