/** Which part of the project answers for a requirement. Those of the last two are shown, and not asked for here. */
export type Owner = 'system' | 'team backend' | 'desktop app';

export interface Requirement {
  number: number;
  title: string;
  owner: Owner;
}

const TITLES: readonly string[] = [
  'Postgres is the record, Redis can be rebuilt from it',
  'Outbox: job, audit entry and outbox row in one commit',
  'Enqueue is idempotent by job and generation',
  'The reconciler puts in anew what Redis has lost',
  'Claim is one atomic script: kill -9 after it loses nothing',
  'A lost reply to a claim is no crash',
  'Leases count by the clock of Redis only',
  'Fences: late words of an older attempt are refused',
  'A worker that cannot renew stops by itself',
  'Finish is idempotent',
  'Results first, then finish; names carry the accepted fence',
  'S3 away: results wait on disk and are tried again',
  'Postgres away: what runs ends, ends wait, 503 meanwhile',
  'Redis away: POST /run goes on, workers come back alone',
  'No blocking pop: black-holed connections are noticed',
  'Redis full: new jobs wait, what runs goes on',
  'Production refuses a Redis that would lose jobs',
  'Retries: full jitter, bounded, for passing errors only',
  'Steps that must not be repeated are not',
  'Poison jobs are given up, counted in the record too',
  'Cancel holds from every state',
  'Hard limit of a run, also without its worker',
  'SIGTERM drains: no stalls, each job runs once',
  'A crash of the browser is no crash of the worker',
  'Idempotency-Key on POST /run',
  'Fairness between organisations, caps, queue limit',
  'Age of the oldest queued job is told, and alerts',
  'Shown statuses may lag, and never go back',
  'Heartbeats are for display only',
  'Row level security on every table, in force',
  'The organisation is set inside a transaction only',
  'Every table and route against another organisation',
  'Views, definer functions, keys include the organisation',
  'A database role for each purpose',
  'Access tokens: pinned algorithm, all claims checked',
  'Refresh tokens rotate; reuse ends the family',
  'Passwords: argon2id, capped at a time, same time for all',
  'Sign-in is throttled, and nobody is locked out by strangers',
  'API keys: hashed, scoped, shown once',
  'Rights: one table drives routes and test',
  'Audit log: append-only, chained, tampering is named',
  'Sessions are sealed for their owner, seven days',
  'Plain sessions outside production only',
  'Script signature over the exact bytes and their meaning',
  'Job ticket: an envelope cannot be made or changed in Redis',
  'Keys: one purpose each, rotate without failures',
  'Bytes are signed, not objects; strict JSON',
  'The runner has no secrets and no way to Redis',
  "Cookies of the provider's own domains only",
  'Redaction: no secret in logs, errors, results',
  'SSRF: the address that is dialled is checked',
  'Worker isolation: network, S3 rights, Redis rights',
  'Container: not root, sandbox, read-only',
  'Production compose fails without its secrets',
  'Electron: the twenty points',
  'Exports and imports: CSV guard, zip and JSON limits',
  'Supply chain: lockfile, audit, SBOM',
  'Backups that were restored',
];

const OWNERS: Readonly<Record<number, Owner>> = {
  52: 'team backend',
  53: 'team backend',
  54: 'team backend',
  55: 'desktop app',
  57: 'team backend',
  58: 'team backend',
};

/** What must hold, R1 to R58. A test of one carries its number in its name, as in `it('R25: ...')`. */
export const REQUIREMENTS: readonly Requirement[] = TITLES.map((title, index) => ({
  number: index + 1,
  title,
  owner: OWNERS[index + 1] ?? 'system',
}));
