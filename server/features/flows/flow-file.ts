import { z } from 'zod';
import { toFieldFaults, type FieldFault } from '@sri/shared/errors.ts';
import { flowInputsSchema, flowOptionsSchema, flowStepsSchema, type FlowInputs } from '@sri/shared/model/flow.ts';
import { versionSchema } from '@sri/shared/model/names.ts';
import type { Step } from '@sri/shared/model/step.ts';
import {
  FLOW_FILE_FORMAT,
  type ExportFormat,
  type FormatNote,
  type ImportFormat,
} from '@sri/shared/protocol/api/flow-drafts.ts';
import type { NewFlow } from '@sri/shared/protocol/api/flows.ts';
import type { Database } from '../../db/transaction.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { findFlow, findVersion } from './flow-store.ts';
import { recordingSchema } from './formats/chrome-recording.ts';
import { readChromeRecording } from './formats/read-chrome-recording.ts';
import { writeChromeRecording } from './formats/write-chrome-recording.ts';
import { writePlaywrightTest } from './formats/write-playwright-test.ts';

/** A flow as a file: no ids, no organisation, no secrets (a flow names its secrets, it does not hold them). */
const flowFileSchema = z.strictObject({
  format: z.literal(FLOW_FILE_FORMAT),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(4000).default(''),
  version: versionSchema,
  inputs: flowInputsSchema.default({}),
  options: flowOptionsSchema.default({}),
  steps: flowStepsSchema,
});

/** What a file brings in, ready to be created. */
export interface ReadFile {
  flow: NewFlow;
  notes: FormatNote[];
}

function refuse(faults: readonly FieldFault[]): never {
  throw invalidRequest(
    faults.map(({ field, message }) => ({ field: field === '' ? 'document' : `document.${field}`, message })),
  );
}

function readRecording(providerId: string, document: unknown): ReadFile {
  const parsed = recordingSchema.safeParse(document);
  if (!parsed.success) return refuse(toFieldFaults(parsed.error));
  const { steps: read, inputs, notes } = readChromeRecording(parsed.data.steps);
  const steps = flowStepsSchema.safeParse(read);
  if (!steps.success) return refuse([{ field: 'steps', message: 'no step of this recording has an equal here' }]);
  const name = parsed.data.title.trim().slice(0, 200) || 'Chrome';
  return {
    flow: { providerId, name, description: '', version: '1.0.0', steps: steps.data, inputs, options: {} },
    notes,
  };
}

/** Reads a file for a provider. Throws `invalid_request` with `document...` paths. */
export function readFlowFile(format: ImportFormat, providerId: string, document: unknown): ReadFile {
  if (format === 'chrome-recorder') return readRecording(providerId, document);
  const parsed = flowFileSchema.safeParse(document);
  if (!parsed.success) return refuse(toFieldFaults(parsed.error));
  const { format: _checked, ...flow } = parsed.data;
  return { flow: { ...flow, providerId }, notes: [] };
}

/** A file to be handed out. */
export interface WrittenFile {
  name: string;
  type: string;
  text: string;
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A flow's version (the published one, else the newest) as a file. */
export function writeFlowFile(
  db: Database,
  caller: Caller,
  flowId: string,
  { as, version }: { as: ExportFormat; version?: string | undefined },
): Promise<WrittenFile> {
  return db.inOrg(caller.orgId, async (sql) => {
    const flow = await findFlow(sql, flowId);
    if (flow === undefined) throw notFound('There is no such flow.');
    const found = await findVersion(sql, flowId, version ?? flow.published_version ?? flow.latest_version);
    if (found === undefined) throw notFound('This flow has no such version.');
    const { inputs, options } = found;
    const { name, description } = flow;
    // What is stored was checked when it came in.
    const steps = found.steps as Step[];
    if (as === 'playwright') {
      const text = writePlaywrightTest(name, inputs as FlowInputs, steps);
      return { name: 'flow.spec.ts', type: 'text/plain', text };
    }
    if (as === 'chrome-recorder') {
      return { name: 'flow.chrome.json', type: 'application/json', text: asJson(writeChromeRecording(name, steps)) };
    }
    const file = { format: FLOW_FILE_FORMAT, name, description, version: found.version, inputs, options, steps };
    return { name: 'flow.sri.json', type: 'application/json', text: asJson(file) };
  });
}
