import * as api from '@sri/shared/protocol/api/sessions.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { checkSession } from './check-session.ts';
import { deleteSession } from './delete-session.ts';
import { lendSession } from './lend-session.ts';
import { listSessionVersions } from './list-session-versions.ts';
import { listSessions } from './list-sessions.ts';
import { readProof } from './read-proof.ts';
import { restoreSession } from './restore-session.ts';
import { saveSession } from './save-session.ts';
import { readSessionRules, writeSessionRules } from './session-rules.ts';
import type { SessionContext } from './session-context.ts';
import { proveNow } from './prove-now.ts';

/** Everything under /api/sessions. */
export function sessionRoutes(route: RouteMaker, context: SessionContext): Route[] {
  return [
    route(api.saveSession, ({ caller, params, body }) => saveSession(context, caller, params.providerId, body)),
    route(api.listSessions, ({ caller }) => listSessions(context, caller)),
    route(api.deleteSession, ({ caller, params }) => deleteSession(context, caller, params.providerId)),
    route(api.listSessionVersions, async ({ caller, params }) => ({
      items: await listSessionVersions(context, caller, params.providerId),
    })),
    route(api.restoreSession, ({ caller, params }) =>
      restoreSession(context, caller, params.providerId, params.sessionVersion),
    ),
    route(api.lendSession, ({ caller, params }) => lendSession(context, caller, params.providerId)),
    route(api.checkSession, ({ caller, params }) => checkSession(context, caller, params.providerId)),
    route(api.startProof, async ({ caller: { orgId, userId }, params: { providerId } }) => ({
      proofId: await proveNow(context, { orgId, userId, providerId }),
    })),
    route(api.readProof, ({ caller, params }) => readProof(context, caller, params.proofId)),
    route(api.getSessionRules, ({ caller, params }) => readSessionRules(context, caller, params.providerId)),
    route(api.putSessionRules, ({ caller, params, body }) =>
      writeSessionRules(context, caller, params.providerId, body),
    ),
  ];
}
