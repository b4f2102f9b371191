import { z } from 'zod';
import { fieldFaultSchema } from '../../errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema, inputValuesSchema } from '../../model/flow.ts';
import { idSchema } from '../../model/ids.ts';
import { jobStatusSchema } from '../../model/job.ts';
import { versionSchema } from '../../model/names.ts';
import { defineEndpoint } from './endpoint.ts';

const name = z.string().trim().min(1).max(200);
const description = z.string().max(4000).default('');
const byId = z.object({ id: idSchema });
const time = z.iso.datetime();

/** What a version of a flow is made of. */
const content = {
  steps: flowStepsSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
};

export const newFlowSchema = z.strictObject({
  providerId: idSchema,
  version: versionSchema,
  name,
  description,
  ...content,
});
export type NewFlow = z.output<typeof newFlowSchema>;

/** Without `version` the last number of the newest one grows by one. */
export const newVersionSchema = z.strictObject({
  version: versionSchema.optional(),
  /** What others should know about it. */
  note: z.string().trim().max(500).default(''),
  ...content,
});
export type NewVersion = z.output<typeof newVersionSchema>;

export const versionSummarySchema = z.object({
  version: z.string(),
  scriptHash: z.string(),
  scriptSignature: z.string(),
  keyId: z.string(),
  scriptKey: z.string(),
  /** Null until the bytes lie in S3; the flow is usable before. */
  uploadedAt: time.nullable(),
  published: z.boolean(),
  createdBy: z.string(),
  createdByName: z.string(),
  createdAt: time,
  note: z.string(),
});
export type VersionSummary = z.infer<typeof versionSummarySchema>;

/** With how its executions ended, among the last 10,000 of the flow. */
export const listedVersionSchema = versionSummarySchema.extend({
  runs: z.object({ ended: z.number().int(), completed: z.number().int() }),
});
export type ListedVersion = z.infer<typeof listedVersionSchema>;

export const createdVersionSchema = z.object({
  flowId: z.string(),
  providerId: z.string(),
  name: z.string(),
  version: z.string(),
  scriptHash: z.string(),
  scriptSignature: z.string(),
  keyId: z.string(),
  scriptKey: z.string(),
  createdAt: time,
});
export type CreatedVersion = z.infer<typeof createdVersionSchema>;

/** How one of the last executions of a flow went. */
export const flowResultSchema = z.object({ jobId: z.string(), status: jobStatusSchema, createdAt: time });
export type FlowResult = z.infer<typeof flowResultSchema>;

export const flowSummarySchema = z.object({
  id: z.string(),
  providerId: z.string(),
  name: z.string(),
  description: z.string(),
  /** The provider's active flow: what POST /run without `flowId` takes. */
  active: z.boolean(),
  publishedVersion: z.string().nullable(),
  latestVersion: z.string(),
  /** Steps are being edited that no version has yet. */
  hasDraft: z.boolean(),
  /** What a run of it asks for: inputs of the published version, or of the newest where none was published. */
  inputCount: z.number().int(),
  /** The last ten executions, oldest first. */
  results: z.array(flowResultSchema),
  /** What it usually takes, in ms: the middle of its last completed executions; null while there are under 3. */
  usualMs: z.number().nullable(),
  createdBy: z.string(),
  createdByName: z.string(),
  createdAt: time,
  updatedAt: time,
});
export type FlowSummary = z.infer<typeof flowSummarySchema>;

/** Steps here were checked when they came in; they are handed out as they are stored. */
const storedContent = {
  steps: z.array(z.unknown()),
  inputs: z.record(z.string(), z.unknown()),
  options: z.record(z.string(), z.unknown()),
};

export const versionDetailSchema = versionSummarySchema.extend(storedContent);
export type VersionDetail = z.infer<typeof versionDetailSchema>;
export const flowDetailSchema = flowSummarySchema.extend({ version: versionDetailSchema });
export type FlowDetail = z.infer<typeof flowDetailSchema>;

export const listFlows = defineEndpoint({
  method: 'GET',
  path: '/api/flows',
  summary: 'Flows of the organisation, newest change first.',
  tag: 'flows',
  permission: 'flows:read',
  query: z.object({
    providerId: idSchema.optional(),
    q: z
      .string()
      .regex(/^\P{Cc}*$/u, 'no control characters')
      .max(200)
      .optional(),
  }),
  status: 200,
  response: z.object({ items: z.array(flowSummarySchema) }),
});

