import type { AppError } from '@sri/shared/errors.ts';
import { createStore } from 'zustand/vanilla';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import type { Bridge, StreamEvent } from '../lib/bridge.ts';
import type { ConnectionState } from '../lib/connection.ts';
import {
  SAMPLE_FILES,
  SAMPLE_ME,
  SAMPLE_PORTALS,
  sampleAccounts,
  sampleDetail,
  sampleJob,
  sampleJobs,
  sampleLogText,
  sampleRobots,
  sampleSteps,
} from './sample-data.ts';

type Answers = { [R in RouteName]: (input: RouteInput<R>) => RouteOutput<R> };

export interface Scenario {
  /** Answers that differ from the usual ones. */
  answers?: Partial<Answers>;
  /** Calls that never come back. */
  pending?: readonly RouteName[];
  /** Calls that fail. */
  failing?: Partial<Record<RouteName, AppError>>;
  connection?: Partial<ConnectionState>;
  /** What the live stream of an execution tells. */
  stream?: readonly StreamEvent[];
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

function jobsFor({ query }: RouteInput<'listJobs'>): RouteOutput<'listJobs'> {
  const statuses = query?.status?.split(',');
  const items = sampleJobs().filter(
    ({ status, providerId }) =>
      (statuses?.includes(status) ?? true) && (query?.providerId ?? providerId) === providerId,
  );
  return { items: items.slice(0, Number(query?.limit ?? 50)), nextCursor: null };
}

const usual: Answers = {
  register: () => signedIn,
  login: () => signedIn,
  logout: () => undefined,
  getMe: () => SAMPLE_ME,
  getHealth: () => ({ status: 'ok', version: '0.1.0', uptimeSeconds: 1 }),
  listJobs: jobsFor,
  getJob: () => sampleDetail(sampleJob(0, 'completed'), sampleSteps(12, 'passed')),
  getJobLog: () => sampleLogText(),
  listArtifacts: () => ({ items: SAMPLE_FILES, expiresAt: new Date(Date.now() + 900_000).toISOString() }),
  cancelJob: () => changed,
  retryJob: () => ({ jobId: sampleJob(3, 'queued').jobId, status: 'queued', retryOf: '' }),
  reviewJob: () => changed,
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
  listWorkers: () => ({ items: sampleRobots() }),
};

/** A bridge without a server: answers with the sample data of a firm, or as the scenario says. */
export function sampleBridge({
  answers = {},
  pending = [],
  failing = {},
  connection = {},
  stream = [],
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
    can: { capture: false, record: false, nativeNotify: false, saveDialog: false, selfUpdate: false, deepLink: true },
    request: async (route, input) => {
      if (pending.includes(route)) return new Promise<never>(() => undefined);
      const error = failing[route];
      if (error !== undefined) throw error;
      return all[route](input);
    },
    subscribe: (topic, _from, on) => {
      queueMicrotask(() => {
        on({ kind: 'link', live: true });
        if (topic.kind === 'job') for (const event of stream) on(event);
      });
      return () => undefined;
    },
    connection: Object.assign(store, { retryNow: () => undefined }),
    onSignedOut: () => () => undefined,
    openExternal: () => undefined,
    saveFile: () => undefined,
  };
}
