// The root docker-compose.yml on a real engine: `npm run test:docker`. Its containers have the names of the guide, so it
// refuses to run beside an installation.
import { beforeAll, describe, expect, test } from 'vitest';
import { composePrograms, docker, run, teamEnvFile, valuesOf, whyNoEngine, writeValues, type Ended } from './engine.ts';
import { startPortal } from './portal-container.ts';
import { idOf, idsOf, inspect, must, PORT, PROJECT, settings, settingsFile } from './team-stack.ts';

const MB = 1e6;
const missing = whyNoEngine();

const inWorker = (...command: string[]): Ended => docker('exec', idOf('worker-1'), ...command);
const asWorkerUser = (...command: string[]): string =>
  docker(
    'exec',
    '-e',
    `REDISCLI_AUTH=${settings()['REDIS_WORKER_PASSWORD']}`,
    'sri-redis',
    'redis-cli',
    '--user',
    'sri-worker',
    ...command,
  ).output;

/** `open`, or why not, of a connection from inside a worker. */
function connect(host: string, port: number): string {
  const script = `const s = require('net').connect({ host: '${host}', port: ${port} });
    s.on('connect', () => { console.log('open'); process.exit(); });
    s.on('error', (e) => { console.log(e.code); process.exit(); });
    setTimeout(() => { console.log('no answer'); process.exit(); }, 3000);`;
  return must(inWorker('node', '-e', script)).trim();
}

/** Status of a tunnel through the egress proxy, from inside a worker. */
function tunnel(target: string): string {
  const script = `require('http').request({ host: 'egress', port: 3128, method: 'CONNECT', path: '${target}' })
    .on('connect', (r) => { console.log(r.statusCode); process.exit(); }).end();`;
  return must(inWorker('node', '-e', script)).trim();
}

