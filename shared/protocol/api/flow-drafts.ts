import { z } from 'zod';
import { fieldFaultSchema } from '../../errors.ts';
import { idSchema } from '../../model/ids.ts';
import { versionSchema } from '../../model/names.ts';
import { defineEndpoint } from './endpoint.ts';
import { createdVersionSchema } from './flows.ts';

const byId = z.object({ id: idSchema });

/** A draft may be unfinished: any JSON object is kept, its faults are told. */
export const draftDocumentSchema = z.record(z.string(), z.unknown());

export const draftSchema = z.object({
  flowId: z.string(),
  /** Grows with each write; also the ETag. 0: nobody wrote a draft, `document` is the newest version. */
  revision: z.number().int(),
  document: draftDocumentSchema,
  updatedBy: z.string().nullable(),
  updatedAt: z.iso.datetime().nullable(),
  errors: z.array(fieldFaultSchema),
});
export type Draft = z.infer<typeof draftSchema>;

export const getDraft = defineEndpoint({
  method: 'GET',
  path: '/api/flows/:id/draft',
  summary: 'The draft that is being edited, with its ETag.',
  tag: 'flows',
  permission: 'flows:read',
  params: byId,
  status: 200,
  response: draftSchema,
});

export const putDraft = defineEndpoint({
  method: 'PUT',
  path: '/api/flows/:id/draft',
  summary: 'Saves the draft; If-Match carries the ETag that was read, and 412 says that somebody else was faster.',
  tag: 'flows',
  permission: 'flows:write',
  params: byId,
  headers: z.object({ 'if-match': z.string() }),
  body: draftDocumentSchema,
  status: 200,
  response: draftSchema,
});

export const FLOW_FILE_FORMAT = 'sri-flow/1';

/** Files that a flow can be had as: our own, a recording of Chrome's DevTools, a test of Playwright's. */
export const exportFormatSchema = z.enum(['sri', 'chrome-recorder', 'playwright']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;
/** Files that a flow can be made of. */
export const importFormatSchema = z.enum(['sri', 'chrome-recorder']);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** What of a file has no equal here. */
export const formatNoteSchema = z.object({
  /** Where it stood in the file, as in `steps[3]`. */
  at: z.string(),
  message: z.string(),
});
export type FormatNote = z.infer<typeof formatNoteSchema>;

export const exportFlow = defineEndpoint({
  method: 'GET',
  path: '/api/flows/:id/export',
  summary: 'A flow as a file, without secrets. What a format has no word for is listed in the file.',
  tag: 'flows',
  permission: 'flows:read',
  params: byId,
  query: z.object({ as: exportFormatSchema.default('sri'), version: versionSchema.optional() }),
  status: 200,
  produces: 'application/json',
});

export const importFlow = defineEndpoint({
  method: 'POST',
  path: '/api/flows/import',
  summary: 'Creates a flow from a file; `notes` lists what of it has no equal here.',
  tag: 'flows',
  permission: 'flows:write',
  query: z.object({ as: importFormatSchema.default('sri') }),
  body: z.strictObject({ providerId: idSchema, document: z.record(z.string(), z.unknown()) }),
  bodyLimit: 5_000_000,
  status: 201,
  response: createdVersionSchema.extend({ notes: z.array(formatNoteSchema) }),
});
