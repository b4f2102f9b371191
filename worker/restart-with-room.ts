/** Written where the process starts itself anew; also what makes room for the title. */
const MARK = '--title-room=';
/** `sri-worker ` and the longest WORKER_ID. */
const ROOM = 80;
/** Few objects live long here: a small nursery keeps an idle worker small. */
const FLAGS = ['--max-semi-space-size=1'];

/**
 * Starts this program anew in the same process (same pid, execve(2)), with room for its title: a title is written over
 * the command line, so that `node main.ts` would cut `sri-worker worker-1` short. Returns where that was done already or
 * cannot be: on systems without execve, and under `node --watch`, whose pipe would break.
 */
export function restartWithRoom(main: string): void {
  if (process.execve === undefined || process.channel) return;
  if (process.argv.some((arg) => arg.startsWith(MARK))) return;
  process.execve(process.execPath, [
    process.execPath,
    ...process.execArgv,
    ...FLAGS,
    main,
    ...process.argv.slice(2),
    MARK + '.'.repeat(ROOM),
  ]);
}
