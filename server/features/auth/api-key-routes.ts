import * as endpoints from '@sri/shared/protocol/api/api-keys.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import type { AuthContext } from './auth-context.ts';

/** Keys for programs. */
export function apiKeyRoutes(route: RouteMaker, context: AuthContext): Route[] {
  return [
    route(endpoints.listApiKeys, ({ caller }) => listApiKeys(context, caller)),
    route(endpoints.createApiKey, ({ caller, body }) => createApiKey(context, caller, body)),
    route(endpoints.revokeApiKey, async ({ caller, params }) => {
      await revokeApiKey(context, caller, params.keyId);
      return undefined;
    }),
  ];
}
