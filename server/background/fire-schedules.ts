import { AppError } from '@sri/shared/errors.ts';
import type { Logger } from '@sri/shared/node/logger.ts';

export interface FireSchedulesContext {
  /** Those that are due, longest due first. */
  findDue: () => Promise<{ orgId: string; id: string }[]>;
  fire: (orgId: string, id: string) => Promise<boolean>;
  log: Logger;
}

/** A schedule that could not be handled for a reason of its own is left alone for so long, in ms: others are due too. */
const TROUBLED_MS = 60_000;

/** Starts what schedules are due for. Which control plane handles one is settled by its row. */
export function createFireSchedules({ findDue, fire, log }: FireSchedulesContext): () => Promise<void> {
  const troubled = new Map<string, number>();
  return async () => {
    for (const { orgId, id } of await findDue()) {
      if ((troubled.get(id) ?? 0) > performance.now()) continue;
      troubled.delete(id);
      try {
        await fire(orgId, id);
      } catch (error) {
        if (error instanceof AppError && error.status === 503) throw error;
        troubled.set(id, performance.now() + TROUBLED_MS);
        log.error({ err: error, orgId, scheduleId: id }, 'a schedule could not be handled, trying again in a minute');
      }
    }
  };
}
