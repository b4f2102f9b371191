import { useMemo, useState } from 'react';
import { QueryPart } from '../../domain/query-part.tsx';
import { useApi } from '../../lib/use-api.ts';
import type { FeedSource } from './job-feed.ts';
import { parseLog } from './log-lines.ts';
import type { Span } from './log-rows.tsx';
import { LogView } from './log-view.tsx';
import { useFeed } from './use-job-feed.ts';

export interface LogPaneProps {
  jobId: string;
  source: FeedSource;
  /** A robot may still add to it. */
  open: boolean;
  span: Span | null;
}

/** The log of an execution: what is told live while it runs, then the whole one from the store. */
export function LogPane({ jobId, source, open, span }: LogPaneProps) {
  const streamed = useFeed(source, 'lines');
  const live = useFeed(source, 'live');
  const stored = useApi('getJobLog', { params: { id: jobId } }, { enabled: !open });
  const storedLines = useMemo(() => parseLog(stored.data ?? ''), [stored.data]);
  // Of one that ended before anybody looked, the stream may have lost the beginning: it counts where the store has nothing.
  const [watched] = useState(open);
  const known = open || watched || stored.data !== undefined;
  if (!known) return <QueryPart query={stored}>{() => null}</QueryPart>;
  const lines = !open && storedLines.length > 0 ? storedLines : streamed;
  return <LogView lines={lines} growing={open} reconnecting={open && !live && lines.length > 0} span={span} />;
}