export const getFlow = defineEndpoint({
  method: 'GET',
  path: '/api/flows/:id',
  summary: 'A flow with its published version, or its newest where none was published.',
  tag: 'flows',
  permission: 'flows:read',
  params: byId,
  status: 200,
  response: flowDetailSchema,
});

export const createFlow = defineEndpoint({
  method: 'POST',
  path: '/api/flows',
  summary: 'Creates a flow: its script is generated, hashed, signed and stored.',
  tag: 'flows',
  permission: 'flows:write',
  body: newFlowSchema,
  status: 201,
  response: createdVersionSchema,
});

export const listVersions = defineEndpoint({
  method: 'GET',
  path: '/api/flows/:id/versions',
  summary: 'Versions of a flow, newest first, with how their executions ended.',
  tag: 'flows',
  permission: 'flows:read',
  params: byId,
  status: 200,
  response: z.object({ items: z.array(listedVersionSchema) }),
});

export const getVersion = defineEndpoint({
  method: 'GET',
  path: '/api/flows/:id/versions/:version',
  summary: 'One version with its steps.',
  tag: 'flows',
  permission: 'flows:read',
  params: byId.extend({ version: versionSchema }),
  status: 200,
  response: versionDetailSchema,
});

export const getVersionScript = defineEndpoint({
  method: 'GET',
  path: '/api/flows/:id/versions/:version/script',
  summary: 'The signed bytes of a version, exactly: their SHA-256 is its `scriptHash`.',
  tag: 'flows',
  permission: 'flows:read',
  params: byId.extend({ version: versionSchema }),
  status: 200,
  produces: 'application/json',
});

export const addVersion = defineEndpoint({
  method: 'POST',
  path: '/api/flows/:id/versions',
  summary: 'Adds a version; it runs once it is activated.',
  tag: 'flows',
  permission: 'flows:write',
  params: byId,
  body: newVersionSchema,
  status: 201,
  response: createdVersionSchema,
});

export const validateFlow = defineEndpoint({
  method: 'POST',
  path: '/api/flows/validate',
  summary: 'Says what is wrong with steps, inputs and options, without storing anything.',
  tag: 'flows',
  permission: 'flows:read',
  body: z.record(z.string(), z.unknown()),
  anyText: true,
  status: 200,
  response: z.object({ valid: z.boolean(), errors: z.array(fieldFaultSchema) }),
});

export const testRequestSchema = z.strictObject({
  flowId: idSchema,
  /** Steps, inputs and options to try; the flow's draft unless given. */
  document: z
    .looseObject({ steps: z.unknown(), inputs: z.unknown().optional(), options: z.unknown().optional() })
    .optional(),
  /** By the id of a step: all up to it, or it alone, on the page that is opened last before it. All of the flow unless given. */
  part: z
    .union([z.strictObject({ until: z.string().max(64) }), z.strictObject({ only: z.string().max(64) })])
    .optional(),
  inputs: inputValuesSchema.default({}),
});
export type TestRequest = z.output<typeof testRequestSchema>;

export const testFlow = defineEndpoint({
  method: 'POST',
  path: '/api/flows/test',
  summary: 'Tries a draft on a robot: whole, up to a step, or one step alone.',
  tag: 'flows',
  permission: 'flows:write',
  body: testRequestSchema,
  bodyLimit: 5_000_000,
  status: 202,
  response: z.object({ jobId: z.string(), status: z.literal('queued') }),
});

export const activateFlow = defineEndpoint({
  method: 'POST',
  path: '/api/flows/:id/activate',
  summary: "Makes a version (the newest unless told) the provider's active flow; also the way back to an older one.",
  tag: 'flows',
  permission: 'flows:publish',
  params: byId,
  body: z.strictObject({ version: versionSchema.optional() }),
  status: 200,
  response: z.object({
    flowId: z.string(),
    providerId: z.string(),
    version: z.string(),
    scriptHash: z.string(),
    active: z.literal(true),
    /** The flow of this provider that was active until now, if it was another one. */
    replaced: z.string().nullable(),
  }),
});
