import type { JobStatus } from '@sri/shared/model/job.ts';
import type { JobDetail, JobStep, JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import type { WorkerView } from '@sri/shared/protocol/api/workers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A UUID that is easy to tell apart. */
export function sampleId(number: number): string {
  return `01990000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function ago(ms: number, now = Date.now()): string {
  return new Date(now - ms).toISOString();
}

export const SAMPLE_ME = {
  user: { id: sampleId(1), email: 'maria@agricoladelvalle.com.ar', name: 'María Quiroga' },
  org: { id: sampleId(2), name: 'Agrícola del Valle', timeZone: 'America/Argentina/Buenos_Aires' },
  role: 'admin' as const,
  permissions: [
    'org:read',
    'flows:read',
    'flows:write',
    'flows:publish',
    'schedules:read',
    'schedules:write',
    'jobs:read',
    'jobs:run',
    'sessions:read',
    'sessions:write',
    'workers:read',
    'webhooks:read',
    'webhooks:send',
    'webhooks:write',
    'providers:write',
    'members:write',
    'apiKeys:write',
    'settings:write',
    'audit:read',
    'workers:write',
  ],
  via: 'cookie' as const,
};

function portal(number: number, slug: string, name: string, own = false): Portal {
  return {
    id: sampleId(100 + number),
    slug,
    name,
    country: 'AR',
    baseUrl: `https://portal.${slug}.example/`,
    loginUrl: `https://portal.${slug}.example/ingreso`,
    domains: [`${slug}.example`],
    maxPerAccount: 1,
    orgId: own ? SAMPLE_ME.org.id : null,
    format: { decimal: null, dateOrder: null },
    paused: null,
  };
}

export const SAMPLE_PORTALS: Portal[] = [
  portal(1, 'cargill', 'Cargill'),
  portal(2, 'acopio-rosario', 'Acopio Rosario'),
  portal(3, 'bunge', 'Bunge Entregas'),
  portal(4, 'cooperativa-pergamino', 'Cooperativa Agrícola de Pergamino', true),
  portal(5, 'agrodata', 'AgroData'),
  portal(6, 'molinos-litoral', 'Molinos del Litoral', true),
];

export const SAMPLE_FLOW_NAMES: readonly [string, number][] = [
  ['Liquidaciones diarias', 1],
  ['Cartas de porte de la semana', 2],
  ['Contratos pendientes de fijar', 3],
  ['Saldos en cuenta corriente', 4],
  ['Cupos de descarga', 5],
  ['Facturas de insumos', 6],
];

const ERRORS = {
  login_required: {
    code: 'login_required',
    message: 'The page that was asked for shows a login form.',
    hint: 'Log in again.',
  },
  element_not_found: {
    code: 'element_not_found',
    message: 'No element for role=button[name="Buscar"] within 30000 ms',
    hint: 'See the picture.',
    stepId: 's4',
  },
  page_timeout: {
    code: 'page_timeout',
    message: 'https://portal.bunge.example/entregas did not load within 60000 ms',
    hint: 'Try later.',
  },
  data_contract: {
    code: 'data_contract',
    message: 'No sabemos si «1.234» es 1234 o 1,234. Elige el formato del portal. Hay 3 problemas más.',
    hint: 'Compare with the portal.',
    stepId: 's9',
  },
  session_not_found: { code: 'session_not_found', message: 'Session not found', hint: 'Log in again.' },
} as const;

const STATUSES: readonly [JobStatus, keyof typeof ERRORS | null][] = [
  ['running', null],
  ['queued', null],
  ['needs_login', 'login_required'],
  ['completed', null],
  ['failed', 'element_not_found'],
  ['completed', null],
  ['running', null],
  ['needs_review', null],
  ['completed', null],
  ['failed', 'page_timeout'],
  ['cancelled', null],
  ['completed', null],
  ['failed', 'session_not_found'],
  ['completed', null],
];

const INPUTS: readonly Record<string, unknown>[] = [
  { desde: '2026-11-01', hasta: '2026-11-24', campaña: '2025/26', CUIT: '30-71234567-9' },
  { semana: 47 },
  {},
  { establecimiento: 'El Naranjal', conDetalle: true },
  { producto: 'Soja', puerto: 'Rosario' },
];

