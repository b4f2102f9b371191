import { idSchema } from '@sri/shared/model/ids.ts';
import { drainWorker, listWorkers, resumeWorker, type Workers } from '@sri/shared/protocol/api/workers.ts';
import type { Caller, Route, RouteMaker } from '../../http/route.ts';
import { setDrain, type DrainContext } from './drain-worker.ts';
import { readLivingWorkers } from './heartbeats.ts';

export interface WorkerRoutesContext extends DrainContext {
  /** Depth of an organisation's queue; `oldest` in ms since the epoch. */
  depth: (orgId: string) => Promise<{ queued: number; delayed: number; parked: number; oldest: number | null }>;
}

async function workersFor(context: WorkerRoutesContext, caller: Caller): Promise<Workers> {
  const { db, redis, keys, depth, mayDrain } = context;
  const [workers, waiting, may] = await Promise.all([
    readLivingWorkers(redis, keys),
    depth(caller.orgId),
    mayDrain(caller),
  ]);
  // A job that was put in by hand may have any name.
  const all = workers.flatMap(({ running }) => running).filter((id) => idSchema.safeParse(id).success);
  const own = await db.inOrg(caller.orgId, (sql) =>
    sql.rows<{ id: string }>('select id from jobs where id = any($1::uuid[])', [all]),
  );
  const ownIds = new Set(own.map(({ id }) => id));
  return {
    items: workers.map((worker) => ({
      ...worker,
      running: worker.running.filter((id) => ownIds.has(id)),
      runningTotal: worker.running.length,
    })),
    waiting: {
      count: waiting.queued + waiting.delayed + waiting.parked,
      oldestMs: waiting.oldest === null ? null : Math.max(0, Date.now() - waiting.oldest),
    },
    mayDrain: may,
  };
}

/** The robots: who is there, and who is to take nothing new. */
export function workerRoutes(route: RouteMaker, context: WorkerRoutesContext): Route[] {
  return [
    route(listWorkers, ({ caller }) => workersFor(context, caller)),
    route(drainWorker, async ({ caller, params }) => {
      await setDrain(context, caller, params.workerId, true);
      return undefined;
    }),
    route(resumeWorker, async ({ caller, params }) => {
      await setDrain(context, caller, params.workerId, false);
      return undefined;
    }),
  ];
}
