import type { Database } from '../../db/transaction.ts';
import { notFound, type Caller } from '../../http/route.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findFlow, findVersion, lockFlow, newestVersion } from './flow-store.ts';

export interface Activated {
  flowId: string;
  providerId: string;
  version: string;
  scriptHash: string;
  active: true;
  replaced: string | null;
}

/**
 * Makes a version (the newest unless named) what POST /run takes for this provider; the flow that was active until now
 * gives way in the same transaction. The same call with an older version is the way back.
 */
export function activateFlow(
  db: Database,
  caller: Caller,
  flowId: string,
  wanted: string | undefined,
): Promise<Activated> {
  const { orgId, userId } = caller;
  return db.inOrg(orgId, async (sql) => {
    const flow = await findFlow(sql, flowId);
    if (flow === undefined) throw notFound('There is no such flow.');
    // Activations for one provider come one after the other, each before it holds any row: so that none meets the unique
    // index, and no two wait for each other's flows.
    await sql.run(`select pg_advisory_xact_lock(hashtextextended('activate ' || $1 || $2, 0))`, [
      orgId,
      flow.provider_id,
    ]);
    await lockFlow(sql, flowId);
    const version = wanted === undefined ? await newestVersion(sql, flowId) : await findVersion(sql, flowId, wanted);
    if (version === undefined || version.test) throw notFound(`This flow has no version ${wanted ?? ''}.`);
    const replaced = await sql.row<{ id: string }>(
      `update flows set active = false, updated_at = now() where provider_id = $1 and active and id <> $2 returning id`,
      [flow.provider_id, flowId],
    );
    await sql.run(`update flows set active = true, published_version = $2, updated_at = now() where id = $1`, [
      flowId,
      version.version,
    ]);
    const { script_hash: scriptHash } = version;
    const details = { version: version.version, scriptHash, replaced: replaced?.id ?? null };
    await recordAudit(sql, { orgId, actorId: userId, action: 'flow.activated', subject: flowId, details });
    const { provider_id: providerId } = flow;
    return { flowId, providerId, version: version.version, scriptHash, active: true, replaced: replaced?.id ?? null };
  });
}
