import { z } from 'zod';
import { jobErrorSchema } from '../../errors.ts';
import { idSchema } from '../../model/ids.ts';
import { jobStatusSchema } from '../../model/job.ts';
import { holderSchema } from '../../model/live-event.ts';
import { variableNameSchema } from '../../model/names.ts';
import { defineEndpoint } from './endpoint.ts';

const byId = z.object({ id: idSchema });
const time = z.iso.datetime();

export const jobSummarySchema = z.object({
  jobId: z.string(),
  status: jobStatusSchema,
  error: jobErrorSchema.optional(),
  userId: z.string(),
  /** Whose account ran it. */
  userName: z.string(),
  providerId: z.string(),
  provider: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  version: z.string(),
  scriptHash: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  workerId: z.string().nullable(),
  /** What this flow usually takes, in ms: the middle of its last completed executions; null while there are under 3. */
  usualMs: z.number().nullable(),
  retryOf: z.string().nullable(),
  /** The schedule that started it, while there is that schedule. */
  schedule: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** A trial of a draft: in no list, and in no statistics. */
  test: z.boolean(),
  /** The step that failed it, where it can be taken up there (`fromStep` of a retry). */
  resumableFrom: z.string().nullable(),
  /** The step at which it took up the execution that it retries. */
  resumedFrom: z.string().nullable(),
  cancelRequested: z.boolean(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
});
export type JobSummary = z.infer<typeof jobSummarySchema>;

export const jobStepSchema = z.object({
  stepId: z.string(),
  path: z.string(),
  type: z.string(),
  name: z.string().nullable(),
  status: z.string(),
  startedAt: time,
  durationMs: z.number().nullable(),
  message: z.string().nullable(),
  error: jobErrorSchema.nullable(),
});
export type JobStep = z.infer<typeof jobStepSchema>;

/** Why it has not begun: the account's session has to be renewed, the account is in use by `jobId`, it is tried again, or others come first. */
export const waitingSchema = z.object({
  why: z.enum(['session', 'account', 'retry', 'turn']),
  /** Executions of the organisation that wait before it. */
  ahead: z.number().int(),
  jobId: z.string().nullable(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const jobDetailSchema = jobSummarySchema.extend({
  scriptSignature: z.string(),
  keyId: z.string(),
  /** Generation and attempt: together the fence of R8. */
  gen: z.number().int(),
  attempt: z.number().int(),
  stalls: z.number().int(),
  metadata: z.record(z.string(), z.unknown()),
  resultPrefix: z.string(),
  /** Null unless it waits in the queue. */
  waiting: waitingSchema.nullable(),
  steps: z.array(jobStepSchema),
});
export type JobDetail = z.infer<typeof jobDetailSchema>;

export const jobStatusAnswerSchema = z.object({
  jobId: z.string(),
  status: jobStatusSchema,
  error: jobErrorSchema.optional(),
  cancelRequested: z.boolean(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
});

export const getJobStatus = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id/status',
  summary: 'How far an execution is.',
  tag: 'jobs',
  permission: 'jobs:read',
  params: byId,
  status: 200,
  response: jobStatusAnswerSchema,
});

export const getJob = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id',
  summary: 'An execution with its steps, the exact script that it ran and how it ended.',
  tag: 'jobs',
  permission: 'jobs:read',
  params: byId,
  status: 200,
  response: jobDetailSchema,
});

const statusList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(jobStatusSchema).min(1));

const plain = (max: number) =>
  z
    .string()
    .regex(/^\P{Cc}*$/u, 'no control characters')
    .max(max);

/** A moment of the years that Postgres and JavaScript both know, whatever its zone; made UTC. */
const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine((text) => /^(?!0000)\d{4}-/.test(text), 'a time of the years 1 to 9999');

const jobConditions = {
  /** One or several, with commas. */
  status: statusList.optional(),
  providerId: idSchema.optional(),
  flowId: idSchema.optional(),
  /** Whose account. */
  userId: idSchema.optional(),
  workerId: plain(200).optional(),
  /** By which schedule it was started. */
  scheduleId: idSchema.optional(),
  /** Code of the error that ended it. */
  cause: plain(100).optional(),
  /** Stands in the flow's name, the portal's name, the id, or a value of the inputs; case and accents do not count. */
  q: plain(200).optional(),
  /** Created at or after, and before. */
  from: moment.optional(),
  to: moment.optional(),
};

export const jobConditionsSchema = z.object(jobConditions);
/** What executions are looked for. */
export type JobConditions = z.output<typeof jobConditionsSchema>;

