import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import type { Manifest } from '@sri/shared/model/manifest.ts';
import { sha256Hex } from '@sri/shared/node/digest.ts';
import { manifestKey, signManifest } from '@sri/shared/node/manifest-signature.ts';

const SECRET = 'a secret that manifests of tests are signed with';
const OLDER = 'the secret before it, which still signs nothing new';
const KINDS = {
  'execution.log': '2026-11-24T10:00:00.000Z INFO  📦 Processing job\n',
  'result.json': '{"status":"completed"}\n',
  'screenshot-0.png': '\u0089PNG',
  'data/liquidaciones.json': '[{"importe":"1.234,56"}]\n',
  'data/liquidaciones.csv': '\ufeffimporte\r\n1.234,56\r\n',
  'data/liquidaciones.xlsx': 'PK',
  'data/liquidaciones.source.json': '{}',
  'downloads/factura ñ.pdf': '%PDF-1.7',
  'steps/1-after.jpg': 'JFIF',
  'network.json': '{}\n',
};
const jobId = newId();
let root = '';
let good = '';

async function put(folder: string, name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

function signed(secret: string, id: string): Manifest {
  const objects = Object.entries(KINDS).map(([name, text]) => {
    return [name, { sha256: sha256Hex(text), bytes: Buffer.byteLength(text) }] as const;
  });
  return signManifest(
    {
      format: 'sri-manifest/2',
      jobId: id,
      orgId: newId(),
      userId: newId(),
      flowId: newId(),
      version: '1.0.0',
      script: { sha256: sha256Hex('s'), signature: sha256Hex('t'), keyId: 'k' },
      attempt: '1.1',
      status: 'completed',
      startedAt: 1,
      finishedAt: 2,
      workerId: 'robot-1',
      workerVersion: '0.1.0',
      browser: '141',
      sessionVersion: 2,
      objects: Object.fromEntries(objects),
    },
    { current: secret },
  );
}

const written = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;

/** A copy of the good results, changed. */
async function changed(change: (folder: string) => Promise<void>): Promise<string> {
  const folder = await mkdtemp(join(root, 'copia-'));
  await cp(good, folder, { recursive: true });
  await change(folder);
  return folder;
}

interface Told {
  code: number;
  lines: string[];
}

/** `npm run verify`, wholly offline. */
function verify(args: string[], env: Record<string, string> = { SCRIPT_SIGNING_SECRET: SECRET }): Promise<Told> {
  const program = join(import.meta.dirname, 'verify.ts');
  // Nothing of this machine's own installation.
  const clean = { PATH: process.env['PATH'] ?? '', SRI_HOME: join(root, 'home'), S3_ENDPOINT: 'http://127.0.0.1:9' };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env: { ...clean, ...env } }, (error, stdout, stderr) => {
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        lines: (stdout + stderr).trimEnd().split('\n'),
      });
    });
  });
}

const check = (folder: string, env?: Record<string, string>): Promise<Told> => verify([jobId, '--folder', folder], env);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sri-verify-'));
  good = join(root, 'buenos');
  for (const [name, text] of Object.entries(KINDS)) await put(good, name, text);
  await put(good, 'manifest.json', written(signed(SECRET, jobId)));
});
afterAll(() => rm(root, { recursive: true }));

test('results as they were signed are green', async () => {
  const { code, lines } = await check(good);
  expect(lines[0]).toBe(`✓ ${jobId}: 10 archivos, todos como se firmaron`);
  expect(code).toBe(0);
  expect((await check(good, { SCRIPT_SIGNING_SECRET: SECRET, LANG: 'en_US.UTF-8' })).lines[0]).toContain('10 files');
});

test('one byte changed in any kind of object is red, and named', { timeout: 120_000 }, async () => {
  for (const name of Object.keys(KINDS)) {
    const folder = await changed(async (at) => {
      const bytes = await readFile(join(at, name));
      bytes[0] = (bytes[0] ?? 0) ^ 1;
      await writeFile(join(at, name), bytes);
    });
    expect(await check(folder)).toEqual({ code: 1, lines: [expect.stringContaining('✗'), `  cambió: ${name}`] });
  }
});

