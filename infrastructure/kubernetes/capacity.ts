// Where an installation of a given size meets its first limit: `node infrastructure/kubernetes/capacity.ts`. Each cost says where it
// comes from; what was not measured is marked so, and the result is to be read as an order of magnitude.
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

/** How much is asked for. */
export interface Load {
  organisations: number;
  jobsPerSecond: number;
  /** How long an execution takes, in seconds. */
  jobSeconds: number;
  stepsPerJob: number;
  filesPerJob: number;
  /** Size of an execution's files together, in MB. */
  mbPerJob: number;
}

/** What is there, and how it is set. */
export interface Plant {
  workers: number;
  perWorker: number;
  controlPlanes: number;
  /** PROMOTE_MS, REAP_MS. */
  promoteMs: number;
  reapMs: number;
  /** Committed transactions a second that Postgres' disk takes. */
  commitsPerSecond: number;
  /** Requests a second that the store takes. */
  storeRequestsPerSecond: number;
}

/** One part at that load: what it has to do, what it can, in the same unit. */
export interface Use {
  part: string;
  wanted: number;
  limit: number;
  unit: string;
  /** What moves the limit, in words. */
  lever: string;
}

/** Redis' own time of one call, in seconds. */
const REDIS = {
  /** Put, claim and finish together (bench `queue`). */
  job: 95e-6,
  /** A script that finds nothing to do: promote, reap, a poll of an empty ring (estimated from the three above). */
  nothing: 20e-6,
  /** One event into a stream, one status key (estimated). */
  small: 8e-6,
};
/** An organisation is looked after for this long once something moved in it (active-orgs.ts). */
const ACTIVE_SECONDS = 600;
/** Of an idle worker: a poll each 0.6 s, a look at the proofs each second, heartbeat and metrics (bench `idle`). */
const IDLE_CALLS_PER_SECOND = 1 / 0.6 + 1 + 2 / 5 + 1 / 10;
const LEASE_RENEWAL_SECONDS = 10;
/** Begun, relayed, noted as running, ended, tidied: transactions of one execution. */
const COMMITS_PER_JOB = 5;
/** Processor time of the control plane for one execution, in seconds: POST /run, relay, completion (estimated from bench `run`). */
const PLANE_SECONDS_PER_JOB = 4e-3;
/** A call to Redis costs the one who makes it about as much as Redis (bench `queue`: 70 of 95). */
const PLANE_SECONDS_PER_CALL = 15e-6;
/** Events of a step that whoever watches is told. */
const EVENTS_PER_STEP = 2;
/** Bytes of one execution in Postgres: its row, audit and indexes; and of one step. */
const BYTES_PER_JOB = 3000;
const BYTES_PER_STEP = 350;
const DAY = 86_400;

/** Organisations in which something moved within the time that they are looked after. */
export function activeOrganisations({ organisations, jobsPerSecond }: Load): number {
  // Each execution falls on one of them by chance: what is left untouched shrinks by e^-(jobs per organisation).
  return organisations * (1 - Math.exp((-jobsPerSecond * ACTIVE_SECONDS) / organisations));
}

function redisUse(load: Load, plant: Plant): number {
  const { jobsPerSecond, jobSeconds, stepsPerJob } = load;
  const looks = activeOrganisations(load) * plant.controlPlanes * (1000 / plant.promoteMs + 1000 / plant.reapMs);
  const perJob =
    REDIS.job +
    REDIS.nothing * Math.ceil(jobSeconds / LEASE_RENEWAL_SECONDS) +
    REDIS.small * (4 + stepsPerJob * EVENTS_PER_STEP);
  return looks * REDIS.nothing + jobsPerSecond * perJob + plant.workers * IDLE_CALLS_PER_SECOND * REDIS.nothing;
}

function planeUse(load: Load, plant: Plant): number {
  const looks = activeOrganisations(load) * (1000 / plant.promoteMs + 1000 / plant.reapMs);
  return looks * PLANE_SECONDS_PER_CALL + (load.jobsPerSecond * PLANE_SECONDS_PER_JOB) / plant.controlPlanes;
}

/** Every part, the one that is nearest to its limit first. */
export function capacity(load: Load, plant: Plant): Use[] {
  const { jobsPerSecond, jobSeconds, filesPerJob, mbPerJob, stepsPerJob } = load;
  const uses: Use[] = [
    {
      part: 'Redis, one core',
      wanted: redisUse(load, plant),
      limit: 1,
      unit: 'cores',
      lever: 'PROMOTE_MS: a retry or a schedule then begins that much later; or fewer control planes',
    },
    {
      part: 'control plane, one core each',
      wanted: planeUse(load, plant),
      limit: 1,
      unit: 'cores',
      lever: 'PROMOTE_MS, then more control planes',
    },
    {
      part: 'workers',
      wanted: jobsPerSecond * jobSeconds,
      limit: plant.workers * plant.perWorker,
      unit: 'executions at once',
      lever: 'more workers: KEDA adds them',
    },
    {
      part: 'Postgres, commits',
      wanted: jobsPerSecond * COMMITS_PER_JOB,
      limit: plant.commitsPerSecond,
      unit: 'commits/s',
      lever: 'a faster disk; completing several ends of an organisation in one transaction',
    },
    {
      part: 'store, requests',
      // Under the attempt and under its name, looked at, tidied; and the script.
      wanted: jobsPerSecond * (filesPerJob * 3 + 3),
      limit: plant.storeRequestsPerSecond,
      unit: 'requests/s',
      lever: 'more nodes of the store; it is the only part that may grow without the others',
    },
    {
      part: 'network to the store',
      wanted: jobsPerSecond * mbPerJob * 2 * 8,
      limit: 10_000,
      unit: 'Mbit/s',
      lever: 'pictures of failures only (stepPictures)',
    },
    {
      part: 'Postgres, a month of executions',
      wanted: (jobsPerSecond * DAY * 30 * (BYTES_PER_JOB + stepsPerJob * BYTES_PER_STEP)) / 1e12,
      limit: 4,
      unit: 'TB',
      lever: 'deleting steps of old executions, or a partition for each month',
    },
  ];
  return uses.toSorted((a, b) => b.wanted / b.limit - a.wanted / a.limit);
}

/** What the design is asked for: 10,000 organisations, 1,000 workers, 100 executions a second. */
export const ASKED: { load: Load; plant: Plant } = {
  load: { organisations: 10_000, jobsPerSecond: 100, jobSeconds: 10, stepsPerJob: 12, filesPerJob: 4, mbPerJob: 0.4 },
  plant: {
    workers: 1000,
    perWorker: 2,
    controlPlanes: 3,
    promoteMs: 500,
    reapMs: 5000,
    commitsPerSecond: 3000,
    storeRequestsPerSecond: 5000,
  },
};

/** The table as the note has it. */
export function capacityTable(uses: readonly Use[]): string {
  const rows = uses.map(({ part, wanted, limit, unit, lever }) => {
    const number = (value: number): string =>
      value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    return `| ${part} | ${number(wanted)} of ${number(limit)} ${unit} | ${Math.round((wanted / limit) * 100)} % | ${lever} |`;
  });
  return ['| Part | Wanted | Share | What moves it |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  console.log(capacityTable(capacity(ASKED.load, ASKED.plant)));
}
