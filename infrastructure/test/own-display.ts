import { spawnSync } from 'node:child_process';

/** Of the display only the desktop app's tests are told, by this name: what else is tested has none. */
const DISPLAY_NAME = 'SRI_TEST_DISPLAY';

const hasXvfb = (): boolean => spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;

/** The command on a display that no other program shares, for one that loses its input with the focus; else as it is. */
export function onNewDisplay(command: readonly string[]): readonly string[] {
  return hasXvfb() ? ['xvfb-run', '-a', ...command] : command;
}

/** The command on a display of its own that nobody sees, where `xvfb-run` is there to bring one; else as it is. */
export function withDisplay(command: readonly string[]): readonly string[] {
  if (!hasXvfb()) return command;
  const handOver = `${DISPLAY_NAME}=$DISPLAY; export ${DISPLAY_NAME}; unset DISPLAY; exec "$@"`;
  return ['xvfb-run', '-a', 'sh', '-c', handOver, 'sh', ...command];
}
