import * as api from '@sri/shared/protocol/api/secrets.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { deleteSecret, putSecret, type SecretContext } from './change-secrets.ts';
import { findSecrets } from './secret-store.ts';

/** Everything under /api/secrets. */
export function secretRoutes(route: RouteMaker, context: SecretContext): Route[] {
  return [
    route(api.listSecrets, async ({ caller }) => ({ items: await context.db.inOrg(caller.orgId, findSecrets) })),
    route(api.putSecret, ({ caller, params, body }) => putSecret(context, caller, params.name, body)),
    route(api.deleteSecret, ({ caller, params }) => deleteSecret(context, caller, params.name)),
  ];
}