test('an object that is missing, and one that was added, are red and named', async () => {
  const folder = await changed(async (at) => {
    await rm(join(at, 'screenshot-0.png'));
    await put(at, 'data/otra.csv', 'x');
  });
  const told = await check(folder);
  expect(told).toMatchObject({
    code: 1,
    lines: [expect.anything(), '  está de más: data/otra.csv', '  falta: screenshot-0.png'],
  });
});

test('an edited manifest is red: its own fields, an object taken out with its file, a hash made to fit', async () => {
  const edit = (change: (text: string) => string) =>
    changed(async (at) => {
      const file = join(at, 'manifest.json');
      await writeFile(file, change(await readFile(file, 'utf8')));
    });
  const field = await edit((text) => text.replace('"sessionVersion": 2', '"sessionVersion": 3'));
  const fitted = await edit((text) => text.replaceAll(sha256Hex(KINDS['result.json']), sha256Hex('{}')));
  await writeFile(join(fitted, 'result.json'), '{}');
  const twice = await edit((text) => text.replace('"attempt"', '"attempt": "9.9",\n  "attempt"'));
  const cut = await edit((text) => text.slice(0, 100));
  for (const folder of [field, fitted, twice, cut]) {
    const told = await check(folder);
    expect(told.code).toBe(1);
    expect(told.lines[1]).toContain('cambió: manifest.json');
  }
});

test('without a manifest, with one of another execution, or with the signature of another, it is red', async () => {
  const other = signed(SECRET, newId());
  const none = await check(await changed((at) => rm(join(at, 'manifest.json'))));
  expect(none).toMatchObject({ code: 1, lines: [expect.anything(), '  falta: manifest.json'] });
  const foreign = await check(await changed((at) => put(at, 'manifest.json', written(other))));
  expect(foreign).toMatchObject({
    code: 1,
    lines: [expect.anything(), `  manifest.json es de otra ejecución: ${other.jobId}`],
  });
  const own = signed(SECRET, jobId);
  const swapped = await check(
    await changed((at) => put(at, 'manifest.json', written({ ...own, signature: other.signature }))),
  );
  expect(swapped.lines[1]).toContain('su firma no es de lo que dice');
});

test('keys rotate: the one before the current one still counts; of one not given nothing can be told', async () => {
  expect((await check(good, { SCRIPT_SIGNING_SECRET: OLDER, SCRIPT_SIGNING_SECRET_PREVIOUS: SECRET })).code).toBe(0);
  const { keyId, publicKey } = manifestKey(SECRET);
  const other = await check(good, { SCRIPT_SIGNING_SECRET: OLDER });
  expect(other.code).toBe(2);
  expect(other.lines[1]).toContain(keyId);
  const broken = await changed((at) => put(at, 'result.json', '{}'));
  expect((await check(broken, { SCRIPT_SIGNING_SECRET: OLDER })).code).toBe(1);
  expect((await check(good, {})).lines[1]).toContain('falta la clave');
  // The public half is enough, and is the only one believed then.
  expect((await verify([jobId, '--folder', good, '--public-key', publicKey], {})).code).toBe(0);
  expect((await verify([jobId, '--folder', good, '--public-key', manifestKey(OLDER).publicKey])).code).toBe(2);
  expect((await verify(['--show-keys'])).lines).toEqual([`${keyId}  ${publicKey}`]);
});

test('what cannot be told says why: no results, no such folder, no answer from S3, a wrong command', async () => {
  await mkdir(join(root, 'vacía'));
  expect((await check(join(root, 'vacía'))).code).toBe(2);
  expect((await check(join(root, 'ninguna'))).lines[0]).toContain('No se puede saber');
  const away = await verify([jobId]);
  expect(away).toMatchObject({ code: 2, lines: [expect.stringContaining('No se puede saber')] });
  expect((await verify(['no-id'])).lines[0]).toContain('npm run verify -- JOB');
  expect((await verify([jobId, '--public-key', 'abc'])).code).toBe(2);
});
