import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type Apt, createApt } from './apt.ts';
import { temporaryFolder } from './test/part-spec.ts';

/** A stand-in for apt-get that notes what it is asked; nothing is installed on this machine by a test. */
function fakeApt(script: string): { apt: Apt; asked: () => string[]; said: string[]; folder: string } {
  const folder = temporaryFolder();
  const notes = join(folder, 'notes');
  const said: string[] = [];
  appendFileSync(notes, '');
  writeFileSync(join(folder, 'apt-get'), `#!/bin/sh\nfor last; do :; done\necho "$last" >> ${notes}\n${script}\n`, {
    mode: 0o755,
  });
  const apt = createApt({
    env: { PATH: '/usr/bin:/bin' },
    onInstall: (name) => said.push(name),
    command: [join(folder, 'apt-get')],
  });
  return { apt, said, folder, asked: () => readFileSync(notes, 'utf8').trimEnd().split('\n') };
}

test('a package that cannot be found at first is looked for again after an update', async () => {
  const { apt, said, asked } = fakeApt(
    'case "$last" in update) touch "$(dirname "$0")/fresh";; *) test -e "$(dirname "$0")/fresh";; esac',
  );
  expect(await apt.install('redis-tools')).toEqual({ ok: true });
  expect(asked().slice(-2)).toEqual(['update', 'redis-tools']);
  expect(said).toEqual(['redis-tools']);
});

test('a failure is a reason, with what apt-get said last', async () => {
  const { apt } = fakeApt('echo "E: Unable to locate package $last"; exit 100');
  expect(await apt.install('no-such-thing')).toEqual({
    ok: false,
    reason: expect.stringMatching(/^apt-get install no-such-thing failed:\n[^]*Unable to locate package/) as unknown,
  });
});

test('two packages are installed one after the other', async () => {
  const { apt } = fakeApt('lock="$(dirname "$0")/lock"; mkdir "$lock" || exit 1; sleep 0.1; rmdir "$lock"');
  expect(await Promise.all([apt.install('one'), apt.install('two')])).toEqual([{ ok: true }, { ok: true }]);
});

test('an abort ends apt-get by SIGINT and is waited for', async () => {
  const { apt, folder } = fakeApt(
    'd="$(dirname "$0")"; trap \'touch "$d/interrupted"; exit 130\' INT; touch "$d/up"; while :; do sleep 0.05; done',
  );
  const abort = new AbortController();
  const refusal = apt.install('one', abort.signal).catch((error: unknown) => error);
  await vi.waitFor(() => expect(existsSync(join(folder, 'up'))).toBe(true), 20_000);
  abort.abort();
  expect(await refusal).toMatchObject({ name: 'AbortError' });
  expect(existsSync(join(folder, 'interrupted'))).toBe(true);
});
