import type { BrowserContext } from 'playwright-core';
import type { RefreshedSession, Session } from '@sri/shared/model/session.ts';
import type { PageKeeper } from '../browser/page-keeper.ts';
import { readSession } from '../browser/read-session.ts';
import { limitScope, type Scope } from '../browser/scope.ts';
import { AppError } from '@sri/shared/errors.ts';
import type { LoginGuard } from './login-guard.ts';

export interface RefreshedOptions {
  context: BrowserContext;
  session: Session;
  domains: readonly string[];
  keeper: PageKeeper;
  login: Pick<LoginGuard, 'check'>;
  scope: Scope;
}

const LIMIT_MS = 10_000;

/**
 * What became of the session in a run that ended well, where something did and its marker is still to be seen: portals hand out new
 * cookies as they go, and the old ones stop working. Null for anything else: a session without a marker proves nothing, and one that cannot
 * be read in time stays as it was.
 */
export async function refreshedSession(options: RefreshedOptions): Promise<RefreshedSession | null> {
  const { session, keeper, login, scope } = options;
  const { marker } = session;
  if (marker?.element === undefined && marker?.urlPattern === undefined) return null;
  const late = new AppError('step_timeout', 'La sesión no se pudo leer a tiempo', {
    hint: 'Se sigue con la que había.',
  });
  const limited = limitScope(scope, LIMIT_MS, () => late);
  try {
    const refreshed = await readSession(options);
    if (refreshed === null) return null;
    await login.check(keeper, limited);
    return refreshed;
  } catch {
    return null;
  } finally {
    limited.end();
  }
}
