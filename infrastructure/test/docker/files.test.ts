import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const withoutComments = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n');

const files = [
  'docker-compose.yml',
  'infrastructure/docker-compose.yml',
  ...readdirSync(join(root, 'infrastructure/docker'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
];
const team = withoutComments(read('docker-compose.yml'));

/** What a service of the root file says, by its name: the lines below it. */
const services = Object.fromEntries(
  (/^services:\n(.*?)^networks:/ms.exec(team)?.[1] ?? '')
    .split(/^(?= {2}[a-z])/m)
    .filter((block) => block.trim() !== '')
    .map((block): [string, string] => [/^ {2}([a-z0-9-]+):/.exec(block)?.[1] ?? '', block]),
);
const template = /^x-worker: &worker\n(.*?)^x-/ms.exec(team)?.[1] ?? '';

test.each([
  ['a privileged container', /^\s*privileged:/m],
  ["the host's network, processes or memory", /(?:network_mode|pid|ipc|userns_mode|uts): ['"]?host/],
  ['a browser without its sandbox', /no-sandbox/],
  ['a container without a seccomp profile', /unconfined/],
  ["the engine's own socket", /docker\.sock/],
  ['a capability added', /cap_add/],
])('R53 no file of the images or of compose asks for %s', (_what, forbidden) => {
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => forbidden.test(withoutComments(read(file))))).toEqual([]);
});

test('R53 every service of the team gives up all rights that it was not given', () => {
  expect(Object.keys(services).length).toBeGreaterThan(10);
  expect(/x-hardened: &hardened\n(.*?)^x-/ms.exec(team)?.[1]).toMatch(
    /read_only: true\n[^]*cap_drop: \[ALL\]\n[^]*no-new-privileges:true/,
  );
  for (const [name, block] of Object.entries(services)) {
    const own = /read_only: true\n[^]*cap_drop: \[ALL\]\n[^]*no-new-privileges:true/.test(block);
    expect([name, own || /<<: \*(?:hardened|worker)\n/.test(block)]).toEqual([name, true]);
  }
});

test('R52 workers sit on the inner network only, and have nothing of the database or the API', () => {
  expect(template).toMatch(/networks: \[work\]/);
  expect(team).toMatch(/^ {2}work: \{ internal: true \}$/m);
  expect(team).toMatch(/^ {2}data: \{ internal: true \}$/m);
  const settings = /^x-worker-settings:(.*?)^x-/ms.exec(team)?.[1] ?? '';
  expect(settings).toContain('SESSION_ENCRYPTION_KEY');
  const withWorkers = Object.entries(services).filter(([, block]) => block.includes('<<: *worker\n'));
  expect(withWorkers.map(([name]) => name)).toEqual(['worker-1', 'worker-2', 'worker-3', 'worker']);
  for (const text of [template, settings, ...withWorkers.map(([, block]) => block)]) {
    expect(text).not.toMatch(/DATABASE|POSTGRES|JWT|MINIO_ROOT|\{REDIS_PASSWORD|networks: \[(?!work\])/);
  }
});

test('R53 workers have their limits, room for a drain, and the profile that lets Chromium build its sandbox', () => {
  expect(template).toContain('seccomp:infrastructure/docker/seccomp-chromium.json');
  for (const setting of ['shm_size', 'mem_limit', 'pids_limit', 'stop_grace_period: 75s', 'tmpfs']) {
    expect(template).toContain(setting);
  }
});

test('R54 only the API has a port, and every secret is demanded', () => {
  expect(Object.keys(services).filter((name) => /^ {4}ports:/m.test(services[name] ?? ''))).toEqual(['api']);
  const named = [...team.matchAll(/\$\{(\w*(?:PASSWORD|SECRET|_KEY|TOKEN)\w*)([^}]*)\}/g)];
  expect(named.length).toBeGreaterThan(20);
  for (const [, name = '', rest] of named) {
    if (name.endsWith('_PREVIOUS') || name === 'S3_ONE_KEY') continue;
    expect([name, rest]).toEqual([name, ':?run infrastructure/scripts/init-env']);
  }
  expect(team).not.toMatch(/minioadmin|:sri@|PASSWORD: [^$]/);
});

test('the development services listen on this machine alone', () => {
  const ports = [...read('infrastructure/docker-compose.yml').matchAll(/ports: \[(.*)\]/g)].map((match) => match[1]);
  expect(ports).toHaveLength(3);
  for (const port of ports) expect(port).toMatch(/^'127\.0\.0\.1:\d+:\d+'$/);
});

test('R53 the images end as an ordinary user, with a health check, and name no frontend of BuildKit', () => {
  for (const part of ['server', 'worker', 'egress']) {
    const text = read(`infrastructure/docker/${part}.Dockerfile`);
    expect([...text.matchAll(/^USER (\w+)$/gm)].map((match) => match[1])).toEqual([
      part === 'egress' ? 'proxy' : 'node',
    ]);
    expect(text).toMatch(/^HEALTHCHECK /m);
    expect(text).toMatch(/org\.opencontainers\.image\.title/);
    expect(text).not.toMatch(/^# syntax=|<<EOF|COPY --(?:link|exclude)/m);
    expect(text.replaceAll(/npm ci --ignore-scripts (?:--omit=dev|--include-workspace-root) /g, '')).not.toContain(
      'npm ',
    );
  }
});

test('R53 the seccomp profile is the usual one and three calls', () => {
  const rule = z.object({
    names: z.array(z.string()),
    action: z.string(),
    includes: z.record(z.string(), z.unknown()).optional(),
    excludes: z.record(z.string(), z.unknown()).optional(),
    args: z.array(z.unknown()).nullish(),
  });
  const profile = z
    .object({ defaultAction: z.string(), syscalls: z.array(rule) })
    .parse(JSON.parse(read('infrastructure/docker/seccomp-chromium.json')));
  expect(profile.defaultAction).toBe('SCMP_ACT_ERRNO');
  expect(profile.syscalls.at(-1)).toMatchObject({ names: ['chroot', 'clone', 'unshare'], action: 'SCMP_ACT_ALLOW' });
  const free = profile.syscalls.slice(0, -1).filter(({ action, includes, excludes, args }) => {
    const conditions = Object.keys({ ...includes, ...excludes }).filter((name) => name !== 'arches');
    return action === 'SCMP_ACT_ALLOW' && conditions.length === 0 && (args ?? []).length === 0;
  });
  const names = new Set(free.flatMap((entry) => entry.names));
  expect(names.size).toBeGreaterThan(200);
  for (const call of [
    'clone',
    'unshare',
    'chroot',
    'mount',
    'setns',
    'bpf',
    'init_module',
    'keyctl',
    'perf_event_open',
  ]) {
    expect([call, names.has(call)]).toEqual([call, false]);
  }
});

test("R52 the worker's Redis user and S3 key have what the design gives them", () => {
  const user = /"user sri-worker [^]*?users\.acl/.exec(read('infrastructure/docker/redis/start.sh'))?.[0] ?? '';
  expect(user).toContain('resetchannels ~sri:* &sri:*');
  expect(user).toContain('-@all');
  expect(user).not.toMatch(/\+@(?:all|admin|dangerous|keyspace|write|read)\b|\+(?:keys|config|debug|flush\w+|script) /);
  expect(JSON.parse(read('infrastructure/docker/minio/sri-worker.json'))).toMatchObject({
    Statement: [
      { Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::sri-scripts/scripts/*'] },
      { Action: ['s3:PutObject', 's3:AbortMultipartUpload'], Resource: ['arn:aws:s3:::sri-results/results/*'] },
    ],
  });
});
