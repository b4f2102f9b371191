import type { Heartbeat } from '@sri/shared/model/worker.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { Metrics } from './metrics.ts';

export interface MetricSources {
  activeOrgs: () => string[];
  depth: Queue['depth'];
  outboxLag: () => Promise<{ rows: number; oldestMs: number }>;
  webhookLag: () => Promise<{ waiting: number; oldestDueMs: number }>;
  heartbeats: () => Promise<Heartbeat[]>;
  sessions: () => Promise<{ status: string; count: number }[]>;
}

const STATES = ['idle', 'busy', 'draining'] as const;

async function readQueues(metrics: Metrics, { activeOrgs, depth }: MetricSources): Promise<void> {
  for (const gauge of [metrics.queued, metrics.queueOldestSeconds, metrics.running]) gauge.reset();
  for (const org of activeOrgs()) {
    const { queued, oldest, active, parked, delayed } = await depth(org);
    metrics.queued.set({ org }, queued + parked + delayed);
    metrics.queueOldestSeconds.set({ org }, oldest === null ? 0 : Math.max(0, (Date.now() - oldest) / 1000));
    metrics.running.set({ org }, active);
  }
}

async function readOutbox(metrics: Metrics, { outboxLag }: MetricSources): Promise<void> {
  const { rows, oldestMs } = await outboxLag();
  metrics.outboxRows.set(rows);
  metrics.outboxOldestSeconds.set(oldestMs / 1000);
}

async function readWebhooks(metrics: Metrics, { webhookLag }: MetricSources): Promise<void> {
  const { waiting, oldestDueMs } = await webhookLag();
  metrics.webhooksWaiting.set(waiting);
  metrics.webhookOldestDueSeconds.set(oldestDueMs / 1000);
}

async function readWorkers(metrics: Metrics, { heartbeats }: MetricSources): Promise<void> {
  const all = await heartbeats();
  for (const state of STATES) metrics.workers.set({ state }, all.filter((beat) => beat.state === state).length);
}

async function readSessions(metrics: Metrics, { sessions }: MetricSources): Promise<void> {
  for (const { status, count } of await sessions()) metrics.sessions.set({ status }, count);
}

/** Reads what has to be asked for, at the time of a scrape. A part that is away leaves its metrics as they were. */
export async function collectMetrics(metrics: Metrics, sources: MetricSources): Promise<string> {
  const reads = [readQueues, readOutbox, readWebhooks, readWorkers, readSessions];
  await Promise.allSettled(reads.map((read) => read(metrics, sources)));
  return metrics.registry.metrics();
}
