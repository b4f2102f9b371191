// Makes the checkout runnable: the dependencies of the lockfile and, where this machine's Node is too old to
// run TypeScript directly, a Node 24 of the project's own. Plain JavaScript without dependencies, since it
// runs first and on any Node >= 20. `--node-only` is the root package's postinstall.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.sri-installed');
const runtimeSource = join(root, 'infrastructure', 'local', 'node');
const runtime = join(root, '.tools', 'node');

/** Type stripping without a flag came with 22.18; the test runner and SQLite want 22 as well. */
function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 18);
}

function fingerprint(...files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function npm(args, cwd) {
  const run = spawnSync('npm', args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    console.error(`✗ npm ${args.join(' ')} failed in ${cwd}. Its own message stands above; mend it and try again.`);
    process.exit(run.status ?? 1);
  }
}

function installDependencies() {
  const lock = join(root, 'package-lock.json');
  const wanted = fingerprint(lock);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  console.log('· Installing dependencies (once)');
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], root);
  writeFileSync(stampFile, wanted);
}

function installNode() {
  if (runsTypeScript(process.versions.node)) return;
  const name = `node-linux-${process.arch}`;
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    console.error(`✗ Node ${process.versions.node} is too old: install Node 24 from https://nodejs.org and try again.`);
    process.exit(1);
  }
  const binary = join(runtime, 'node_modules', name, 'bin', 'node');
  const stamp = join(runtime, '.installed');
  const files = ['package.json', 'package-lock.json'].map((file) => join(runtimeSource, file));
  const wanted = fingerprint(...files);
  if (!existsSync(binary) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.log(`· Installing Node 24 into .tools/node (this machine's is ${process.versions.node})`);
    mkdirSync(runtime, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) {
      copyFileSync(join(runtimeSource, file), join(runtime, file));
    }
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], runtime);
    writeFileSync(stamp, wanted);
  }
  const link = join(modules, '.bin', 'node');
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(relative(dirname(link), binary), link);
}

if (!process.argv.includes('--node-only')) installDependencies();
installNode();
