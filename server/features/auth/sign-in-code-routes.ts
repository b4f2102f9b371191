import type { IncomingMessage } from 'node:http';
import { AppError } from '@sri/shared/errors.ts';
import * as endpoints from '@sri/shared/protocol/api/sign-in-codes.ts';
import { isLocal } from '../../http/is-local.ts';
import type { Route, RouteMaker } from '../../http/route.ts';
import type { AuthContext } from './auth-context.ts';
import { setSessionCookies, wantsCookies } from './session-cookies.ts';
import { createSignInCodes, signInWithCode, type SignInCodes } from './sign-in-codes.ts';

function refuseElsewhere(request: IncomingMessage): void {
  if (isLocal(request)) return;
  throw new AppError('forbidden', 'Codes are for this machine only.', { hint: 'Sign in with a password.' });
}

/** The way in that `npm start` shows, without a password in an address. Never mounted in production. */
export function signInCodeRoutes(
  route: RouteMaker,
  context: AuthContext,
  codes: SignInCodes = createSignInCodes(),
): Route[] {
  return [
    route(endpoints.createSignInCode, ({ caller, request }) => {
      refuseElsewhere(request);
      // An API key is no person: it must not become the sign-in of one.
      if (caller.via === 'apiKey') {
        throw new AppError('forbidden', 'An API key makes no codes.', { hint: 'Sign in with a password.' });
      }
      return Promise.resolve(codes.issue(caller));
    }),
    route(endpoints.spendSignInCode, async ({ body, request, response }) => {
      refuseElsewhere(request);
      const signedIn = await signInWithCode(context, codes, body.code);
      if (wantsCookies(request)) setSessionCookies(context, response, signedIn);
      return signedIn;
    }),
  ];
}
