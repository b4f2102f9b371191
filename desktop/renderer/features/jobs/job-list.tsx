import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWhyNot } from '../../domain/use-me.ts';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useNow } from '../../lib/use-now.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { jobColumns } from './job-columns.tsx';
import { SelectionBar } from './selection-bar.tsx';
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
  const { t: tList } = useTranslation('list');
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
        tList,
        tErrors,
        now,
        portalName,
        selected,
        allSelected,
        onSelect: (id) => setSelected((set) => toggled(set, id)),
        onSelectAll: () => setSelected(allSelected ? new Set() : new Set(rows.map(idOf))),
      }),
    [t, tList, tErrors, now, portalName, selected, allSelected, rows],
  );

  function onRowKey(job: JobSummary, key: string): void {
    if (key === ' ') setSelected((set) => toggled(set, job.jobId));
    if (whyNot !== undefined) return;
    // A key on a selected row is meant for the whole selection.
    const meant = selected.has(job.jobId) ? chosen : [job];
    if (key.toLowerCase() === 'x') setStopping(meant.filter(mayStop));
    if (key.toLowerCase() === 'r' && meant.some(mayRetry)) void acts.retry(meant.filter(mayRetry));
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
        <SelectionBar
          chosen={chosen}
          acts={acts}
          whyNot={whyNot}
          onClear={() => setSelected(new Set())}
          onStop={setStopping}
        />
      )}
      <StopDialog jobs={stopping} onClose={() => setStopping([])} onStop={(list) => void acts.stop(list)} />
    </div>
  );
}
