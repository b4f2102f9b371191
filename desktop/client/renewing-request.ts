import { AppError } from '@sri/shared/errors.ts';
import type { RouteInput, RouteName, RouteOutput } from '../contract/api-routes.ts';

/** Calls that are made to sign in: their 401 is an answer, not the end of a sign-in. */
const SIGN_IN: readonly RouteName[] = ['login', 'signInWithCode', 'register', 'logout'];

export type Request = <R extends RouteName>(route: R, input: RouteInput<R>) => Promise<RouteOutput<R>>;

function endedSignIn(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'token_expired' || error.code === 'unauthenticated');
}

export interface RenewingOptions {
  send: Request;
  /** Gets a new access token; throws a 401 where the sign-in is over. */
  renew: () => Promise<unknown>;
  onSignedOut: () => void;
}

/**
 * Calls that renew the sign-in once, unseen, when the access token has run out. If that is refused `onSignedOut` is
 * called and the call throws. A refresh token is good for one call, so all that fail at the same time share a renewal.
 */
export function renewingRequest({ send, renew, onSignedOut }: RenewingOptions): {
  request: Request;
  renewOnce: () => Promise<unknown>;
} {
  let renewing: Promise<unknown> | null = null;

  function renewOnce(): Promise<unknown> {
    renewing ??= renew().finally(() => (renewing = null));
    return renewing;
  }

  async function request<R extends RouteName>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
    try {
      return await send(route, input);
    } catch (error) {
      if (!endedSignIn(error) || SIGN_IN.includes(route)) throw error;
      try {
        await renewOnce();
      } catch (refused) {
        if (refused instanceof AppError && refused.status === 401) onSignedOut();
        throw error;
      }
      return send(route, input);
    }
  }

  return { request, renewOnce };
}
