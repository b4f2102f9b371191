// The backups of the team's installation: it loses Postgres and Redis while executions wait, and comes back.
import { beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { docker, whyNoEngine } from './engine.ts';
import { startPortal } from './portal-container.ts';
import { makeAccount, stay } from './team-account.ts';
import { API_URL, compose, health, idOf, must, PROJECT, redis, sql, workersWell } from './team-stack.ts';

const missing = whyNoEngine();
const WORKERS = ['worker-1', 'worker-2', 'worker-3'];
const WAITING = 6;

/** What the backups say of themselves; it has no port outside. */
function state(): { well: boolean; walAt: number; baseAt: number } {
  const script = "fetch('http://127.0.0.1:9187/health').then((r) => r.text()).then(console.log)";
  return JSON.parse(must(docker('exec', idOf('backup'), 'node', '-e', script))) as ReturnType<typeof state>;
}

describe.skipIf(missing !== undefined)('backups in containers', () => {
  let address: string;
  beforeAll(async () => {
    ({ address } = await startPortal());
    await waitFor('the first base', () => state().baseAt > 0, 120_000);
  }, 180_000);

  test('R34 R58 the role of the backups reads everything and writes nothing; nobody else gets the log', () => {
    const as = (user: string, database: string, query: string): string =>
      docker('exec', '-e', 'PGUSER=' + user, idOf('backup'), 'psql', `${database} host=postgres`, '-Atc', query).output;
    const password = '$(printenv DATABASE_BACKUP_URL)';
    const asBackup = (query: string): string =>
      docker('exec', idOf('backup'), 'sh', '-c', `psql "${password}" -Atc "${query}"`).output.trim();
    expect(asBackup('select count(*) >= 0 from users')).toBe('t');
    expect(asBackup('delete from users')).toContain('permission denied');
    expect(asBackup('create table theirs (a int)')).toContain('permission denied');
    expect(as('sri_api', 'dbname=postgres replication=true', 'IDENTIFY_SYSTEM')).toMatch(
      /no pg_hba.conf entry|no password/,
    );
  });

  test('R58 nothing of the database can be read in the bucket', async () => {
    const files = must(docker('exec', 'sri-minio', 'sh', '-c', 'ls -R /data | head -400'));
    expect(files).toMatch(/base\.tar\.zst/);
  });

  test('R58 Postgres and Redis are lost while executions wait: restored, what waited runs once', async () => {
    const firm = await makeAccount('respaldo', address);
    await firm.publish(firm.provider, stay(0));
    must(compose('stop', '--timeout', '75', ...WORKERS));
    const ids = await Promise.all(Array.from({ length: WAITING }, () => firm.run(firm.provider)));
    const accepted = Date.now();
    await waitFor('the log to be in the store', () => state().walAt > accepted, 60_000);
    const rows = sql('select count(*) from audit_log');
    must(compose('stop', 'api', 'backup', 'prometheus'));
    must(compose('kill', 'postgres', 'redis'));
    must(compose('rm', '-f', 'postgres', 'redis'));
    must(docker('volume', 'rm', `${PROJECT}_postgres`, `${PROJECT}_redis`));

    const began = performance.now();
    const said = must(compose('--profile', 'restore', 'run', '--rm', '--no-deps', 'restore'));
    expect(said).toContain('is ready');
    must(compose('up', '-d', '--no-build', 'postgres', 'redis', 'api', 'backup', 'prometheus'));
    await waitFor(
      'the API',
      () =>
        fetch(`${API_URL}/ready`).then(
          ({ ok }) => ok,
          () => false,
        ),
      120_000,
    );
    expect(Number(sql('select count(*) from audit_log'))).toBeGreaterThanOrEqual(Number(rows));
    // Sessions live in Redis only: people log in again.
    expect(redis('KEYS', 'sri:sessions:*')).toBe('');
    await firm.logIn();
    must(compose('up', '-d', '--no-build', '--no-deps', ...WORKERS));
    for (const id of ids) expect(await firm.ended(id, 180_000)).toMatchObject({ status: 'completed' });
    console.log(`· restored and run again in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    await workersWell();
    await waitFor('a base of the new timeline', () => state().baseAt > accepted, 120_000);
    expect(health(idOf('backup'))).not.toBe('unhealthy');
  }, 600_000);
});
