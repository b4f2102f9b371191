import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

const NAME = 'PORTALSESSID';

/** The session id that the browser sent, or undefined. */
export function readSessionCookie(req: Request): string | undefined {
  return parseCookie(req.headers.cookie ?? '')[NAME];
}

/** Gives the browser its session id; with `maxAgeSeconds` the cookie says when it ends. Not Secure: the site is plain HTTP. */
export function sendSessionCookie(res: Response, id: string, maxAgeSeconds?: number): void {
  res.append(
    'Set-Cookie',
    stringifySetCookie({
      name: NAME,
      value: id,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
    }),
  );
}

/** Takes the session id away from the browser. */
export function clearSessionCookie(res: Response): void {
  sendSessionCookie(res, '', 0);
}
