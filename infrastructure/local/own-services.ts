import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

/** Where a start writes down which addresses of `stack.env` were services of its own. */
export const ownServicesFile = (home: string): string => join(home, 'own-services.env');

/**
 * The environment without the addresses that this installation's last start wrote for its own services: a shell that
 * has read `stack.env` does not ask for services of the user's own.
 */
export function withoutOwnServices(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const file = ownServicesFile(home);
  if (!existsSync(file)) return env;
  const own = parseEnv(readFileSync(file, 'utf8'));
  return Object.fromEntries(
    Object.entries(env).filter(([name, value]) => own[name] === undefined || own[name] !== value),
  );
}
