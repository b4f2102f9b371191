import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { jobColumns } from './job-columns.tsx';
import { StopDialog } from './stop-dialog.tsx';
import { mayRetry, mayStop, useJobActs } from './use-job-acts.ts';
import { useSteadyRows } from './use-steady-rows.ts';

const idOf = ({ jobId }: JobSummary): string => jobId;

function toggled(set: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The rows, live: they change in place, and none moves while somebody points at them. */
export function JobList({ jobs, footer }: { jobs: readonly JobSummary[]; footer?: ReactNode }) {
  const { t } = useTranslation('jobs');
  const { t: tErrors } = useTranslation('errors');
  const { t: tCommon } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const portalName = usePortalNames();
  const acts = useJobActs();
  const whyNot = useWhyNot('jobs:run');
  const [busy, setBusy] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [stopping, setStopping] = useState<readonly JobSummary[]>([]);
  const { rows, held } = useSteadyRows(jobs, idOf, busy);
  const now = useNow(
    1000,
    rows.some(({ status }) => status === 'running'),
  );
  const chosen = rows.filter(({ jobId }) => selected.has(jobId));
  const allSelected = rows.length > 0 && chosen.length === rows.length;
  const columns = useMemo(
    () =>
      jobColumns({
        t,
        tErrors,
        format,
        now,
        portalName,
        selected,
        allSelected,
        onSelect: (id) => setSelected((set) => toggled(set, id)),
        onSelectAll: () => setSelected(allSelected ? new Set() : new Set(rows.map(idOf))),
      }),
    [t, tErrors, format, now, portalName, selected, allSelected, rows],
  );

  function onRowKey(job: JobSummary, key: string): void {
    if (key === ' ') setSelected((set) => toggled(set, job.jobId));
    if (whyNot !== undefined) return;
    if (key.toLowerCase() === 'x' && mayStop(job)) setStopping([job]);
    if (key.toLowerCase() === 'r' && mayRetry(job)) void acts.retry([job]);
  }

  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col bg-surface"
      onPointerEnter={() => setBusy(true)}
      onPointerLeave={() => setBusy(false)}
      onFocus={() => setBusy(true)}
      onBlur={() => setBusy(false)}
    >
      {held > 0 && (
        <button
          type="button"
          onClick={() => setBusy(false)}
          className="h-7 shrink-0 border-b border-line bg-accent-soft text-body font-semibold text-accent"
        >
          {t('new', { count: held })}
        </button>
      )}
      <DataTable
        label={t('title')}
        columns={columns}
        rows={rows}
        rowId={idOf}
        onOpen={({ jobId }) => void navigate({ to: '/ejecuciones/$jobId', params: { jobId } })}
        onRowKey={onRowKey}
        isSelected={({ jobId }) => selected.has(jobId)}
        footer={footer}
      />
      {chosen.length > 0 && (
        <div role="status" className="flex shrink-0 items-center gap-3 border-t border-line bg-accent-soft px-5 py-2">
          <span className="flex-1 font-semibold">{t('selected', { count: chosen.length })}</span>
          <Button variant="quiet" onClick={() => setSelected(new Set())}>
            {tCommon('clear')}
          </Button>
          <Button
            disabledReason={whyNot}
            disabled={!chosen.some(mayRetry)}
            onClick={() => void acts.retry(chosen.filter(mayRetry))}
          >
            {t('act.retry')}
          </Button>
          <Button
            variant="danger"
            disabledReason={whyNot}
            disabled={!chosen.some(mayStop)}
            onClick={() => setStopping(chosen.filter(mayStop))}
          >
            {t('act.stop')}
          </Button>
        </div>
      )}
      <StopDialog jobs={stopping} onClose={() => setStopping([])} onStop={(list) => void acts.stop(list)} />
    </div>
  );
}
