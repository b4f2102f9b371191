import type { Alert } from '@sri/shared/protocol/api/alerts.ts';
import { ago, sampleId } from './sample-data.ts';

/** A portal that changed overnight. */
export function sampleAlert(): Alert {
  return {
    id: sampleId(840),
    kind: 'provider_failing',
    subject: sampleId(105),
    details: { providerId: sampleId(105), portal: 'AgroData', count: 7, of: 10 },
    openedAt: ago(52 * 60_000),
    acknowledged: null,
    closedAt: null,
  };
}

export function sampleAlerts(): Alert[] {
  return [sampleAlert()];
}
