import type { JobStatus } from '@sri/shared/model/job.ts';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { useApi } from '../../lib/use-api.ts';
import { Delayed } from '../../ui/delayed.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { DOCK_TABS, JobDock, type DockTab } from './job-dock.tsx';
import type { FeedSource } from './job-feed.ts';
import { LiveBrowser } from './live-browser.tsx';
import { NETWORK_FILE, useNetworkRecord } from './network/network-view.tsx';
import { Replay } from './replay/replay.tsx';
import { useReplay } from './replay/use-replay.ts';
import { savedData } from './result/saved-data.ts';
import type { StepRow } from './step-rows.ts';
import { StepTimeline } from './step-timeline.tsx';
import { useFeed } from './use-job-feed.ts';

export interface JobPanelsProps {
  jobId: string;
  status: JobStatus;
  /** What it ended with, if with an error. */
  code: string | undefined;
  rows: readonly StepRow[];
  source: FeedSource;
  /** A robot may still add to it. */
  open: boolean;
  whyNot: string | undefined;
  inputs: Record<string, unknown>;
  /** The dock's tab to begin with; without it, the one that fits. */
  firstTab: DockTab | undefined;
  /** False where the steps are shown by another part of the page. */
  timeline?: boolean;
}

/** Links to files are good for 15 minutes. */
const LINKS_MS = 12 * 60_000;

function Live({ jobId, source, whyNot }: Pick<JobPanelsProps, 'jobId' | 'source' | 'whyNot'>) {
  return <LiveBrowser jobId={jobId} holder={useFeed(source, 'holder')} whyNot={whyNot} />;
}

/** Left what was done; right the robot's browser, or after the end the pictures of what it did, over the dock. */
export function JobPanels({
  jobId,
  status,
  code,
  rows,
  source,
  open,
  whyNot,
  inputs,
  firstTab,
  timeline = true,
}: JobPanelsProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [wantedTab, setTab] = useState(firstTab);
  const files = useApi('listArtifacts', { params: { id: jobId } }, { enabled: !open, refetchInterval: LINKS_MS });
  const items = files.data?.items;
  const { record } = useNetworkRecord(jobId, items?.some(({ name }) => name === NETWORK_FILE) ?? false);
  const { frames, row, pictures, span } = useReplay({ rows, files: items, status, open, chosen });
  // What it was run for comes first, once it is there.
  const whole = status === 'completed' || code === 'data_contract';
  const hasData = whole && items !== undefined && savedData(items).length > 0;
  const tab = wantedTab ?? (hasData ? 'result' : 'log');
  useHotkeys('1, 2, 3, 4, 5, 6', ({ key }) => setTab(DOCK_TABS[Number(key) - 1] ?? 'log'), { useKey: true });
  useHotkeys('l', () => setChosen(null), { useKey: true });

  const dock = (
    <JobDock
      jobId={jobId}
      source={source}
      partial={!whole}
      open={open}
      files={files}
      tab={tab}
      onTab={setTab}
      span={span}
      faults={record === undefined ? undefined : record.requests.length + record.messages.length}
      inputs={inputs}
    />
  );
  const above = (): ReactNode => {
    if (status === 'running' || status === 'needs_person')
      return <Live jobId={jobId} source={source} whyNot={whyNot} />;
    if (open || rows.length === 0) return null;
    if (files.isPending) {
      return (
        <div role="status" aria-label={t('loading')} className="h-full bg-sunken p-2">
          <Delayed>
            <Skeleton className="h-full" />
          </Delayed>
        </div>
      );
    }
    if (row === undefined || (frames.length === 0 && row.error === null)) return null;
    return (
      <Replay
        frames={frames}
        row={row}
        number={rows.indexOf(row) + 1}
        pictures={pictures}
        onChoose={setChosen}
        faults={record?.messages.length ?? 0}
        onFaults={() => setTab('network')}
      />
    );
  };
  const browser = above();
  const detail =
    browser === null ? (
      dock
    ) : (
      <Split
        id="ejecucion-en-vivo"
        direction="vertical"
        className="h-full"
        parts={[
          { id: 'navegador', defaultSize: '60%', minSize: '120px', content: browser },
          { id: 'panel', minSize: '120px', content: dock },
        ]}
      />
    );
  if (!timeline) return <div className="flex min-h-0 flex-1 flex-col">{detail}</div>;
  return (
    <Split
      id="ejecucion"
      direction="horizontal"
      className="flex-1"
      parts={[
        {
          id: 'pasos',
          defaultSize: '372px',
          minSize: '260px',
          maxSize: '60%',
          content: (
            <StepTimeline rows={rows} open={open} shown={open ? chosen : (row?.path ?? null)} onChoose={setChosen} />
          ),
        },
        {
          id: 'detalle',
          minSize: '320px',
          content: detail,
        },
      ]}
    />
  );
}
