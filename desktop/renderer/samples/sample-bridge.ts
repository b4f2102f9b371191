import type { AppError } from '@sri/shared/errors.ts';
import { timingSchema } from '@sri/shared/model/schedule.ts';
import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import type { Provider } from '@sri/shared/model/provider.ts';
import type { JobCause, JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { createStore } from 'zustand/vanilla';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import type { RecordedStep, RecordingState } from '../../contract/recording.ts';
import type { Keeping } from '../../contract/app.ts';
import type { ConnectionState, FrameMessage, InputMessage, StreamEvent } from '../../contract/live.ts';
import type { Bridge } from '../lib/bridge.ts';
import {
  sampleCreated,
  sampleDraft,
  sampleFlowDetail,
  sampleFlows,
  sampleSessionVersions,
  sampleVersions,
} from './sample-flows.ts';
import {
  SAMPLE_SETTINGS,
  sampleInvitations,
  sampleKeys,
  sampleMembers,
  sampleOpenInvitation,
  samplePutSecret,
  sampleSecrets,
} from './sample-people.ts';
import {
  SAMPLE_FLOW_NAMES,
  SAMPLE_ME,
  SAMPLE_PORTALS,
  sampleAccounts,
  sampleDetail,
  sampleId,
  sampleJob,
  sampleJobs,
  sampleLogText,
  sampleRobots,
  sampleSteps,
} from './sample-data.ts';
import { ALERT_ANSWERS } from './sample-alerts.ts';
import { SAMPLE_SECRET, sampleDeliveries, sampleDelivery, sampleWebhook, sampleWebhooks } from './sample-webhooks.ts';
import { samplePreview, sampleSchedules, sampleTicks } from './sample-schedules.ts';
import { sampleRecordingBridges } from './sample-recording.ts';
import { SAMPLE_FILES, sampleChanges, sampleFileText } from './sample-results.ts';

type Answers = { [R in RouteName]: (input: RouteInput<R>) => RouteOutput<R> };

export interface Scenario {
  /** Answers that differ from the usual ones. */
  answers?: Partial<Answers>;
  /** Calls that never come back. */
  pending?: readonly RouteName[];
  /** Calls that fail. */
  failing?: Partial<Record<RouteName, AppError>>;
  connection?: Partial<ConnectionState>;
  /** What fails is tried again by itself, but not while one looks. */
  retrying?: boolean;
  /** What the live stream of an execution tells: at once, or as it comes, until it is stopped. */
  stream?: readonly StreamEvent[] | ((on: (event: StreamEvent) => void) => () => void);
  /** What comes to whoever watches its browser; returns how to stop. */
  frames?: (jobId: string, on: (message: FrameMessage) => void) => () => void;
  /** The desktop app, on a computer that keeps this; the web console if not given. */
  keeping?: Keeping;
  /** A recording that stands like this, in the desktop app; null: one that is opening. Calls are told to `onCall`. */
  recording?: {
    state: RecordingState | null;
    steps: readonly RecordedStep[];
    onCall?: (name: string, input: unknown) => void;
  };
  /** Hears what a person who has control does. */
  onInput?: (message: InputMessage) => void;
}

const signedIn = {
  token: '',
  expiresIn: 900,
  refreshToken: '',
  deviceToken: '',
  user: { ...SAMPLE_ME.user, role: SAMPLE_ME.role },
  org: SAMPLE_ME.org,
};
const changed = { jobId: '', status: 'running' as const, cancelRequested: true };

/** Answers with those of these executions that are asked for, as the server does. */
export function jobsAmong(jobs: readonly JobSummary[]) {
  return ({ query }: RouteInput<'listJobs'>): RouteOutput<'listJobs'> => {
    const statuses = query?.status?.split(',');
    const items = jobs.filter(
      ({ status, providerId, provider, flowId, flowName, error }) =>
        (statuses?.includes(status) ?? true) &&
        (query?.providerId ?? providerId) === providerId &&
        (query?.flowId ?? flowId) === flowId &&
        (query?.cause ?? error?.code) === error?.code &&
        `${flowName} ${provider}`.toLowerCase().includes((query?.q ?? '').toLowerCase()),
    );
    return { items: items.slice(0, Number(query?.limit ?? 50)), nextCursor: null };
  };
}

function sampleProvider(id?: string): Provider {
  const provider = SAMPLE_PORTALS.find((one) => one.id === id) ?? SAMPLE_PORTALS[3];
  if (provider === undefined) throw new Error('no sample portal');
  return provider;
}

function sampleSchedule(): Schedule {
  const [schedule] = sampleSchedules();
  if (schedule === undefined) throw new Error('no sample schedule');
  return schedule;
}

/** Causes of the sample executions, as the server counts them. */
function sampleCauses(): JobCause[] {
  const causes = new Map<string, JobCause>();
  for (const { error, providerId, provider, createdAt } of sampleJobs()) {
    if (error === undefined) continue;
    const key = `${error.code} ${providerId}`;
    const before = causes.get(key);
    causes.set(key, {
      code: error.code,
      providerId,
      provider,
      count: (before?.count ?? 0) + 1,
      lastAt: before?.lastAt ?? createdAt,
    });
  }
  return [...causes.values()].toSorted((a, b) => b.count - a.count);
}

const usual: Answers = {
  register: () => signedIn,
  login: () => signedIn,
  signInWithCode: () => signedIn,
  logout: () => undefined,
  getMe: () => SAMPLE_ME,
  getHealth: () => ({ status: 'ok', version: '0.1.0', uptimeSeconds: 1 }),
  listJobs: (input) => jobsAmong(sampleJobs())(input),
  listJobCauses: () => ({ items: sampleCauses() }),
  run: ({ body }) =>
    body.rows === undefined
      ? { jobId: sampleId(4801), status: 'queued' }
      : { jobIds: body.rows.map((_, index) => sampleId(4900 + index)), status: 'queued' },
  listSchedules: () => ({ items: sampleSchedules() }),
  createSchedule: ({ body }) => ({ ...sampleSchedule(), name: body.name }),
  replaceSchedule: () => sampleSchedule(),
  deleteSchedule: () => undefined,
  pauseSchedule: () => sampleSchedule(),
  resumeSchedule: () => sampleSchedule(),
  runSchedule: () => ({ jobId: sampleId(4801), status: 'queued' }),
  listTicks: () => ({ items: sampleTicks(), more: false }),
  previewSchedule: ({ body: { timing, holidays } }) => ({
    items: samplePreview({ timing: timingSchema.parse(timing), holidays: holidays ?? null }),
    cron: null,
  }),
  listHolidays: ({ query }) => ({
    year: 2026,
    regions: query?.country === 'BR' ? [{ code: 'SP', name: 'São Paulo' }] : [],
    items: [
      { day: '2026-12-08', name: 'Inmaculada Concepción de María' },
      { day: '2026-12-25', name: 'Navidad' },
    ],
  }),
  listFlows: () => ({ items: sampleFlows() }),
  getFlow: ({ params }) =>
    sampleFlowDetail(
      Math.max(
        0,
        sampleFlows().findIndex(({ id }) => id === params.id),
      ),
    ),
  listVersions: () => ({ items: sampleVersions() }),
  getVersion: ({ params }) => ({ ...sampleFlowDetail().version, version: params.version }),
  getVersionScript: () => '{}',
  exportFlow: () => '{}',
  testFlow: () => ({ jobId: sampleJob(3, 'queued').jobId, status: 'queued' }),
  createFlow: ({ body }) => sampleCreated(sampleId(399), body.name, body.version),
  importFlow: ({ body }) => ({
    ...sampleCreated(sampleId(399), String(body.document['name']), '1.0.0'),
    notes: [],
  }),
  addVersion: ({ params, body }) => sampleCreated(params.id, SAMPLE_FLOW_NAMES[0]?.[0] ?? '', body.version ?? '1.4.1'),
  getDraft: ({ params }) => sampleDraft(params.id),
  putDraft: ({ params, headers, body }) => ({
    ...sampleDraft(params.id),
    revision: Number(headers?.['if-match'].slice(1, -1)) + 1,
    document: body,
  }),
  activateFlow: ({ params, body }) => ({
    flowId: params.id,
    providerId: sampleId(101),
    version: body.version ?? '1.4.0',
    scriptHash: '75fd',
    active: true,
    replaced: null,
  }),
  createProvider: ({ body }) => ({ ...sampleProvider(), slug: body.slug, name: body.name, id: sampleId(199) }),
  updateProvider: ({ params }) => sampleProvider(params.providerId),
  deleteProvider: () => undefined,
  setProviderFormat: () => undefined,
  pauseProvider: () => undefined,
  resumeProvider: () => undefined,
  deleteSession: () => undefined,
  listSecrets: () => ({ items: sampleSecrets() }),
  putSecret: ({ params, body }) => samplePutSecret(params.name, body.kind),
  deleteSecret: () => undefined,
  saveSession: ({ params }) => ({
    providerId: params.providerId,
    provider: 'cargill',
    userId: SAMPLE_ME.user.id,
    status: 'active',
    sessionVersion: 4,
    connectedAt: Date.now(),
    expiresInSeconds: 604_800,
    sealed: true,
    summary: {
      cookies: 14,
      localStorage: 3,
      sessionStorage: 0,
      indexedDB: 1,
      sites: [{ domain: 'cargill.com', cookies: 14 }],
      firstExpiry: null,
      lastExpiry: null,
      hasMarker: true,
    },
    dropped: [],
    warnings: [],
  }),
  lendSession: () => ({ session: { cookies: [], connectedAt: 0 } }),
  getSessionRules: () => ({ checkEveryMinutes: 360, maxRefusals: 2 }),
  putSessionRules: ({ body }) => body,
  releaseAccount: () => ({ released: 1 }),
  startProof: () => ({ proofId: sampleId(700) }),
  readProof: () => ({
    state: 'done',
    outcome: {
      verdict: 'works',
      workerId: 'robot-02',
      markLookedFor: true,
      causes: [],
      detail: null,
      at: Date.now(),
    },
  }),
  listSessionVersions: () => ({ items: sampleSessionVersions() }),
  restoreSession: ({ params }) => ({
    providerId: params.providerId,
    provider: 'cargill',
    sessionVersion: 4,
    restoredVersion: 2,
    expiresInSeconds: 400_000,
  }),
  getJob: () => sampleDetail(sampleJob(0, 'completed'), sampleSteps(12, 'passed')),
  getJobLog: () => sampleLogText(),
  getJobFile: ({ params }) => sampleFileText(params.name),
  getResultChanges: ({ params }) => sampleChanges(params.name),
  listArtifacts: () => ({ items: SAMPLE_FILES, expiresAt: new Date(Date.now() + 900_000).toISOString() }),
  cancelJob: () => changed,
  retryJob: () => ({ jobId: sampleJob(3, 'queued').jobId, status: 'queued', retryOf: '' }),
  reviewJob: () => changed,
  controlJob: () => ({ holder: null, holdId: null }),
  sendJobCode: () => ({ jobId: '' }),
  listProviders: () => SAMPLE_PORTALS,
  listSessions: () => sampleAccounts(),
  checkSession: () => ({
    usable: true,
    state: 'readable',
    detail: '',
    sealed: true,
    sessionVersion: 3,
    ttlSeconds: 5000,
    summary: null,
    expectedUntil: null,
    proves: '',
    doesNotProve: '',
  }),
  ...ALERT_ANSWERS,
  listWebhooks: () => ({ items: sampleWebhooks() }),
  createWebhook: ({ body }) => ({ ...sampleWebhook(), ...body, failingSince: null, waiting: 0, secret: SAMPLE_SECRET }),
  changeWebhook: ({ params }) => sampleWebhook(params.webhookId),
  deleteWebhook: () => undefined,
  rotateWebhook: ({ params }) => ({ ...sampleWebhook(params.webhookId), secret: SAMPLE_SECRET }),
  testWebhook: () => sampleDelivery(),
  listDeliveries: ({ query }) => ({
    items: sampleDeliveries().filter(({ state }) => (query?.state ?? state) === state),
    nextCursor: null,
  }),
  getDelivery: ({ params }) => sampleDelivery(params.deliveryId),
  resendDelivery: ({ params }) => sampleDelivery(params.deliveryId),
  resendDeliveries: () => ({ count: 17 }),
  listWorkers: () => ({
    items: sampleRobots(),
    waiting: { count: 3, oldestMs: 95_000 },
    mayDrain: 'yes',
  }),
  drainWorker: () => undefined,
  resumeWorker: () => undefined,
  changePassword: () => signedIn,
  listMembers: () => sampleMembers(),
  changeMember: ({ params, body }) => {
    const member = sampleMembers().find(({ userId }) => userId === params.userId) ?? sampleMembers()[0];
    if (member === undefined) throw new Error('no sample member');
    return { ...member, role: body.role ?? member.role };
  },
  removeMember: () => undefined,
  listInvitations: () => sampleInvitations(),
  createInvitation: ({ body }) => {
    const [invitation] = sampleInvitations();
    if (invitation === undefined) throw new Error('no sample invitation');
    return {
      ...invitation,
      ...body,
      token: 'srv_01990000000070008000000000000002_Zm9saW8gZGUgaW52aXRhY2lvbiBkZSBlamVtcGxv',
    };
  },
  revokeInvitation: () => undefined,
  readInvitation: () => sampleOpenInvitation(),
  acceptInvitation: () => signedIn,
  listApiKeys: () => sampleKeys(),
  createApiKey: ({ body }) => {
    const [key] = sampleKeys();
    if (key === undefined) throw new Error('no sample key');
    return {
      ...key,
      name: body.name,
      key: 'sri_01990000000070008000000000000002_ZWplbXBsby1kZS11bmEtbGxhdmUtcXVlLW5vLXNpcnZl',
    };
  },
  revokeApiKey: () => undefined,
  getSettings: () => SAMPLE_SETTINGS,
  changeSettings: ({ body }) => ({
    name: body.name ?? SAMPLE_SETTINGS.name,
    timeZone: body.timeZone ?? SAMPLE_SETTINGS.timeZone,
    maxQueued: body.maxQueued ?? SAMPLE_SETTINGS.maxQueued,
  }),
};

/** A bridge without a server: answers with the sample data of a firm, or as the scenario says. */
export function sampleBridge({
  answers = {},
  pending = [],
  failing = {},
  connection = {},
  stream = [],
  frames,
  keeping,
  recording,
  onInput,
}: Scenario = {}): Bridge {
  const all: Answers = { ...usual, ...answers };
  const store = createStore<ConnectionState>(() => ({
    online: true,
    retryAt: null,
    lastOkAt: Date.now(),
    ...connection,
  }));
  return {
    kind: 'web',
    can: {
      capture: false,
      record: recording !== undefined,
      nativeNotify: false,
      saveDialog: false,
      selfUpdate: false,
      deepLink: true,
    },
    request: async (route, input) => {
      if (pending.includes(route)) return new Promise<never>(() => undefined);
      const error = failing[route];
      if (error !== undefined) throw error;
      return all[route](input);
    },
    subscribe: (topic, _from, on) => {
      queueMicrotask(() => {
        on({ kind: 'link', live: true });
        if (topic.kind === 'job' && typeof stream !== 'function') for (const event of stream) on(event);
      });
      return topic.kind === 'job' && typeof stream === 'function' ? stream(on) : () => undefined;
    },
    frames: (jobId, _pageId, on) => ({ seen: () => undefined, stop: frames?.(jobId, on) ?? (() => undefined) }),
    sendInput: (message) => onInput?.(message),
    connection: Object.assign(store, { retryNow: () => undefined }),
    onSignedOut: () => () => undefined,
    openExternal: () => undefined,
    saveFile: () => undefined,
    ...(recording !== undefined && sampleRecordingBridges(recording.state, recording.steps, recording.onCall)),
    ...(keeping !== undefined && {
      desktop: {
        keeping,
        openJob: () => undefined,
        exportDiagnostics: () => Promise.resolve(true),
        onPath: () => () => undefined,
        firstPath: null,
      },
    }),
  };
}
