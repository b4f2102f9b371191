import { waitFor } from '../wait-for.ts';
import { docker, ROOT } from './engine.ts';
import { inspect, must, PORTAL_NAME, PROJECT } from './team-stack.ts';

const NAME = `${PROJECT}-portal`;

/** The practice portal where the egress proxy finds it by name; `hidden.sri.example` is another name of it, opened to nobody. */
export async function startPortal(): Promise<{ address: string }> {
  const network = `${PROJECT}_out`;
  const names = [PORTAL_NAME, 'hidden.sri.example'].flatMap((name) => ['--network-alias', name]);
  const env = ['PORTAL_HOST=0.0.0.0', 'PORTAL_PORT=80', 'PORTAL_STATE_DIR=/tmp'].flatMap((one) => ['-e', one]);
  docker('rm', '-f', NAME);
  const place = ['-v', `${ROOT}:/sri:ro`, '-w', '/sri/examples/portal'];
  const command = ['node:24-bookworm-slim', 'node', 'main.ts'];
  must(docker('run', '-d', '--name', NAME, '--network', network, ...names, ...env, ...place, ...command));
  const address = inspect(NAME, `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`);
  await waitFor(
    'the portal',
    () =>
      fetch(`http://${address}/health`).then(
        ({ ok }) => ok,
        () => false,
      ),
    180_000,
  );
  return { address };
}