describe.skipIf(missing !== undefined)('the team on one Docker host', () => {
  let inside: string;
  beforeAll(async () => {
    inside = (await startPortal()).address;
  });

  test.each(['server', 'worker', 'backup'])('R53 the %s image adds less than its limit to its base', (part) => {
    const from = part === 'backup' ? (settings()['POSTGRES_IMAGE'] ?? '') : 'node:24-bookworm-slim';
    const base = Number(inspect(from, '{{.Size}}'));
    const added = (Number(inspect(`sri-${part}`, '{{.Size}}')) - base) / MB;
    console.log(`· sri-${part}: ${Math.round(added)} MB on top of the base image`);
    expect(added).toBeLessThan({ server: 120, worker: 450, backup: 200 }[part] ?? 0);
  });

  test('the control plane is ready and serves the console', async () => {
    const ready = await fetch(`http://127.0.0.1:${PORT}/ready`);
    expect(await ready.json()).toMatchObject({ ready: true });
    const page = await fetch(`http://127.0.0.1:${PORT}/`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('assets/')]);
  });

  test('R54 with no secrets, or a default one, nothing starts', () => {
    const good = valuesOf(settingsFile());
    for (const [program = '', ...first] of composePrograms()) {
      const none = teamEnvFile({});
      writeValues(none, {});
      const empty = run(program, [...first, '--env-file', none, '-p', `${PROJECT}-empty`, 'config']);
      expect([empty.code === 0, empty.output]).toEqual([false, expect.stringContaining('init-env')]);
      const refused = teamEnvFile({});
      writeValues(refused, { ...good, REDIS_PASSWORD: 'minioadmin' });
      const up = run(program, [...first, '--env-file', refused, '-p', `${PROJECT}-known`, 'run', '--rm', 'settings']);
      expect([up.code === 0, up.output]).toEqual([
        false,
        expect.stringContaining('REDIS_PASSWORD is a value that everybody'),
      ]);
      run(program, [...first, '--env-file', refused, '-p', `${PROJECT}-known`, 'down', '-v']);
    }
  });

  test('R53 containers run as ordinary users without capabilities, on a root that nobody writes to', () => {
    for (const service of ['postgres', 'redis', 'api', 'egress', 'worker-1', 'backup', 'prometheus']) {
      const [id = ''] = idsOf(service);
      const user = must(docker('exec', id, 'id', '-u')).trim();
      expect([service, user]).toEqual([service, expect.stringMatching(/^[1-9]/)]);
      const status = must(docker('exec', id, 'cat', '/proc/1/status'));
      expect([service, /CapEff:\s*0+$/m.test(status), /NoNewPrivs:\s*1/.test(status)]).toEqual([service, true, true]);
      expect([service, inspect(id, '{{.HostConfig.ReadonlyRootfs}}')]).toEqual([service, 'true']);
    }
  });

  test('R53 Chromium runs inside its own sandbox', () => {
    // The worker's own browser is closed while nothing is to do: this one is started in the same container.
    const script = `const fs = require('fs');
      require('playwright-core').chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', chromiumSandbox: true })
        .then(async (browser) => {
          await (await browser.newPage()).setContent('<h1>x</h1>');
          for (const pid of fs.readdirSync('/proc').filter((name) => /^\\d+$/.test(name))) try {
            const line = fs.readFileSync('/proc/' + pid + '/cmdline', 'latin1');
            if (!line.includes('headless-shell')) continue;
            const status = fs.readFileSync('/proc/' + pid + '/status', 'latin1');
            if (line.includes('--type=renderer') && /NSpid:(?:\\s+\\d+){2,}/.test(status) && /Seccomp_filters:\\s*2/.test(status)) console.log('boxed');
          } catch {}
          await browser.close();
        });`;
    const said = must(inWorker('node', '-e', script));
    expect(said).toContain('boxed');
  });

  test('R52 a worker reaches Redis, the store and the proxy, and neither Postgres, nor the API, nor the internet', () => {
    const address = (service: string): string =>
      inspect(idsOf(service)[0] ?? '', `{{(index .NetworkSettings.Networks "${PROJECT}_data").IPAddress}}`);
    for (const [host, port] of [
      ['redis', 6379],
      ['minio', 9000],
      ['egress', 3128],
    ] as const) {
      expect([host, connect(host, port)]).toEqual([host, 'open']);
    }
    for (const [host, port] of [
      [address('postgres'), 5432],
      [address('api'), 3000],
      ['192.0.2.1', 443],
    ] as const) {
      expect([host, connect(host, port)]).toEqual([host, expect.not.stringMatching('open')]);
    }
  });

  test('R51 the proxy refuses what is inside by any name or spelling, and serves a name that was opened', () => {
    const spellings = [
      '127.0.0.1:80',
      'localhost:80',
      '2130706433:80',
      '0x7f.1:80',
      '[::1]:80',
      `[::ffff:${inside}]:80`,
      `${inside}:80`,
      '169.254.169.254:80',
      'portal.sri.example:22',
    ];
    for (const target of spellings) expect([target, tunnel(target)]).toEqual([target, '403']);
    // These have private addresses only, which the proxy's resolver keeps from it.
    for (const target of ['hidden.sri.example:80', 'redis:80', 'minio:80'])
      expect([target, tunnel(target)]).toEqual([target, expect.stringMatching(/^50\d$/)]);
    expect(tunnel('portal.sri.example:80')).toBe('200');
  });

  test("R52 the workers' Redis user has their keys and channels, and no command that looks around or destroys", () => {
    expect(asWorkerUser('SET', 'sri:docker-test', '1', 'EX', '5')).toContain('OK');
    expect(asWorkerUser('PUBLISH', 'sri:docker-test', '1')).not.toContain('NOPERM');
    for (const command of [
      'KEYS *',
      'SCAN 0',
      'FLUSHALL',
      'FLUSHDB',
      'CONFIG GET maxmemory',
      'SCRIPT FLUSH',
      'ACL LIST',
      'CLIENT LIST',
      'MONITOR',
      'SHUTDOWN',
      'REPLICAOF no one',
      'SAVE',
      'GET other',
      'PUBLISH other 1',
    ]) {
      expect([command, asWorkerUser(...command.split(' '))]).toEqual([command, expect.stringContaining('NOPERM')]);
    }
    const nobody = docker('exec', '-e', 'REDISCLI_AUTH=', 'sri-redis', 'redis-cli', 'PING');
    expect(nobody.output).not.toContain('PONG');
    expect(must(docker('exec', 'sri-redis', 'redis-cli', 'ACL', 'LOG'))).not.toContain('ioredis');
  });

  test("the guide's looks into Postgres and Redis work by the containers' names", () => {
    expect(
      must(
        docker('exec', 'sri-postgres', 'psql', '-U', 'sri', 'sri_production', '-Atc', 'select count(*) from jobs'),
      ).trim(),
    ).toMatch(/^\d+$/);
    expect(
      must(docker('exec', 'sri-redis', 'redis-cli', 'KEYS', 'sri:worker:*:heartbeat'))
        .trim()
        .split('\n')
        .toSorted(),
    ).toEqual(['sri:worker:worker-1:heartbeat', 'sri:worker:worker-2:heartbeat', 'sri:worker:worker-3:heartbeat']);
  });
});