export const jobFilterSchema = z.object({
  ...jobConditions,
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export type JobFilter = z.output<typeof jobFilterSchema>;

export const listJobs = defineEndpoint({
  method: 'GET',
  path: '/api/jobs',
  summary: 'Executions, newest first; `nextCursor` leads on.',
  tag: 'jobs',
  permission: 'jobs:read',
  query: jobFilterSchema,
  status: 200,
  response: z.object({ items: z.array(jobSummarySchema), nextCursor: z.string().nullable() }),
});

export const jobCauseSchema = z.object({
  code: z.string(),
  providerId: z.string(),
  provider: z.string(),
  count: z.number().int(),
  /** When the newest of them was created. */
  lastAt: time,
});
export type JobCause = z.infer<typeof jobCauseSchema>;

export const listJobCauses = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/causes',
  summary: 'Why executions failed or wait: how many of each cause at each portal, most first.',
  tag: 'jobs',
  permission: 'jobs:read',
  query: jobConditionsSchema,
  status: 200,
  response: z.object({ items: z.array(jobCauseSchema) }),
});

export const getJobLog = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id/log',
  summary: 'The log: `execution.log` of an execution that ended, else what was written so far.',
  tag: 'jobs',
  permission: 'jobs:read',
  params: byId,
  status: 200,
  produces: 'text/plain',
});

export const artifactSchema = z.object({
  name: z.string(),
  bytes: z.number().int(),
  contentType: z.string(),
  /** Of the accepted attempt's file, as its worker computed it. */
  sha256: z.string().nullable(),
  /** Good until `expiresAt`, for whoever has it. */
  url: z.string(),
});
export type Artifact = z.infer<typeof artifactSchema>;

export const listArtifacts = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id/artifacts',
  summary: 'Files of an execution with short-lived links.',
  tag: 'jobs',
  permission: 'jobs:read',
  params: byId,
  status: 200,
  response: z.object({ items: z.array(artifactSchema), expiresAt: time }),
});

/** `network.json`, the data that a step saved, or what of it broke its contract. */
const jsonFileSchema = z.string().refine((name) => {
  const [, saved] = /^data\/(.+?)(?:\.contract)?\.json$/u.exec(name) ?? [];
  return saved === undefined ? name === 'network.json' : variableNameSchema.safeParse(saved).success;
}, 'network.json, data/{name}.json or data/{name}.contract.json');

export const getJobFile = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id/files/:name',
  summary:
    'What an execution saved, as JSON: `network.json`, `data/{name}.json` or `data/{name}.contract.json` (slash as %2F).',
  tag: 'jobs',
  permission: 'jobs:read',
  params: byId.extend({ name: jsonFileSchema }),
  status: 200,
  produces: 'application/json',
});

export const jobEvents = defineEndpoint({
  method: 'GET',
  path: '/api/jobs/:id/events',
  summary: 'Server-sent events of an execution, from Last-Event-ID on; ends after the final status.',
  tag: 'live',
  permission: 'jobs:read',
  params: byId,
  headers: z.object({ 'last-event-id': z.string().optional() }),
  query: z.object({ lastEventId: z.string().optional() }),
  status: 200,
  produces: 'text/event-stream',
});

const changed = z.object({ jobId: z.string(), status: jobStatusSchema, cancelRequested: z.boolean() });

export const cancelJob = defineEndpoint({
  method: 'POST',
  path: '/api/jobs/:id/cancel',
  summary: 'Cancels: at once while it waits; a running one is asked, and stopped if it does not obey.',
  tag: 'jobs',
  permission: 'jobs:run',
  params: byId,
  body: z.strictObject({}),
  status: 202,
  response: changed,
});

export const retryJob = defineEndpoint({
  method: 'POST',
  path: '/api/jobs/:id/retry',
  summary:
    'Runs the same version with the same inputs again, as a new execution; with `fromStep` from the step that failed on.',
  tag: 'jobs',
  permission: 'jobs:run',
  params: byId,
  body: z.strictObject({ fromStep: z.string().max(200).optional() }),
  status: 202,
  response: z.object({ jobId: z.string(), status: z.literal('queued'), retryOf: z.string() }),
});

export const controlJob = defineEndpoint({
  method: 'POST',
  path: '/api/jobs/:id/control',
  summary:
    'Takes control of the browser of an execution under way, keeps it (it ends by itself after 5 minutes), or gives it back.',
  tag: 'jobs',
  permission: 'jobs:run',
  params: byId,
  body: z.strictObject({ action: z.enum(['take', 'renew', 'give']), reason: z.string().max(500).optional() }),
  status: 200,
  response: z.object({ holder: holderSchema.nullable(), holdId: z.string().nullable() }),
});

export const sendJobCode = defineEndpoint({
  method: 'POST',
  path: '/api/jobs/:id/code',
  summary: 'Hands a code to the execution that waits for it; the code is kept nowhere.',
  tag: 'jobs',
  permission: 'jobs:run',
  params: byId,
  body: z.strictObject({ code: z.string().trim().min(1).max(200) }),
  status: 202,
  response: z.object({ jobId: z.string() }),
});

export const reviewJob = defineEndpoint({
  method: 'POST',
  path: '/api/jobs/:id/review',
  summary: "A person's decision about an execution that waits in needs_review.",
  tag: 'jobs',
  permission: 'jobs:run',
  params: byId,
  body: z.strictObject({ decision: z.enum(['completed', 'failed', 'again']) }),
  status: 202,
  response: changed,
});
