import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { AuthContext } from './auth-context.ts';
import { REFRESH_DAYS, type Tokens } from './sign-in-session.ts';

const DAY = 24 * 3600;
const ACCESS = { name: 'sri_session', path: '/' };
const REFRESH = { name: 'sri_refresh', path: '/api/auth' };
const DEVICE = { name: 'sri_device', path: '/api/auth' };

function set(
  response: Response,
  secure: boolean,
  cookie: { name: string; path: string },
  value: string,
  maxAge: number,
): void {
  const text = stringifySetCookie({ ...cookie, value, maxAge, httpOnly: true, sameSite: 'strict', secure });
  response.append('Set-Cookie', text);
}

/** Whether the caller is the web console, which keeps its tokens in cookies. */
export function wantsCookies(request: Request): boolean {
  return request.get('x-sri-client') !== undefined;
}

/** Sets the console's cookies: out of reach for scripts, never sent along from foreign pages. */
export function setSessionCookies(
  { secureCookies }: AuthContext,
  response: Response,
  tokens: Tokens & { deviceToken?: string },
): void {
  set(response, secureCookies, ACCESS, tokens.token, tokens.expiresIn);
  set(response, secureCookies, REFRESH, tokens.refreshToken, REFRESH_DAYS * DAY);
  if (tokens.deviceToken !== undefined) set(response, secureCookies, DEVICE, tokens.deviceToken, 365 * DAY);
}

/** The device's cookie stays: it signs nobody in. */
export function clearSessionCookies({ secureCookies }: AuthContext, response: Response): void {
  for (const cookie of [ACCESS, REFRESH]) set(response, secureCookies, cookie, '', 0);
}

/** The refresh token in the cookie; only from the console itself, since a cookie comes along by itself. */
export function refreshCookie(request: Request): string | undefined {
  return wantsCookies(request) ? parseCookie(request.get('cookie') ?? '')[REFRESH.name] : undefined;
}

export function deviceCookie(request: Request): string | undefined {
  return parseCookie(request.get('cookie') ?? '')[DEVICE.name];
}
