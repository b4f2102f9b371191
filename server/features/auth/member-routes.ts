import * as endpoints from '@sri/shared/protocol/api/members.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import type { AuthContext } from './auth-context.ts';
import { findMembers } from './member-store.ts';
import { addMember, changeMember, removeMember } from './members.ts';

/** Who belongs to the organisation. */
export function memberRoutes(route: RouteMaker, context: AuthContext): Route[] {
  return [
    route(endpoints.listMembers, ({ caller }) =>
      context.db.inOrg(caller.orgId, (sql) => findMembers(sql, caller.orgId)),
    ),
    route(endpoints.addMember, ({ caller, body }) => addMember(context, caller, body)),
    route(endpoints.changeMember, ({ caller, params, body }) => changeMember(context, caller, params.userId, body)),
    route(endpoints.removeMember, async ({ caller, params }) => {
      await removeMember(context, caller, params.userId);
      return undefined;
    }),
  ];
}