export function sampleJob(
  number: number,
  status: JobStatus,
  error: keyof typeof ERRORS | null = null,
  now = Date.now(),
): JobSummary {
  const [flowName, portalNumber] = SAMPLE_FLOW_NAMES[number % SAMPLE_FLOW_NAMES.length] ?? ['Liquidaciones diarias', 1];
  const provider = SAMPLE_PORTALS[portalNumber - 1];
  const created = number * 17 * MINUTE + 40_000;
  const started = status !== 'queued';
  const ended = ['completed', 'failed', 'cancelled'].includes(status);
  return {
    jobId: sampleId(4800 + number),
    status,
    ...(error === null ? {} : { error: ERRORS[error] }),
    userId: SAMPLE_ME.user.id,
    userName: SAMPLE_ME.user.name,
    providerId: provider?.id ?? sampleId(101),
    provider: provider?.slug ?? 'cargill',
    flowId: sampleId(300 + (number % SAMPLE_FLOW_NAMES.length)),
    flowName,
    version: `1.${number % 5}.0`,
    scriptHash: '75fdfff22a43fe46fb8806f3c6aaaad8949a4b725097d8461d482e172eb99a3e',
    inputs: INPUTS[number % INPUTS.length] ?? {},
    workerId: started ? `robot-0${1 + (number % 4)}` : null,
    usualMs: number % SAMPLE_FLOW_NAMES.length === 5 ? null : (20 + (number % 5) * 12) * 1000,
    retryOf: null,
    schedule: null,
    test: false,
    resumableFrom: null,
    resumedFrom: null,
    cancelRequested: false,
    createdAt: ago(created, now),
    startedAt: started ? ago(created - 2000, now) : null,
    finishedAt: ended ? ago(created - 2000 - (8 + (number % 9) * 11) * 1000, now) : null,
  };
}

/** A day of executions, newest first. */
export function sampleJobs(count = 42): JobSummary[] {
  return Array.from({ length: count }, (_, number) => {
    const [status, error] = STATUSES[number % STATUSES.length] ?? ['completed', null];
    const settled = number > 7 && !['completed', 'failed', 'cancelled'].includes(status) ? 'completed' : status;
    return sampleJob(number, settled, settled === status ? error : null);
  });
}

const STEPS: readonly [string, string, string | null, string | null][] = [
  ['1', 'navigate', 'Abrir portal', 'portal.cargill.example'],
  ['2', 'assert', 'Comprobar sesión', 'se ve «Cerrar sesión»'],
  ['3', 'click', 'Ir a Embarques › Liquidaciones', null],
  ['4', 'choose', 'Elegir campaña', '2025/26'],
  ['5', 'forEach', 'Para cada establecimiento', '3 de 12'],
  ['5[1].1', 'fill', 'Buscar liquidaciones', 'El Naranjal'],
  ['5[1].2', 'download', 'Descargar archivo', 'liquidacion-0001-00048123.pdf'],
  ['5[2].1', 'fill', 'Buscar liquidaciones', 'La Esperanza'],
  ['5[2].2', 'download', 'Descargar archivo', 'liquidacion-0001-00048177.pdf'],
  ['5[3].1', 'fill', 'Buscar liquidaciones', 'Santa Rita'],
  ['6', 'extractTable', 'Leer tabla de liquidaciones', '68 filas en 7 páginas'],
  ['7', 'screenshot', null, 'screenshot-0.png'],
];

/** Steps up to `count`, the last one in `last`. */
export function sampleSteps(
  count: number,
  last: 'passed' | 'failed' | 'running',
  fault = 'No apareció el botón «Buscar» en 30 s',
): JobStep[] {
  return STEPS.slice(0, count).map(([path, type, name, message], index) => {
    const status = index === count - 1 ? last : 'passed';
    const failed = status === 'failed';
    return {
      stepId: `s${index + 1}`,
      path,
      type,
      name,
      status,
      startedAt: ago((count - index) * 4000),
      durationMs: status === 'running' ? null : 400 + index * 730,
      message: failed ? null : message,
      error: failed ? { code: 'element_not_found', message: fault, hint: '' } : null,
    };
  });
}

export function sampleDetail(job: JobSummary, steps: JobStep[]): JobDetail {
  const outermost = steps.findLast(({ path }) => /^\d+$/.test(path));
  return {
    ...job,
    resumableFrom: job.status === 'failed' ? (outermost?.stepId ?? null) : null,
    scriptSignature: 'd020221e1542dc4e65be37bac0758ac9deae3c6546f83924bc9b20d6d55a6407',
    keyId: 'fa20444df4e5',
    gen: 1,
    attempt: job.status === 'failed' ? 2 : 1,
    stalls: 0,
    metadata: {},
    resultPrefix: '',
    waiting: job.status === 'queued' ? { why: 'account', ahead: 3, jobId: sampleId(4811) } : null,
    steps,
  };
}

export const SAMPLE_LOG = [
  [0, 'info', '📦 Processing job'],
  [300, 'info', '✓ Hash verified'],
  [320, 'info', '✓ Signature verified'],
  [410, 'info', '✓ Session loaded'],
  [420, 'info', '▶ Executing script'],
  [900, 'info', 'Paso 1/7: Abrir portal (abrir https://portal.cargill.example/)'],
  [2100, 'info', 'Paso 1/7 ✓ (1,2 s)'],
  [5600, 'info', 'Paso 5/7: establecimiento «El Naranjal», escribo el filtro y espero la tabla'],
  [7900, 'debug', 'La página respondió 200 en 2,1 s'],
  [8100, 'warn', 'El botón «Buscar» cambió de lugar; usé la alternativa 2 de 4'],
  [9400, 'info', 'Tabla con 38 filas'],
] as const;

