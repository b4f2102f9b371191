// `npm stop`: ends the running stack of this SRI_HOME, or what a killed launcher left of it. Exit code 0 when nothing
// runs afterwards. Plain JavaScript: it has to work before anything is installed, on any Node >= 20.
import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endRecordedParts, isAlive, readRecord, signalQuietly, waitForEnd } from './recorded-process.mjs';

/** The launcher's own worst case is 76 s (every part overstays its time); with what follows this stays below 90 s. */
const LAUNCHER_ENDS_WITHIN_MS = 77_000;
const KILLED_WITHIN_MS = 2000;
const ORPHAN_GRACE_MS = 2000;

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const records = join(resolve(root, process.env.SRI_HOME || '.sri'), 'run');
const english = /^en/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
const say = (es, en) => console.log(english ? en : es);

const file = join(records, 'launcher.pid');
const launcher = readRecord(file);
let found = false;
if (launcher !== undefined && isAlive(launcher)) {
  found = true;
  say(
    '· Terminando todo; los robots acaban lo que tienen entre manos',
    '· Ending everything; workers finish what they have in hand',
  );
  signalQuietly(launcher.pid, 'SIGTERM');
  if (!(await waitForEnd(launcher, LAUNCHER_ENDS_WITHIN_MS))) {
    signalQuietly(launcher.pid, 'SIGKILL');
    await waitForEnd(launcher, KILLED_WITHIN_MS);
  }
}
const left = await endRecordedParts(records, { graceCapMs: ORPHAN_GRACE_MS });
rmSync(file, { force: true });
if (left.length > 0)
  say(`· Terminado lo que había quedado: ${left.join(', ')}`, `· Ended what was left: ${left.join(', ')}`);
if (found || left.length > 0)
  say('✓ Todo terminado; los datos quedan guardados', '✓ Everything ended; the data is kept');
else say('✓ No hay nada en marcha', '✓ Nothing is running');
