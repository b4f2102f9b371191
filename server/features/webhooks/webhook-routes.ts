import * as api from '@sri/shared/protocol/api/webhooks.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  foundWebhook,
  rotateSecret,
  type WebhookContext,
} from './change-webhooks.ts';
import { findDeliveries, foundDelivery } from './delivery-store.ts';
import { resendAll, resendOne, sendTest } from './resend.ts';
import { findWebhooks } from './webhook-store.ts';

/** Everything under /api/webhooks. */
export function webhookRoutes(route: RouteMaker, context: WebhookContext): Route[] {
  const { db } = context;
  return [
    route(api.listWebhooks, async ({ caller }) => ({ items: await db.inOrg(caller.orgId, findWebhooks) })),
    route(api.createWebhook, ({ caller, body }) => createWebhook(context, caller, body)),
    route(api.getWebhook, ({ caller, params }) => db.inOrg(caller.orgId, (sql) => foundWebhook(sql, params.webhookId))),
    route(api.changeWebhook, ({ caller, params, body }) => changeWebhook(context, caller, params.webhookId, body)),
    route(api.deleteWebhook, ({ caller, params }) => deleteWebhook(context, caller, params.webhookId)),
    route(api.rotateWebhook, ({ caller, params }) => rotateSecret(context, caller, params.webhookId)),
    route(api.testWebhook, ({ caller, params }) => sendTest(context, caller, params.webhookId)),
    route(api.listDeliveries, ({ caller, params, query }) =>
      db.inOrg(caller.orgId, async (sql) => {
        await foundWebhook(sql, params.webhookId);
        return findDeliveries(sql, params.webhookId, query);
      }),
    ),
    route(api.getDelivery, ({ caller, params }) =>
      db.inOrg(caller.orgId, (sql) => foundDelivery(sql, params.webhookId, params.deliveryId)),
    ),
    route(api.resendDelivery, ({ caller, params }) => resendOne(context, caller, params.webhookId, params.deliveryId)),
    route(api.resendDeliveries, ({ caller, params, body }) => resendAll(context, caller, params.webhookId, body.since)),
  ];
}
