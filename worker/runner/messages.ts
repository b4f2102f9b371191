import { z } from 'zod';
import { valueFormatSchema } from '@sri/shared/model/value-format.ts';
import { inputValuesSchema } from '@sri/shared/model/flow.ts';
import { stepReportSchema } from '@sri/shared/model/job.ts';
import { resumeStateSchema } from '@sri/shared/model/resume.ts';
import { scriptSchema } from '@sri/shared/model/script.ts';
import { leftOutSchema } from '@sri/shared/model/session-proof.ts';
import { refreshedSessionSchema, sessionSchema } from '@sri/shared/model/session.ts';
import { askSchema } from '@sri/shared/model/live-event.ts';
import { frameMetaSchema } from '@sri/shared/protocol/live-frame.ts';
import { liveOrderSchema } from '@sri/shared/protocol/job-control.ts';
import { jobErrorSchema } from '@sri/shared/errors.ts';

/** How the runner starts its browser; the first message it gets. */
export const settingsSchema = z.object({
  workerId: z.string(),
  executablePath: z.string(),
  proxyUrl: z.string(),
  sandbox: z.boolean(),
  extraArgs: z.array(z.string()),
  /** Jobs after which the browser is replaced by a fresh one. */
  jobsPerBrowser: z.number(),
  /** Memory above which it is replaced when it is free; at twice as much it is killed with what runs in it. */
  browserBytes: z.number(),
});
export type RunnerSettings = z.infer<typeof settingsSchema>;

/** One run, as it is handed over. `limitMs`: what is left of the hard limit. */
export const runnerJobSchema = z.object({
  jobId: z.string(),
  script: scriptSchema,
  session: sessionSchema,
  provider: z.object({
    slug: z.string(),
    loginUrl: z.string().nullable(),
    domains: z.array(z.string()),
    format: valueFormatSchema.optional(),
  }),
  inputs: inputValuesSchema,
  secrets: z.record(z.string(), z.string()).optional(),
  resume: resumeStateSchema.optional(),
  spoolDir: z.string(),
  stepPictures: z.enum(['all', 'failures']),
  scopeCookies: z.boolean(),
  limitMs: z.number(),
});

const failureSchema = z.object({
  kind: z.enum(['refused', 'unresolved', 'unreachable', 'timeout']),
  message: z.string(),
});

/** Parent to runner. */
export const orderSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), settings: settingsSchema }),
  z.object({ type: z.literal('run'), runId: z.number(), job: runnerJobSchema }),
  z.object({ type: z.literal('abort'), runId: z.number() }),
  z.object({ type: z.literal('passed'), askId: z.number(), ok: z.boolean() }),
  z.object({ type: z.literal('egress'), askId: z.number(), failure: failureSchema.nullable() }),
  /** What a person does to the run: watches, has control, types, answers. */
  z.object({ type: z.literal('live'), runId: z.number(), order: liveOrderSchema }),
  z.object({ type: z.literal('frameTaken'), frameId: z.number() }),
  z.object({ type: z.literal('close') }),
]);
export type Order = z.infer<typeof orderSchema>;

const OUR_OWN = new Set(['execution.log', 'result.json', 'manifest.json', 'attempts']);

/** A file in the spool folder, relative: no way out of it, none of the names that the parent writes. */
export const fileNameSchema = z
  .string()
  .max(512)
  .refine((name) => {
    const parts = name.split('/');
    const plain = !/[\p{Cc}\\]/u.test(name) && !parts.some((part) => part === '' || part === '.' || part === '..');
    return plain && !OUR_OWN.has(parts[0] ?? '');
  }, 'is no name of a result');

export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('log'), level: z.enum(['debug', 'info', 'warn', 'error']), message: z.string() }),
  z.object({ type: z.literal('step'), step: stepReportSchema }),
  z.object({ type: z.literal('file'), name: fileNameSchema }),
  z.object({ type: z.literal('ask'), ask: askSchema.nullable() }),
  z.object({ type: z.literal('restored'), leftOut: z.array(leftOutSchema) }),
]);

/** Base64 of 400 KB. */
const MAX_PICTURE = 550_000;

export const runResultSchema = z.object({
  status: z.enum(['completed', 'failed', 'needs_login', 'needs_review', 'cancelled']),
  error: jobErrorSchema.extend({ retryable: z.boolean() }).exactOptional(),
  steps: z.array(stepReportSchema),
  pastPointOfNoReturn: z.boolean(),
  data: z.array(z.string()),
  refreshed: refreshedSessionSchema.exactOptional(),
});

/** Runner to parent. The runner handles hostile pages: whatever it says is parsed. */
export const reportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), browserVersion: z.string() }),
  z.object({ type: z.literal('unable'), message: z.string() }),
  z.object({ type: z.literal('event'), runId: z.number(), event: runEventSchema }),
  z.object({
    type: z.literal('frame'),
    runId: z.number(),
    frameId: z.number(),
    meta: frameMetaSchema,
    /** JPEG in Base64; empty where the page has not changed. */
    picture: z.base64().max(MAX_PICTURE).or(z.literal('')),
  }),
  z.object({ type: z.literal('pass'), askId: z.number(), runId: z.number(), stepId: z.string() }),
  z.object({ type: z.literal('askEgress'), askId: z.number(), url: z.string() }),
  z.object({ type: z.literal('result'), runId: z.number(), result: runResultSchema }),
]);
export type Report = z.infer<typeof reportSchema>;
