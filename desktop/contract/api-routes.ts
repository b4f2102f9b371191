import type { z } from 'zod';
import {
  acknowledgeAlert,
  changeAlertSettings,
  getAlertSettings,
  listAlerts,
} from '@sri/shared/protocol/api/alerts.ts';
import { createApiKey, listApiKeys, revokeApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { changePassword, getMe, login, logout, register } from '@sri/shared/protocol/api/auth.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { exportFlow, getDraft, importFlow, putDraft } from '@sri/shared/protocol/api/flow-drafts.ts';
import {
  activateFlow,
  addVersion,
  testFlow,
  createFlow,
  getFlow,
  getVersion,
  getVersionScript,
  listFlows,
  listVersions,
} from '@sri/shared/protocol/api/flows.ts';
import { getHealth } from '@sri/shared/protocol/api/health.ts';
import {
  acceptInvitation,
  createInvitation,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from '@sri/shared/protocol/api/invitations.ts';
import { getResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import {
  cancelJob,
  controlJob,
  getJob,
  getJobFile,
  getJobLog,
  listArtifacts,
  listJobCauses,
  listJobs,
  retryJob,
  reviewJob,
  sendJobCode,
} from '@sri/shared/protocol/api/jobs.ts';
import { changeMember, listMembers, removeMember } from '@sri/shared/protocol/api/members.ts';
import {
  createProvider,
  deleteProvider,
  listProviders,
  pauseProvider,
  resumeProvider,
  setProviderFormat,
  updateProvider,
} from '@sri/shared/protocol/api/providers.ts';
import { run } from '@sri/shared/protocol/api/run.ts';
import {
  createSchedule,
  deleteSchedule,
  listHolidays,
  listSchedules,
  listTicks,
  pauseSchedule,
  previewSchedule,
  replaceSchedule,
  resumeSchedule,
  runSchedule,
} from '@sri/shared/protocol/api/schedules.ts';
import { deleteSecret, listSecrets, putSecret } from '@sri/shared/protocol/api/secrets.ts';
import {
  checkSession,
  deleteSession,
  listSessionVersions,
  listSessions,
  readProof,
  lendSession,
  restoreSession,
  saveSession,
  getSessionRules,
  putSessionRules,
  releaseAccount,
  startProof,
} from '@sri/shared/protocol/api/sessions.ts';
import { changeSettings, getSettings } from '@sri/shared/protocol/api/settings.ts';
import { spendSignInCode } from '@sri/shared/protocol/api/sign-in-codes.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getDelivery,
  listDeliveries,
  listWebhooks,
  resendDeliveries,
  resendDelivery,
  rotateWebhook,
  testWebhook,
} from '@sri/shared/protocol/api/webhooks.ts';
import { drainWorker, listWorkers, resumeWorker } from '@sri/shared/protocol/api/workers.ts';

/** Every call of the control plane that a screen makes, by name: what the renderer may ask for, in either home. */
export const API_ROUTES = {
  register,
  login,
  signInWithCode: spendSignInCode,
  logout,
  getMe,
  getHealth,
  listAlerts,
  acknowledgeAlert,
  getAlertSettings,
  changeAlertSettings,
  listJobs,
  listJobCauses,
  getJob,
  getJobLog,
  getJobFile,
  getResultChanges,
  listArtifacts,
  cancelJob,
  controlJob,
  retryJob,
  reviewJob,
  sendJobCode,
  run,
  listSchedules,
  createSchedule,
  replaceSchedule,
  deleteSchedule,
  pauseSchedule,
  resumeSchedule,
  runSchedule,
  listTicks,
  previewSchedule,
  listHolidays,
  listFlows,
  getFlow,
  listVersions,
  getVersion,
  getVersionScript,
  createFlow,
  importFlow,
  exportFlow,
  addVersion,
  testFlow,
  activateFlow,
  getDraft,
  putDraft,
  listProviders,
  createProvider,
  updateProvider,
  setProviderFormat,
  deleteProvider,
  pauseProvider,
  resumeProvider,
  listSecrets,
  putSecret,
  deleteSecret,
  listSessions,
  checkSession,
  deleteSession,
  listSessionVersions,
  lendSession,
  restoreSession,
  saveSession,
  getSessionRules,
  putSessionRules,
  releaseAccount,
  startProof,
  readProof,
  listWebhooks,
  createWebhook,
  changeWebhook,
  deleteWebhook,
  rotateWebhook,
  testWebhook,
  listDeliveries,
  getDelivery,
  resendDelivery,
  resendDeliveries,
  listWorkers,
  drainWorker,
  resumeWorker,
  changePassword,
  listMembers,
  changeMember,
  removeMember,
  listInvitations,
  createInvitation,
  revokeInvitation,
  readInvitation,
  acceptInvitation,
  listApiKeys,
  createApiKey,
  revokeApiKey,
  getSettings,
  changeSettings,
} as const satisfies Record<string, Endpoint>;

export type RouteName = keyof typeof API_ROUTES;

/** What the desktop app's main process asks for itself: no page gets to see it. */
export const MAIN_ONLY: readonly RouteName[] = ['lendSession'];

type RouteOf<R extends RouteName> = (typeof API_ROUTES)[R];

type Part<E, K extends string, S> =
  E extends Record<K, infer T extends z.ZodType> ? { [P in S & string]: z.input<T> } : object;

/** What a call takes: `params` of its address, `query`, `headers`, `body`, as far as its contract has them. */
export type RouteInput<R extends RouteName> = Part<RouteOf<R>, 'params', 'params'> &
  Partial<Part<RouteOf<R>, 'query', 'query'>> &
  Partial<Part<RouteOf<R>, 'headers', 'headers'>> &
  Part<RouteOf<R>, 'body', 'body'>;

/** What it answers, parsed; text where the contract says so. */
export type RouteOutput<R extends RouteName> =
  RouteOf<R> extends { response: infer T extends z.ZodType }
    ? z.output<T>
    : RouteOf<R> extends { produces: string }
      ? string
      : undefined;
