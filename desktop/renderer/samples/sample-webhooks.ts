import type { DeliveryState } from '@sri/shared/model/webhook.ts';
import type { Delivery, DeliveryDetail, Webhook } from '@sri/shared/protocol/api/webhooks.ts';
import { ago, SAMPLE_ME, sampleId } from './sample-data.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const createdBy = { userId: SAMPLE_ME.user.id, name: SAMPLE_ME.user.name };
const common = {
  disabled: null,
  failingSince: null,
  waiting: 0,
  nextAttemptAt: null,
  previousSecretUntil: null,
  createdBy,
};

export const SAMPLE_SECRET = 'whsec_ZWplbXBsby1kZS11bi1zZWNyZXRvLXF1ZS1uby1zaXJ2ZQ==';

export function sampleWebhooks(): Webhook[] {
  return [
    {
      ...common,
      id: sampleId(801),
      name: 'ERP Cosecha',
      url: 'https://erp.agricoladelvalle.com.ar/avisos-sri',
      events: ['job.completed', 'job.failed', 'job.needs_review'],
      failingSince: ago(95 * MINUTE),
      waiting: 17,
      nextAttemptAt: ago(-25 * MINUTE),
      createdAt: ago(120 * 24 * HOUR),
    },
    {
      ...common,
      id: sampleId(802),
      name: 'Planilla de contaduría',
      url: 'https://hooks.estudiolacava.com.ar/sri/liquidaciones',
      events: ['job.completed'],
      previousSecretUntil: ago(-21 * HOUR),
      createdAt: ago(60 * 24 * HOUR),
    },
    {
      ...common,
      id: sampleId(803),
      name: 'Balanza Pergamino',
      url: 'https://balanza.acopiopergamino.com.ar/eventos',
      events: ['job.failed', 'job.needs_login'],
      disabled: { at: ago(40 * HOUR), reason: 'failing' },
      failingSince: ago(113 * HOUR),
      createdAt: ago(30 * 24 * HOUR),
    },
  ];
}

export function sampleWebhook(id?: string): Webhook {
  const found = sampleWebhooks().find((one) => one.id === id) ?? sampleWebhooks()[0];
  if (found === undefined) throw new Error('no sample webhook');
  return found;
}

function delivery(number: number, state: DeliveryState, minutes: number, more: Partial<Delivery> = {}): Delivery {
  return {
    id: sampleId(820 + number),
    event: 'job.completed',
    jobId: sampleId(4800),
    state,
    attempts: 1,
    code: state === 'delivered' ? 200 : 503,
    latencyMs: 180 + number * 13,
    fault: state === 'delivered' ? null : 'status',
    nextAttemptAt: state === 'waiting' ? ago(-25 * MINUTE) : null,
    createdAt: ago(minutes * MINUTE),
    endedAt: state === 'waiting' ? null : ago(minutes * MINUTE),
    ...more,
  };
}

export function sampleDeliveries(): Delivery[] {
  return [
    delivery(1, 'waiting', 4),
    delivery(2, 'waiting', 34, { attempts: 3, event: 'job.failed' }),
    delivery(3, 'waiting', 95, { attempts: 4, code: null, fault: 'timeout', latencyMs: 15_000 }),
    delivery(4, 'failed', 130, { event: 'webhook.test', jobId: null, code: null, fault: 'unreachable', latencyMs: 42 }),
    delivery(5, 'delivered', 240, { event: 'job.needs_review' }),
    delivery(6, 'delivered', 385),
    delivery(7, 'delivered', 1440, { attempts: 2 }),
  ];
}

export function sampleDelivery(id?: string): DeliveryDetail {
  const found = sampleDeliveries().find((one) => one.id === id) ?? sampleDeliveries()[2];
  if (found === undefined) throw new Error('no sample delivery');
  const path = `/api/jobs/${sampleId(4800)}`;
  const data = {
    jobId: sampleId(4800),
    flowId: sampleId(300),
    flowName: 'Liquidaciones diarias',
    provider: 'cargill',
    userId: SAMPLE_ME.user.id,
    status: 'completed',
    error: null,
    links: { job: path, log: `${path}/log`, artifacts: `${path}/artifacts` },
  };
  return {
    ...found,
    request: {
      headers: {
        'content-type': 'application/json',
        'user-agent': 'SRI-Webhooks/1',
        'webhook-id': `msg_${found.id}`,
        'webhook-signature': 'v1,••••',
      },
      body: JSON.stringify({ type: found.event, timestamp: found.createdAt, data }),
    },
    tries: [
      {
        at: found.createdAt,
        code: 503,
        latencyMs: 212,
        fault: 'status',
        message: null,
        response: '{"error":"mantenimiento"}',
      },
      {
        at: ago(2 * MINUTE),
        code: found.code,
        latencyMs: found.latencyMs,
        fault: found.fault,
        message: null,
        response: null,
      },
    ],
  };
}
