/**
 * Organisations that the background looks after: `active` ones often, all of them at a slower pace. Postgres says who
 * has open jobs, hints say who has just moved one (also of jobs that were put in by hand and have no row).
 */
export interface ActiveOrgs {
  note: (orgId: string) => void;
  active: () => string[];
  all: () => string[];
  /** Asks Postgres anew; when it is away, what was known stays. */
  refresh: () => Promise<void>;
}

const NOTED_MS = 10 * 60_000;

export interface OrgSource {
  findOpenOrgs: () => Promise<string[]>;
  findAllOrgs: () => Promise<string[]>;
}

export function createActiveOrgs({ findOpenOrgs, findAllOrgs }: OrgSource, now = () => performance.now()): ActiveOrgs {
  const noted = new Map<string, number>();
  let open: string[] = [];
  let all: string[] = [];
  return {
    note: (orgId) => void noted.set(orgId, now()),
    active() {
      for (const [orgId, at] of noted) if (now() - at > NOTED_MS) noted.delete(orgId);
      return [...new Set([...noted.keys(), ...open])];
    },
    all: () => [...new Set([...all, ...open, ...noted.keys()])],
    async refresh() {
      open = await findOpenOrgs();
      all = await findAllOrgs();
    },
  };
}
