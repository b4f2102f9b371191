import * as api from '@sri/shared/protocol/api/providers.ts';
import type { Database } from '../../db/transaction.ts';
import { notFound, type Route, type RouteMaker } from '../../http/route.ts';
import { createProvider, deleteProvider, updateProvider } from './own-providers.ts';
import { findProvider, findProviders } from './provider-store.ts';

/** Everything under /api/providers. */
export function providerRoutes(route: RouteMaker, db: Database): Route[] {
  return [
    route(api.listProviders, ({ caller }) => db.inOrg(caller?.orgId ?? null, findProviders)),
    route(api.getProvider, ({ caller, params }) =>
      db.inOrg(caller.orgId, async (sql) => {
        const provider = await findProvider(sql, params.providerId);
        if (provider === undefined) throw notFound('There is no such provider.');
        return provider;
      }),
    ),
    route(api.createProvider, ({ caller, body }) => createProvider(db, caller, body)),
    route(api.updateProvider, ({ caller, params, body }) => updateProvider(db, caller, params.providerId, body)),
    route(api.deleteProvider, ({ caller, params }) => deleteProvider(db, caller, params.providerId)),
  ];
}
