import { useApi } from '../lib/use-api.ts';
import { healthOf, needsAttention } from '../domain/use-portals.ts';

export interface Counts {
  running: number;
  queued: number;
  robots: number;
  /** Sessions that expired, are gone, or will end within a day. */
  attend: number;
}

/** The numbers beside the sidebar's entries and in the status bar; renewed every 10 s. */
export function useCounts(): Counts {
  const open = useApi('listJobs', { query: { status: 'queued,running', limit: 200 } }, { refetchInterval: 10_000 });
  const workers = useApi('listWorkers', {}, { refetchInterval: 10_000 });
  const sessions = useApi('listSessions', {}, { refetchInterval: 60_000 });
  const jobs = open.data?.items ?? [];
  const now = Date.now();
  return {
    running: jobs.filter(({ status }) => status === 'running').length,
    queued: jobs.filter(({ status }) => status === 'queued').length,
    robots: workers.data?.items.length ?? 0,
    attend: sessions.data?.filter((account) => needsAttention(healthOf(account, now))).length ?? 0,
  };
}
