/** What each secret of the team's installation is called; `init-env` writes one for each. */
export const SECRET_NAMES = [
  'POSTGRES_PASSWORD',
  'POSTGRES_API_PASSWORD',
  'POSTGRES_RELAY_PASSWORD',
  'POSTGRES_BACKUP_PASSWORD',
  'REDIS_PASSWORD',
  'REDIS_WORKER_PASSWORD',
  'MINIO_ROOT_PASSWORD',
  'S3_SERVER_SECRET_KEY',
  'S3_WORKER_SECRET_KEY',
  'S3_BACKUP_SECRET_KEY',
  'BACKUP_ENCRYPTION_KEY',
  'SCRIPT_SIGNING_SECRET',
  'SESSION_ENCRYPTION_KEY',
  'JWT_SECRET',
  'METRICS_TOKEN',
  'GRAFANA_PASSWORD',
] as const;

/** Shortest secret that is accepted, in characters. */
const MIN_LENGTH = 32;
/** They stand inside addresses (`redis://user:password@host`), where anything else would have to be written otherwise. */
const PLAIN = /^[A-Za-z0-9_-]+$/;
/** What documentation prints, as a part or as the whole. */
const PUBLIC = /minioadmin|changeme|password|secret|example|a1b2c3d4e5f6g7h8/i;

/**
 * What is wrong with the installation's secrets, a sentence each, without the values: missing, short, one that
 * documentation prints, one character over and over, with characters that an address does not take, or used twice.
 */
export function settingFaults(env: Readonly<Record<string, string | undefined>>): string[] {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  // A store without users of its own has one key for everybody, where that was accepted.
  const oneKey = env['S3_ONE_KEY'] === 'accepted';
  for (const name of SECRET_NAMES) {
    const value = env[name] ?? '';
    const twin = oneKey && name.startsWith('S3_') ? undefined : seen.get(value);
    if (value === '') faults.push(`${name} is not set`);
    else if (PUBLIC.test(value)) faults.push(`${name} is a value that everybody knows`);
    else if (value.length < MIN_LENGTH) faults.push(`${name} has fewer than ${MIN_LENGTH} characters`);
    else if (!PLAIN.test(value)) faults.push(`${name} has other characters than letters, digits, "_" and "-"`);
    else if (new Set(value).size < 8) faults.push(`${name} has fewer than 8 different characters`);
    else if (twin !== undefined) faults.push(`${name} is the same as ${twin}`);
    seen.set(value, name);
  }
  return faults;
}
