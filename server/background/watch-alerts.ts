import { inGroups } from './in-groups.ts';

export interface WatchAlertsContext {
  /** Whether any worker gives a sign of life. */
  workersLive: () => Promise<boolean>;
  orgs: { active: () => string[]; all: () => string[] };
  /** True where something opened or closed. */
  settle: (orgId: string, workers: boolean) => Promise<boolean>;
  onChanged: () => void;
}

const AT_ONCE = 4;
/** Organisations in which nothing happens are looked at in so many turns: their sessions end all the same. */
const TURNS_FOR_ALL = 60;

/** Looks at the facts of the organisations in which something happens, and at a share of the others. */
export function createWatchAlerts({ workersLive, orgs, settle, onChanged }: WatchAlertsContext): () => Promise<void> {
  let turn = 0;
  return async () => {
    const workers = await workersLive();
    const all = orgs.all();
    const share = all.filter((_, index) => index % TURNS_FOR_ALL === turn % TURNS_FOR_ALL);
    turn += 1;
    await inGroups([...new Set([...orgs.active(), ...share])], AT_ONCE, async (orgId) => {
      if (await settle(orgId, workers)) onChanged();
    });
  };
}
