import { spawnSync } from 'node:child_process';

/** Of the display only the desktop app's tests are told, by this name: what else is tested has none. */
const DISPLAY_NAME = 'SRI_TEST_DISPLAY';

/** The command on a display of its own that nobody sees, where `xvfb-run` is there to bring one; else as it is. */
export function withDisplay(command: readonly string[]): readonly string[] {
  const hasXvfb = spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
  if (!hasXvfb) return command;
  const handOver = `${DISPLAY_NAME}=$DISPLAY; export ${DISPLAY_NAME}; unset DISPLAY; exec "$@"`;
  return ['xvfb-run', '-a', 'sh', '-c', handOver, 'sh', ...command];
}
