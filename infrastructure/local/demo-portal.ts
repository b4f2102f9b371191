import { AppError } from '@sri/shared/errors.ts';
import type { Session } from '@sri/shared/model/session.ts';

const ANSWER_MS = 10_000;

/** The practice portal's first account; it stands on its login page. */
export const PORTAL_LOGIN = { user: 'proveedor', password: 'practica2026' } as const;

/** Name, value and whether it is HttpOnly, of one Set-Cookie line. */
function readCookie(line: string): { name: string; value: string; httpOnly: boolean } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  return {
    name: pair.slice(0, at),
    value: pair.slice(at + 1),
    httpOnly: attributes.some((attribute) => attribute.toLowerCase() === 'httponly'),
  };
}

/**
 * Logs in at the practice portal as a person would in the capture window, and gives the session as the app would push
 * it: cookies and what proves that one is logged in. Throws `AppError` (`page_unreachable`) when the portal refuses.
 */
export async function capturePortalSession(portalUrl: string, signal: AbortSignal): Promise<Session> {
  const answer = await fetch(`${portalUrl}/ingresar`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ usuario: PORTAL_LOGIN.user, clave: PORTAL_LOGIN.password, volver: '/inicio' }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
  });
  await answer.body?.cancel();
  const cookies = answer.headers.getSetCookie().map(readCookie);
  if (answer.status !== 303 || cookies.length === 0) {
    throw new AppError('page_unreachable', `the practice portal at ${portalUrl} did not let ${PORTAL_LOGIN.user} in`, {
      hint: `It answered ${answer.status}. Its log is portal.log.`,
    });
  }
  const domain = new URL(portalUrl).hostname;
  return {
    cookies: cookies.map((cookie) => ({ ...cookie, domain, path: '/' })),
    connectedAt: Date.now(),
    marker: { element: '#usuario-conectado', loginUrlPattern: `${portalUrl}/ingresar*` },
  };
}
