import * as api from '@sri/shared/protocol/api/providers.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { createProvider, deleteProvider, updateProvider } from './own-providers.ts';
import { chooseFormat } from './portal-format.ts';
import { listPortals, pausePortal, readPortal, resumePortal, type PortalContext } from './paused-portals.ts';

/** Everything under /api/providers. */
export function providerRoutes(route: RouteMaker, context: PortalContext): Route[] {
  const { db } = context;
  return [
    route(api.listProviders, ({ caller }) => db.inOrg(caller?.orgId ?? null, listPortals)),
    route(api.getProvider, ({ caller, params }) => db.inOrg(caller.orgId, (sql) => readPortal(sql, params.providerId))),
    route(api.createProvider, ({ caller, body }) => createProvider(db, caller, body)),
    route(api.updateProvider, ({ caller, params, body }) => updateProvider(db, caller, params.providerId, body)),
    route(api.deleteProvider, ({ caller, params }) => deleteProvider(db, caller, params.providerId)),
    route(api.setProviderFormat, ({ caller, params, body }) => chooseFormat(db, caller, params.providerId, body)),
    route(api.pauseProvider, ({ caller, params }) => pausePortal(context, caller, params.providerId)),
    route(api.resumeProvider, ({ caller, params }) => resumePortal(context, caller, params.providerId)),
  ];
}
