import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Every metric of the control plane. */
export interface Metrics {
  registry: Registry;
  httpSeconds: Histogram<'method' | 'route' | 'status'>;
  jobsEnded: Counter<'status' | 'cause'>;
  leasesLost: Counter;
  rlsDenials: Counter;
  sessions: Gauge<'status'>;
  taskSeconds: Histogram<'task' | 'ok'>;
  queued: Gauge<'org'>;
  queueOldestSeconds: Gauge<'org'>;
  running: Gauge<'org'>;
  outboxRows: Gauge;
  outboxOldestSeconds: Gauge;
  webhookAttempts: Counter<'result'>;
  webhooksWaiting: Gauge;
  webhookOldestDueSeconds: Gauge;
  workers: Gauge<'state'>;
  liveViewers: Gauge;
  pictureViewers: Gauge;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'sri_' });
  const registers = [registry];
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'sri_http_request_seconds',
      help: 'Requests to the API, by route; streams last as long as somebody watches',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
      registers,
    }),
    jobsEnded: new Counter({
      name: 'sri_jobs_ended_total',
      help: 'Executions that ended, by status and cause (an error code, or none)',
      labelNames: ['status', 'cause'],
      registers,
    }),
    leasesLost: new Counter({
      name: 'sri_leases_lost_total',
      help: 'Leases that ended without their worker, of executions that ended',
      registers,
    }),
    rlsDenials: new Counter({
      name: 'sri_rls_denials_total',
      help: 'Writes that row level security refused: a fault of ours that stopped at the database',
      registers,
    }),
    sessions: new Gauge({
      name: 'sri_sessions',
      help: 'Connected accounts, by the health of their session',
      labelNames: ['status'],
      registers,
    }),
    taskSeconds: new Histogram({
      name: 'sri_background_task_seconds',
      help: 'Runs of background tasks',
      labelNames: ['task', 'ok'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
      registers,
    }),
    queued: new Gauge({
      name: 'sri_queue_jobs',
      help: 'Jobs that wait, by organisation',
      labelNames: ['org'],
      registers,
    }),
    queueOldestSeconds: new Gauge({
      name: 'sri_queue_oldest_seconds',
      help: 'Age of the oldest job that waits, by organisation',
      labelNames: ['org'],
      registers,
    }),
    running: new Gauge({
      name: 'sri_queue_running',
      help: 'Jobs that run, by organisation',
      labelNames: ['org'],
      registers,
    }),
    outboxRows: new Gauge({ name: 'sri_outbox_rows', help: 'Rows that wait for Redis', registers }),
    outboxOldestSeconds: new Gauge({ name: 'sri_outbox_oldest_seconds', help: 'Age of the oldest row', registers }),
    webhookAttempts: new Counter({
      name: 'sri_webhook_attempts_total',
      help: 'Attempts to deliver a webhook, by what came of them',
      labelNames: ['result'],
      registers,
    }),
    webhooksWaiting: new Gauge({
      name: 'sri_webhooks_waiting',
      help: 'Deliveries that wait for an attempt, also those that failed before',
      registers,
    }),
    webhookOldestDueSeconds: new Gauge({
      name: 'sri_webhook_oldest_due_seconds',
      help: 'For how long the delivery that should have been attempted first has been due',
      registers,
    }),
    workers: new Gauge({
      name: 'sri_workers',
      help: 'Workers with a heartbeat, by state',
      labelNames: ['state'],
      registers,
    }),
    liveViewers: new Gauge({ name: 'sri_live_viewers', help: 'Connections that watch an execution', registers }),
    pictureViewers: new Gauge({ name: 'sri_picture_viewers', help: 'Viewers of live pictures', registers }),
  };
}