export function sampleLogText(now = Date.now()): string {
  return SAMPLE_LOG.map(
    ([at, level, text]) => `${new Date(now - 60_000 + at).toISOString()} ${level.toUpperCase().padEnd(5)} ${text}`,
  ).join('\n');
}

export const SAMPLE_PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"><rect width="480" height="300" fill="#fff"/><rect width="480" height="36" fill="#2d5a3d"/><text x="16" y="24" font-family="sans-serif" font-size="15" fill="#fff">Cargill · Liquidaciones</text><g fill="#e4e4e0"><rect x="16" y="60" width="448" height="20"/><rect x="16" y="92" width="448" height="12"/><rect x="16" y="116" width="448" height="12"/><rect x="16" y="140" width="448" height="12"/><rect x="16" y="164" width="400" height="12"/></g></svg>')}`;

export function sampleAccounts(now = Date.now()): Account[] {
  const account = (
    number: number,
    userName: string,
    stored: 'yes' | 'no',
    hours: number,
    status: Account['status'] = 'active',
  ): Account => {
    const provider = SAMPLE_PORTALS[number - 1];
    return {
      providerId: provider?.id ?? '',
      provider: provider?.slug ?? '',
      providerName: provider?.name ?? '',
      userId: sampleId(userName === SAMPLE_ME.user.name ? 1 : 10 + number),
      userName,
      status,
      sessionVersion: 3,
      connectedAt: ago(40 * 24 * HOUR, now),
      updatedAt: ago((168 - hours) * HOUR, now),
      stored,
      ttlSeconds: stored === 'yes' ? hours * 3600 : null,
      summary: {
        cookies: 14,
        localStorage: 3,
        sessionStorage: 0,
        indexedDB: 1,
        sites: [{ domain: `${provider?.slug}.example`, cookies: 14 }],
        firstExpiry: null,
        lastExpiry: null,
        hasMarker: true,
      },
      waiting: status === 'expired' ? 12 : 0,
      health: {
        verdict: status === 'expired' ? 'asksLogin' : 'works',
        workerId: 'robot-02',
        markLookedFor: true,
        causes: [],
        detail: null,
        at: now - 2 * HOUR,
      },
      nextCheckAt: new Date(now + 4 * HOUR).toISOString(),
      provenAt: ago(status === 'expired' ? 30 * HOUR : 2 * HOUR, now),
      endedAt: status === 'expired' ? ago(26 * HOUR, now) : null,
      forecast: stored === 'yes' ? { by: 'history', at: new Date(now + hours * HOUR).toISOString() } : null,
      refusals: 0,
      guarded: false,
      lastRun: {
        jobId: sampleId(4803),
        status: status === 'expired' ? 'needs_login' : 'completed',
        at: ago(3 * HOUR, now),
      },
    };
  };
  return [
    account(1, 'María Quiroga', 'yes', 150),
    account(1, 'Esteban Ferreyra', 'yes', 96),
    account(2, 'María Quiroga', 'yes', 2),
    account(3, 'Lucía Benítez', 'no', 0, 'expired'),
    account(5, 'María Quiroga', 'yes', 120),
  ];
}

export function sampleRobots(now = Date.now()): WorkerView[] {
  const robot = (number: number, running: string[], done: number, change: Partial<WorkerView> = {}): WorkerView => ({
    workerId: `robot-0${number}`,
    host: 'sri-01',
    pid: 4000 + number,
    version: '0.1.0',
    startedAt: now - 26 * HOUR,
    at: now - number * 900,
    capacity: 2,
    running,
    runningTotal: running.length + (number === 2 ? 1 : 0),
    done,
    failed: Math.round(done / 100),
    browser: '156.0.8078.79',
    image: 'sha256:7b1e90c4d2aa',
    state: running.length > 0 ? 'busy' : 'idle',
    silentMs: number * 900,
    drainWanted: false,
    rssBytes: (running.length > 0 ? 780e6 : 310e6) + number * 13e6,
    cpuCores: running.length > 0 ? 0.64 + number / 20 : 0.02,
    ...change,
  });
  return [
    robot(1, [sampleId(4800)], 1284),
    robot(2, [sampleId(4806)], 1190),
    robot(3, [], 1302, { silentMs: 24_000 }),
    robot(4, [sampleId(4811)], 871, { state: 'draining', drained: true, drainWanted: true }),
    robot(5, [], 433),
  ];
}
