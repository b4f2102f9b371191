const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/**
 * SQLSTATEs that mean "not now": connection exceptions (08), operator intervention (57, with statement timeouts),
 * insufficient resources (53), idle transaction ended (25P03), lock not had in time (55P03), deadlock (40P01).
 */
const NOT_NOW = /^(?:08|53|57|25P03|55P03|40P01)/;

/** True where an error of `pg` says that Postgres is away, going away or too busy, not that the statement was wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(isUnavailable);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (CONNECTION_CODES.has(code) || NOT_NOW.test(code)) return true;
  return /connection terminated|timeout exceeded when trying to connect|connection timeout|client has encountered a connection error/i.test(
    error.message,
  );
}

/** True where a migration changed what a prepared statement gives back: planned anew, on a new connection, it is right. */
export function isStalePlan(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '0A000' && /cached plan/.test(error.message);
}

/** True where row level security refused what would have been written. */
export function isDenied(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === '42501' && /row-level security/.test(error.message)
  );
}

/** The constraint that a unique or foreign key violation names, else undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code !== '23505' && error.code !== '23503') return undefined;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}
