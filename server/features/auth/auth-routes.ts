import { AppError } from '@sri/shared/errors.ts';
import * as endpoints from '@sri/shared/protocol/api/auth.ts';
import { PERMISSIONS, mayDo, type Permission } from '@sri/shared/protocol/permissions.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import type { AuthContext } from './auth-context.ts';
import { changePassword } from './change-password.ts';
import { findOwnAccount } from './own-account.ts';
import { refreshSession } from './refresh-session.ts';
import { register } from './register.ts';
import {
  clearSessionCookies,
  deviceCookie,
  refreshCookie,
  setSessionCookies,
  wantsCookies,
} from './session-cookies.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';

function missingRefreshToken(): AppError {
  return new AppError('unauthenticated', 'No refresh token was sent.', {
    hint: 'Send {"refreshToken": ...} in the body; the web console sends its cookie with the header X-SRI-Client.',
  });
}

/** Registration, sign-in and what belongs to it. */
export function authRoutes(route: RouteMaker, context: AuthContext): Route[] {
  return [
    route(endpoints.register, async ({ body, request, response }) => {
      const signedIn = await register(context, body, request.ip ?? '');
      if (wantsCookies(request)) setSessionCookies(context, response, signedIn);
      return signedIn;
    }),
    route(endpoints.login, async ({ body, request, response }) => {
      const deviceToken = body.deviceToken ?? deviceCookie(request);
      const signedIn = await signIn(context, { ...body, deviceToken, ip: request.ip ?? '' });
      if (wantsCookies(request)) setSessionCookies(context, response, signedIn);
      return signedIn;
    }),
    route(endpoints.refresh, async ({ body, request, response }) => {
      const cookie = body.refreshToken === undefined ? refreshCookie(request) : undefined;
      const sent = body.refreshToken ?? cookie;
      if (sent === undefined) throw missingRefreshToken();
      const tokens = await refreshSession(context, sent);
      if (cookie === undefined) return tokens;
      setSessionCookies(context, response, tokens);
      return { token: tokens.token, expiresIn: tokens.expiresIn };
    }),
    route(endpoints.logout, async ({ body, caller, request, response }) => {
      const refreshToken = body.refreshToken ?? refreshCookie(request);
      await signOut(context, { caller, refreshToken, everywhere: body.everywhere });
      if (wantsCookies(request)) clearSessionCookies(context, response);
      return undefined;
    }),
    route(endpoints.getMe, async ({ caller }) => {
      const account = await findOwnAccount(context.db, caller);
      const names = Object.keys(PERMISSIONS) as Permission[];
      return {
        ...account,
        role: caller.role,
        permissions: names.filter((permission) => mayDo(caller.role, permission)),
        via: caller.via,
      };
    }),
    route(endpoints.changePassword, async ({ body, caller, request, response }) => {
      const signedIn = await changePassword(context, caller, { ...body, ip: request.ip ?? '' });
      if (wantsCookies(request)) setSessionCookies(context, response, signedIn);
      return signedIn;
    }),
  ];
}
