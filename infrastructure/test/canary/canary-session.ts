import type { JobParts } from './job-parts.ts';
import { canaryOf, canaryValue, type Canary } from './canary.ts';

const PORTAL_LOGIN = { usuario: 'proveedor', clave: 'practica2026' };

/** A login at the practice portal, and beside it what may lie in a browser: each value a canary. */
export async function saveCanarySession(parts: JobParts, providerId: string): Promise<Canary[]> {
  const { listener, portalUrl, token } = parts;
  const login = await fetch(`${portalUrl}/ingresar`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(PORTAL_LOGIN),
  });
  const session = /PORTALSESSID=([^;]+)/.exec(login.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const { hostname: domain, origin } = new URL(portalUrl);
  const values = {
    'cookie of the login': session,
    'plain cookie': canaryValue('cookie'),
    'strange cookie': canaryValue('cookie2').replaceAll('-', '%22-%C3%B1+/='),
    'local storage': canaryValue('local', true),
    'session storage': canaryValue('session', true),
  };
  const cookie = (name: string, value: string, httpOnly = false) => ({ name, value, domain, path: '/', httpOnly });
  const body = {
    connectedAt: Date.now(),
    cookies: [
      cookie('PORTALSESSID', session, true),
      cookie('canario', values['plain cookie']),
      cookie('raro', values['strange cookie']),
    ],
    origins: [
      {
        origin,
        localStorage: [{ name: 'llave', value: values['local storage'] }],
        sessionStorage: [{ name: 'llave', value: values['session storage'] }],
      },
    ],
  };
  // Twice, so that there is a former one too; and once in a way that is refused.
  for (let times = 0; times < 2; times += 1) await listener.ask('PUT', `/api/sessions/${providerId}`, { token, body });
  const wrong = { ...body, cookies: [{ ...body.cookies[1], value: [body.cookies[1]] }] };
  await listener.ask('PUT', `/api/sessions/${providerId}`, { token, body: wrong });
  await listener.ask('PUT', `/api/sessions/${providerId}`, { token, text: JSON.stringify(body).slice(0, -1) });
  return Object.entries(values).map(([name, value]) => canaryOf(name, value));
}
