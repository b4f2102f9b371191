import * as endpoints from '@sri/shared/protocol/api/invitations.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import type { AuthContext } from './auth-context.ts';
import { createInvitation, listInvitations, revokeInvitation } from './invitations.ts';
import { setSessionCookies, wantsCookies } from './session-cookies.ts';

/** Invitations into the organisation, and what whoever holds a link may do with it. */
export function invitationRoutes(route: RouteMaker, context: AuthContext): Route[] {
  return [
    route(endpoints.listInvitations, ({ caller }) => listInvitations(context, caller)),
    route(endpoints.createInvitation, ({ caller, body }) => createInvitation(context, caller, body)),
    route(endpoints.revokeInvitation, async ({ caller, params }) => {
      await revokeInvitation(context, caller, params.invitationId);
      return undefined;
    }),
    route(endpoints.readInvitation, async ({ body }) => {
      const { orgName, email, role, invitedBy, expiresAt } = await readInvitation(context, body.token);
      return { orgName, email, role, invitedBy, expiresAt };
    }),
    route(endpoints.acceptInvitation, async ({ body, request, response }) => {
      const signedIn = await acceptInvitation(context, body, request.ip ?? '');
      if (wantsCookies(request)) setSessionCookies(context, response, signedIn);
      return signedIn;
    }),
  ];
}
