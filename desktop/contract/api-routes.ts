import type { z } from 'zod';
import { getMe, login, logout, register } from '@sri/shared/protocol/api/auth.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import {
  cancelJob,
  getJob,
  getJobLog,
  listArtifacts,
  listJobs,
  retryJob,
  reviewJob,
} from '@sri/shared/protocol/api/jobs.ts';
import { listProviders } from '@sri/shared/protocol/api/providers.ts';
import { checkSession, listSessions } from '@sri/shared/protocol/api/sessions.ts';
import { listWorkers } from '@sri/shared/protocol/api/workers.ts';

/** Every call of the control plane that a screen makes, by name: what the renderer may ask for, in either home. */
export const API_ROUTES = {
  register,
  login,
  logout,
  getMe,
  getHealth,
  listJobs,
  getJob,
  getJobLog,
  listArtifacts,
  cancelJob,
  retryJob,
  reviewJob,
  listProviders,
  listSessions,
  checkSession,
  listWorkers,
} as const satisfies Record<string, Endpoint>;

export type RouteName = keyof typeof API_ROUTES;
type RouteOf<R extends RouteName> = (typeof API_ROUTES)[R];

type Part<E, K extends string, S> =
  E extends Record<K, infer T extends z.ZodType> ? { [P in S & string]: z.input<T> } : object;

/** What a call takes: `params` of its address, `query`, `body`, as far as its contract has them. */
export type RouteInput<R extends RouteName> = Part<RouteOf<R>, 'params', 'params'> &
  Partial<Part<RouteOf<R>, 'query', 'query'>> &
  Part<RouteOf<R>, 'body', 'body'>;

/** What it answers, parsed; text where the contract says so. */
export type RouteOutput<R extends RouteName> =
  RouteOf<R> extends { response: infer T extends z.ZodType }
    ? z.output<T>
    : RouteOf<R> extends { produces: string }
      ? string
      : undefined;
