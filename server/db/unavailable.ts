const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
/** Classes of SQLSTATE that mean "not now": connection exceptions, operator intervention, too many connections. */
const CONNECTION_STATES = /^(?:08|57P|53300)/;

/** True where an error of `pg` says that Postgres is away or going away, not that the statement was wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (CONNECTION_CODES.has(code) || CONNECTION_STATES.test(code)) return true;
  return /connection terminated|timeout exceeded when trying to connect|connection timeout/i.test(error.message);
}

/** The constraint that a unique or foreign key violation names, else undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code !== '23505' && error.code !== '23503') return undefined;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined;
}
