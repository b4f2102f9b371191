import { AppError } from '@sri/shared/errors.ts';
import { delay } from '@sri/shared/lang/delay.ts';
import { isOneTimeKey, oneTimeCode } from '@sri/shared/node/one-time-code.ts';

/** A secret of the organisation as it is to be written now. Throws `secret_missing`. */
export type RunSecrets = (name: string, signal: AbortSignal) => Promise<string>;

/** A code that is about to end may be too old when the portal reads it. */
const LEAST_LEFT_MS = 4000;

/**
 * The secrets of a run by name. Of a key for one-time codes it is the current code, which `hide` is told of; one that this run has written
 * already is not written again (portals refuse it, RFC 6238 section 5.2), so that the next one is waited for.
 */
export function createRunSecrets(secrets: Record<string, string>, hide: (value: string) => void): RunSecrets {
  const used = new Set<string>();

  async function freshCode(name: string, key: string, signal: AbortSignal): Promise<string> {
    let { code, leftMs } = oneTimeCode(key, Date.now());
    while (!signal.aborted && (leftMs < LEAST_LEFT_MS || used.has(`${name} ${code}`))) {
      await delay(leftMs, signal);
      ({ code, leftMs } = oneTimeCode(key, Date.now()));
    }
    used.add(`${name} ${code}`);
    hide(code);
    return code;
  }

  return async (name, signal) => {
    const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    if (value === undefined) {
      throw new AppError('secret_missing', `No hay ningún secreto llamado «${name}»`, {
        hint: 'Créalo con ese nombre, o corrige el nombre en el paso; si existe, escribe otra vez su valor.',
      });
    }
    return isOneTimeKey(value) ? freshCode(name, value, signal) : value;
  };
}
