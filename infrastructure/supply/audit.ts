// `npm run audit:gate`: known faults of what is shipped stop a release where they are high or worse, but for the dated exceptions in
// audit-exceptions.json. A registry without an audit endpoint is told as such: then nothing was checked, which ends with 0, and with
// `--require` with 1.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditFaults, auditSchema, exceptionsSchema } from './judge-audit.ts';

const root = join(import.meta.dirname, '..', '..');
const exceptions = exceptionsSchema.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'audit-exceptions.json'), 'utf8')),
);
const { stdout, stderr } = spawnSync('npm', ['audit', '--json', '--omit=dev', '--package-lock-only'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});

function parsed(): ReturnType<typeof auditSchema.safeParse> {
  try {
    return auditSchema.safeParse(JSON.parse(stdout));
  } catch {
    return auditSchema.safeParse(undefined);
  }
}

const audit = parsed();
if (!audit.success) {
  const why = /audit endpoint returned an error|ENOAUDIT|405|404/.test(stdout + stderr)
    ? 'the registry of this machine has no audit endpoint'
    : `npm audit gave no answer: ${(stderr || stdout).trim().split('\n').at(-1) ?? ''}`;
  console.log(`NOT CHECKED: ${why}. Run it where the registry is npm's own before a release.`);
  process.exit(process.argv.includes('--require') ? 1 : 0);
}
const faults = auditFaults(audit.data, exceptions, new Date().toISOString().slice(0, 10));
for (const fault of faults) console.log(`✗ ${fault}`);
console.log(
  `${Object.keys(audit.data.vulnerabilities).length} packages with known faults, ${faults.length} of them stop`,
);
process.exit(faults.length === 0 ? 0 : 1);
