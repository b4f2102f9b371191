import * as api from '@sri/shared/protocol/api/alerts.ts';
import type { Database } from '../../db/transaction.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { changeAlertSettings, readAlertSettings } from './alert-settings.ts';
import { acknowledgeAlert, findAlerts } from './alert-store.ts';

export interface AlertRoutesContext {
  db: Database;
  /** Whether this installation has a mail server. */
  emailReady: boolean;
}

/** Everything under /api/alerts, and what the organisation wants to be warned of. */
export function alertRoutes(route: RouteMaker, { db, emailReady }: AlertRoutesContext): Route[] {
  return [
    route(api.listAlerts, async ({ caller, query }) => ({
      items: await db.inOrg(caller.orgId, (sql) => findAlerts(sql, query.state)),
    })),
    route(api.acknowledgeAlert, ({ caller, params }) =>
      db.inOrg(caller.orgId, (sql) => acknowledgeAlert(sql, caller, params.alertId)),
    ),
    route(api.getAlertSettings, async ({ caller }) => ({
      ...(await db.inOrg(caller.orgId, readAlertSettings)),
      emailReady,
    })),
    route(api.changeAlertSettings, async ({ caller, body }) => ({
      ...(await changeAlertSettings(db, caller, body)),
      emailReady,
    })),
  ];
}
