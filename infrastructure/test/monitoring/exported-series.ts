import { createMetrics } from '../../../server/metrics/metrics.ts';
import { WORKER_METRICS } from '../../../server/metrics/worker-metrics.ts';
import { backupMetrics } from '../../backup/serve-state.ts';

export interface ExportedMetric {
  name: string;
  /** What a scrape has of it. */
  series: string[];
}

const seriesOf = (name: string, type: string): string[] =>
  type === 'histogram' ? ['_bucket', '_count', '_sum'].map((end) => name + end) : [name];

/** Every metric that Prometheus gets: of the control plane, of the workers through it, of the backups. */
export async function exportedMetrics(): Promise<ExportedMetric[]> {
  const server = (await createMetrics().registry.getMetricsAsJSON()).map(({ name, type }) => ({
    name,
    type: String(type),
  }));
  const state = { receiving: true, walAt: 0, baseAt: 0, dumpAt: 0, baseBytes: 0, failures: 0 };
  const backup = [...backupMetrics(state).matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({
    name,
    type,
  }));
  return [...server, ...WORKER_METRICS, ...backup].map(({ name, type }) => ({ name, series: seriesOf(name, type) }));
}
