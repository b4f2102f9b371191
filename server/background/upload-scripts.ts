import { delay } from '@sri/shared/lang/delay.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import { inGroups } from './in-groups.ts';

export interface UploadContext {
  /** Uploads what waits of one organisation, at most a batch; returns how many. */
  upload: (orgId: string) => Promise<number>;
  allOrgs: () => string[];
  /** How long the one who made a script waits for S3, in ms. */
  patienceMs: number;
  /** How often all organisations are looked through for what another process left, in ms. */
  sweepMs: number;
  log: Logger;
}

const AT_ONCE = 4;

/** Brings scripts that lie in Postgres to S3: at once where S3 is there, else as soon as it is back. */
export function createScriptUploads({ upload, allOrgs, patienceMs, sweepMs, log }: UploadContext) {
  const pending = new Set<string>();
  let sweptAt = Number.NEGATIVE_INFINITY;

  async function uploadAll(orgId: string): Promise<void> {
    pending.add(orgId);
    while ((await upload(orgId)) > 0);
    pending.delete(orgId);
  }

  return {
    run: async (): Promise<void> => {
      const orgs = allOrgs();
      if (orgs.length > 0 && performance.now() - sweptAt > sweepMs) {
        for (const orgId of orgs) pending.add(orgId);
        sweptAt = performance.now();
      }
      await inGroups([...pending], AT_ONCE, uploadAll);
    },
    /** Tries now, so that a worker finds the script; returns when it lies there, or after a short while in any case. */
    soon: async ({ orgId }: { orgId: string }): Promise<void> => {
      const tried = uploadAll(orgId).catch((error: unknown) => {
        log.warn({ orgId, err: { message: String(error) } }, 'a script waits for S3; it is brought there later');
      });
      const patience = new AbortController();
      await Promise.race([tried, delay(patienceMs, patience.signal)]);
      patience.abort();
    },
  };
}
