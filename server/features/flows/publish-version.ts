import { AppError } from '@sri/shared/errors.ts';
import type { FlowInputs, FlowOptions } from '@sri/shared/model/flow.ts';
import { newId } from '@sri/shared/model/ids.ts';
import { SCRIPT_FORMAT } from '@sri/shared/model/script.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { keyIdOf } from '@sri/shared/node/keys.ts';
import { signScript } from '@sri/shared/node/script-bytes.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import type { CreatedVersion, NewFlow, NewVersion } from '@sri/shared/protocol/api/flows.ts';
import { scriptKey } from '@sri/shared/protocol/s3-keys.ts';
import type { Database, Sql } from '../../db/transaction.ts';
import { violatedConstraint } from '../../db/unavailable.ts';
import { invalidRequest, notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { insertFlow, insertVersion, lockFlow, newestVersion, nextTestNumber } from './flow-store.ts';
import { nextVersion } from './next-version.ts';
import { resolveSubFlows } from './resolve-sub-flows.ts';

export interface PublishContext {
  db: Database;
  keys: SigningKeys;
  /** Called after the commit: the bytes of a new version wait for S3. */
  scriptStored: (script: { orgId: string; flowId: string; version: string }) => Promise<void>;
}

interface VersionContent {
  flowId: string;
  /** The flow's. */
  name: string;
  version: string;
  steps: Step[];
  inputs: FlowInputs;
  options: FlowOptions;
  note?: string;
  /** Steps of a draft that are tried. */
  test?: boolean;
}

/** Writes one version: settles the flows that it runs, generates the script, hashes and signs its bytes, keeps them in Postgres. */
async function writeVersion(sql: Sql, keys: SigningKeys, caller: Caller, content: VersionContent) {
  const { flowId, name, version, inputs, options } = content;
  const { orgId, userId } = caller;
  const { written, whole, faults } = await resolveSubFlows(sql, { id: flowId, name }, content.steps);
  if (faults.length > 0) throw invalidRequest(faults.slice(0, 100));
  const createdAt = new Date();
  const manifest = {
    purpose: 'flow' as const,
    orgId,
    flowId,
    version,
    keyId: keyIdOf(keys.current),
    createdAt: createdAt.toISOString(),
  };
  const hasOptions = Object.keys(options).length > 0;
  const { bytes, ...signed } = signScript(
    { format: SCRIPT_FORMAT, manifest, inputs, steps: whole, ...(hasOptions ? { options } : {}) },
    keys,
  );
  const key = scriptKey(orgId, flowId, signed.scriptHash);
  await insertVersion(sql, {
    orgId,
    flowId,
    version,
    steps: written,
    inputs,
    options,
    userId,
    createdAt,
    script: bytes,
    test: content.test ?? false,
    note: content.note ?? '',
    scriptKey: key,
    ...signed,
  });
  const details = { version, scriptHash: signed.scriptHash };
  const action = content.test === true ? 'flow.tested' : 'flow.version_created';
  await recordAudit(sql, { orgId, actorId: userId, action, subject: flowId, details });
  return { flowId, version, ...signed, scriptKey: key, createdAt: createdAt.toISOString() };
}

/** Explains the refusals that Postgres itself makes. */
function explain(error: unknown, version: string): never {
  const constraint = violatedConstraint(error);
  if (constraint === 'flow_versions_pkey') {
    throw new AppError('version_exists', `Version ${version} of this flow exists already.`, {
      hint: 'A version never changes. Send the steps again under a higher version, or leave it out.',
      errors: [{ field: 'version', message: 'exists already' }],
    });
  }
  if (constraint === 'flows_provider_is_ours' || constraint === 'flows_provider_id_fkey') {
    throw invalidRequest([{ field: 'providerId', message: 'no such provider; GET /api/providers lists them' }]);
  }
  throw error;
}

/** A new flow with its first version. */
export async function createFlow(context: PublishContext, caller: Caller, flow: NewFlow): Promise<CreatedVersion> {
  const { providerId, name, description, version } = flow;
  const flowId = newId();
  const created = await context.db
    .inOrg(caller.orgId, async (sql) => {
      await insertFlow(sql, { ...caller, flowId, providerId, name, description });
      return writeVersion(sql, context.keys, caller, { ...flow, flowId });
    })
    .catch((error: unknown) => explain(error, version));
  await context.scriptStored({ orgId: caller.orgId, flowId, version });
  return { ...created, providerId, name };
}

/** A further version of a flow; it runs once it is activated. */
export async function addVersion(
  context: PublishContext,
  caller: Caller,
  flowId: string,
  content: NewVersion,
): Promise<CreatedVersion> {
  const created = await context.db
    .inOrg(caller.orgId, async (sql) => {
      const flow = await lockFlow(sql, flowId);
      if (flow === undefined) throw notFound('There is no such flow.');
      const version = content.version ?? nextVersion((await newestVersion(sql, flowId))?.version);
      const written = await writeVersion(sql, context.keys, caller, { ...content, flowId, name: flow.name, version });
      await sql.run('update flows set updated_at = now() where id = $1', [flowId]);
      return { ...written, providerId: flow.provider_id, name: flow.name };
    })
    .catch((error: unknown) => explain(error, content.version ?? 'that was next'));
  await context.scriptStored({ orgId: caller.orgId, flowId, version: created.version });
  return created;
}

/** Signs and keeps steps that are to be tried, as a version `0.0.N` that no list shows and nobody can publish. */
export async function addTestVersion(
  context: PublishContext,
  caller: Caller,
  flowId: string,
  content: Omit<NewVersion, 'version' | 'note'>,
): Promise<CreatedVersion> {
  const created = await context.db.inOrg(caller.orgId, async (sql) => {
    const flow = await lockFlow(sql, flowId);
    if (flow === undefined) throw notFound('There is no such flow.');
    const version = `0.0.${await nextTestNumber(sql, flowId)}`;
    const written = await writeVersion(sql, context.keys, caller, {
      ...content,
      flowId,
      name: flow.name,
      version,
      test: true,
    });
    return { ...written, providerId: flow.provider_id, name: flow.name };
  });
  await context.scriptStored({ orgId: caller.orgId, flowId, version: created.version });
  return created;
}
