import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { QueryPart } from '../../domain/query-part.tsx';
import { useApi } from '../../lib/use-api.ts';
import { JsonBlock } from '../../ui/code-block.tsx';
import { Split } from '../../ui/split.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FileList } from './file-list.tsx';
import type { JobFeed } from './job-feed.ts';
import { parseLog } from './log-lines.ts';
import { LiveBrowser } from './live-browser.tsx';
import { LogView } from './log-view.tsx';
import { isPicture, PictureGrid } from './picture-grid.tsx';
import type { StepRow } from './step-rows.ts';
import { StepTimeline } from './step-timeline.tsx';

const TABS = ['log', 'files', 'pictures', 'data'] as const;
type Tab = (typeof TABS)[number];

export interface JobPanelsProps {
  jobId: string;
  rows: readonly StepRow[];
  feed: JobFeed;
  /** A robot may still add to it. */
  open: boolean;
  final: boolean;
  /** A robot has it in its browser now. */
  running: boolean;
  whyNot: string | undefined;
  inputs: Record<string, unknown>;
}

/** Left what was done, right what it left: log, files, pictures, inputs. */
export function JobPanels({ jobId, rows, feed, open, final, running, whyNot, inputs }: JobPanelsProps) {
  const { t } = useTranslation('jobs');
  const [tab, setTab] = useState<Tab>('log');
  const params = { params: { id: jobId } };
  const files = useApi('listArtifacts', params, { enabled: final });
  // The stream lives a day; what ended earlier has its log in the store.
  const stored = useApi('getJobLog', params, { enabled: !open && feed.lines.length === 0 });
  const storedLines = useMemo(() => parseLog(stored.data ?? ''), [stored.data]);
  const lines = feed.lines.length > 0 ? feed.lines : storedLines;
  const items = files.data?.items ?? [];
  const pictures = items.filter(isPicture);
  const others = items.filter((item) => !isPicture(item));
  useHotkeys('1, 2, 3, 4', ({ key }) => setTab(TABS[Number(key) - 1] ?? 'log'), { useKey: true });

  const later = <p className="px-4 py-3 text-muted">{t('files.later')}</p>;
  const dock = (
    <Tabs
      aria-label={t('tab.label')}
      value={tab}
      onChange={setTab}
      className="flex-1 bg-surface pt-1"
      tabs={[
        {
          value: 'log',
          label: t('tab.log'),
          content: <LogView lines={lines} growing={open} reconnecting={open && !feed.live} />,
        },
        {
          value: 'files',
          label: t('tab.files'),
          count: files.data === undefined ? undefined : others.length,
          content: final ? (
            <QueryPart query={files}>{({ expiresAt }) => <FileList files={others} expiresAt={expiresAt} />}</QueryPart>
          ) : (
            later
          ),
        },
        {
          value: 'pictures',
          label: t('tab.pictures'),
          count: files.data === undefined ? undefined : pictures.length,
          content: final ? <QueryPart query={files}>{() => <PictureGrid pictures={pictures} />}</QueryPart> : later,
        },
        {
          value: 'data',
          label: t('detail.inputs'),
          content: (
            <div className="p-4">
              <JsonBlock value={inputs} label={t('detail.inputs')} />
            </div>
          ),
        },
      ]}
    />
  );
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
          content: <StepTimeline rows={rows} follow={open} />,
        },
        {
          id: 'detalle',
          minSize: '320px',
          content: running ? (
            <Split
              id="ejecucion-en-vivo"
              direction="vertical"
              className="h-full"
              parts={[
                {
                  id: 'navegador',
                  defaultSize: '60%',
                  minSize: '120px',
                  content: <LiveBrowser jobId={jobId} holder={feed.holder} whyNot={whyNot} />,
                },
                { id: 'panel', minSize: '120px', content: dock },
              ]}
            />
          ) : (
            dock
          ),
        },
      ]}
    />
  );
}
