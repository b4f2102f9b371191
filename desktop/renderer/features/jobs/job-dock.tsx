import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart, type QueryPartProps } from '../../domain/query-part.tsx';
import { JsonBlock } from '../../ui/code-block.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FileList } from './file-list.tsx';
import type { FeedSource } from './job-feed.ts';
import { LogPane } from './log-pane.tsx';
import type { Span } from './log-rows.tsx';
import { NETWORK_FILE, NetworkView } from './network/network-view.tsx';
import { isPicture, PictureGrid } from './picture-grid.tsx';
import { ResultView } from './result/result-view.tsx';
import { savedData } from './result/saved-data.ts';

export const DOCK_TABS = ['log', 'result', 'files', 'pictures', 'network', 'inputs'] as const;
export type DockTab = (typeof DOCK_TABS)[number];

interface Files {
  items: readonly Artifact[];
  expiresAt: string;
}

export interface JobDockProps {
  jobId: string;
  source: FeedSource;
  /** It ended before it was done. */
  partial: boolean;
  /** A robot may still add to it: what it leaves is there when it ends. */
  open: boolean;
  files: QueryPartProps<Files>['query'];
  tab: DockTab;
  onTab: (tab: DockTab) => void;
  span: Span | null;
  /** Entries of the network record; undefined where it is not known yet. */
  faults: number | undefined;
  inputs: Record<string, unknown>;
}

/** What an execution tells and leaves: log, saved data, files, pictures, network; and what it was given. */
export function JobDock({ jobId, source, partial, open, files, tab, onTab, span, faults, inputs }: JobDockProps) {
  const { t } = useTranslation('jobs');
  const items = files.data?.items;
  const counts = useMemo(() => {
    if (items === undefined) return undefined;
    const pictures = items.filter(isPicture);
    return { result: savedData(items).length, files: items.length - pictures.length, pictures: pictures.length };
  }, [items]);
  const left = (show: (files: Files) => ReactNode): ReactNode =>
    open ? <p className="px-4 py-3 text-muted">{t('files.later')}</p> : <QueryPart query={files}>{show}</QueryPart>;
  return (
    <Tabs
      aria-label={t('tab.label')}
      value={tab}
      onChange={onTab}
      className="min-h-0 flex-1 bg-surface pt-1"
      tabs={[
        {
          value: 'log',
          label: t('tab.log'),
          content: <LogPane jobId={jobId} source={source} open={open} span={span} />,
        },
        {
          value: 'result',
          label: t('tab.result'),
          count: counts?.result,
          content: left(({ items: all }) => (
            <ResultView jobId={jobId} files={all} partial={partial} onReview={() => onTab('pictures')} />
          )),
        },
        {
          value: 'files',
          label: t('tab.files'),
          count: counts?.files,
          content: left(({ items: all, expiresAt }) => (
            <FileList files={all.filter((file) => !isPicture(file))} expiresAt={expiresAt} />
          )),
        },
        {
          value: 'pictures',
          label: t('tab.pictures'),
          count: counts?.pictures,
          content: left(({ items: all }) => <PictureGrid pictures={all.filter(isPicture)} />),
        },
        {
          value: 'network',
          label: t('tab.network'),
          count: faults,
          content: left(({ items: all }) => (
            <NetworkView jobId={jobId} exists={all.some(({ name }) => name === NETWORK_FILE)} />
          )),
        },
        {
          value: 'inputs',
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
}
