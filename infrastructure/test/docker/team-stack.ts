import { delay } from '@sri/shared/lang/delay.ts';
import { waitFor } from '../wait-for.ts';
import { composePrograms, docker, run, runBeside, teamEnvFile, valuesOf, type Ended } from './engine.ts';

/** The root docker-compose.yml on this engine, for all tests of a run; `global-setup.ts` starts it. */
export const PROJECT = 'sri-docker-test';
export const PORT = '3399';
export const API_URL = `http://127.0.0.1:${PORT}`;
export const PORTAL_NAME = 'portal.sri.example';
/** Where the run keeps its settings file, for the tests' own processes. */
const FILE_VARIABLE = 'SRI_DOCKER_TEST_SETTINGS';

export const settingsFile = (): string => process.env[FILE_VARIABLE] ?? '';
export const settings = (): Record<string, string> => valuesOf(settingsFile());

export function compose(...args: string[]): Ended {
  const [program = '', ...first] = composePrograms()[0] ?? [];
  return run(program, [...first, '--env-file', settingsFile(), '-p', PROJECT, ...args]);
}

/** `compose` while this process goes on. */
export function composeBeside(...args: string[]): Promise<Ended> {
  const [program = '', ...first] = composePrograms()[0] ?? [];
  return runBeside(program, [...first, '--env-file', settingsFile(), '-p', PROJECT, ...args]);
}

export function must({ code, output }: Ended): string {
  if (code !== 0) throw new Error(output.slice(-4000));
  return output;
}

export const idsOf = (service: string): string[] =>
  must(
    docker(
      'ps',
      '-aq',
      '--filter',
      `label=com.docker.compose.project=${PROJECT}`,
      '--filter',
      `label=com.docker.compose.service=${service}`,
      '--filter',
      'label=com.docker.compose.oneoff=False',
    ),
  )
    .trim()
    .split('\n')
    .filter(Boolean);
export const idOf = (service: string): string => idsOf(service)[0] ?? '';
export const inspect = (id: string, format: string): string => must(docker('inspect', '-f', format, id)).trim();
export const health = (id: string): string => (id === '' ? 'none' : inspect(id, '{{.State.Health.Status}}'));
/** The answer of one query, as the guide asks it. */
export const sql = (query: string): string =>
  must(docker('exec', 'sri-postgres', 'psql', '-U', 'sri', 'sri_production', '-Atc', query)).trim();
export const redis = (...command: string[]): string =>
  must(docker('exec', 'sri-redis', 'redis-cli', ...command)).trim();

const LOOK_MS = 1000;

/** Waits until a service says that it is well. */
export function isWell(service: string): Promise<unknown> {
  const look = async (): Promise<boolean> => {
    await delay(LOOK_MS);
    return health(idOf(service)) === 'healthy';
  };
  return waitFor(`${service} to be well`, look, 600_000);
}

export async function workersWell(): Promise<void> {
  for (const n of [1, 2, 3]) await isWell(`worker-${n}`);
}

const STAND_IN_PROMETHEUS = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends prometheus && rm -rf /var/lib/apt/lists/* \\
    && mkdir /prometheus && chown nobody /prometheus
`;

/** Images that this engine can have; what to do without where it cannot. */
function watchers(): { images: Record<string, string>; without: string[] } {
  const has = (image: string): boolean =>
    docker('image', 'inspect', image).code === 0 || docker('pull', '-q', image).code === 0;
  const images: Record<string, string> = {};
  const without: string[] = [];
  if (!has('prom/prometheus:v3.5.0')) {
    const name = 'sri-test-prometheus';
    images['PROMETHEUS_IMAGE'] = name;
    if (docker('image', 'inspect', name).code !== 0)
      must(run('docker', ['build', '-q', '-t', name, '-'], { input: STAND_IN_PROMETHEUS }));
  }
  if (!has('grafana/grafana-oss:12.1.1')) without.push('grafana');
  return { images, without };
}

/** Builds the images, starts everything that this engine can have, and waits until three workers are well. */
export async function startTeam(): Promise<void> {
  const other = docker('ps', '-aq', '--filter', 'name=^/sri-(postgres|redis|minio)$').output.trim();
  if (other !== '') throw new Error('an installation with the names of the guide is on this engine already');
  const { images, without } = watchers();
  process.env[FILE_VARIABLE] = teamEnvFile({
    ...images,
    API_PORT: PORT,
    EGRESS_PROXY_NAMES: PORTAL_NAME,
    // The log is in the store soon, so that no test waits for it.
    BACKUP_PARTIAL_MS: '1000',
  });
  if (without.length > 0) console.log(`· Not on this engine, since its image cannot be had: ${without.join(', ')}`);
  const services = must(compose('config', '--services'))
    .split('\n')
    .map((line) => line.trim())
    .filter((name) => name !== '' && !['worker', 'restore', ...without].includes(name));
  must(compose('up', '-d', '--build', ...services));
  await workersWell();
}

export function stopTeam(): void {
  docker('rm', '-f', `${PROJECT}-portal`);
  compose('--profile', 'scale', '--profile', 'restore', 'down', '-v', '--timeout', '5');
}
