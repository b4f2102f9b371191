import { describe, expect, it } from 'vitest';
import { endedElsewhere, isLoginPage, type LoginEvidence, type LoginRules } from './login-page.ts';

const asked = 'https://portal.example/liquidaciones';
const nothing: LoginRules = { marker: undefined, loginUrl: null };
const login = { ...nothing, loginUrl: 'https://portal.example/ingresar' };
const marked = { ...nothing, marker: { element: '#salir' } };
const evidence = (more: Partial<LoginEvidence>): LoginEvidence => ({
  asked,
  url: asked,
  passwordVisible: false,
  markerVisible: undefined,
  ...more,
});
const at = (path: string, more: Partial<LoginEvidence> = {}): LoginEvidence =>
  evidence({ url: `https://portal.example${path}`, ...more });

describe('a login page', () => {
  it.each<[string, LoginEvidence, LoginRules, boolean]>([
    ['the page that was asked for', at('/liquidaciones'), nothing, false],
    ['another path with a password field', at('/entrar', { passwordVisible: true }), nothing, true],
    ['another path without one', at('/liquidaciones/lista'), nothing, false],
    ['the path asked for, with a password field', at('/liquidaciones', { passwordVisible: true }), nothing, false],
    [
      'another host with a password field',
      evidence({ url: 'https://sso.example/liquidaciones', passwordVisible: true }),
      nothing,
      true,
    ],
    ['the provider’s login address, query and all', at('/ingresar?volver=/x'), login, true],
    ['the provider’s login address with a slash', at('/ingresar/'), login, true],
    ['another address, though the login address is known', at('/sso', { passwordVisible: true }), login, true],
    [
      'the login address, asked for, nothing to fill in',
      at('/ingresar', { asked: login.loginUrl ?? '' }),
      login,
      false,
    ],
    [
      'the login address, asked for, with its form',
      at('/ingresar', { asked: login.loginUrl ?? '', passwordVisible: true }),
      login,
      true,
    ],
    [
      'a page that shows the marker, password field or not',
      at('/clave', { passwordVisible: true, markerVisible: true }),
      marked,
      false,
    ],
    [
      'the path asked for without the marker, with a password field',
      at('/liquidaciones', { passwordVisible: true, markerVisible: false }),
      marked,
      true,
    ],
    ['another path without the marker', at('/bienvenido', { markerVisible: false }), marked, true],
    ['the path asked for without the marker', at('/liquidaciones', { markerVisible: false }), marked, false],
    [
      'the marker’s login pattern',
      at('/auth/v2/entrar'),
      { ...nothing, marker: { loginUrlPattern: '*/auth/*' } },
      true,
    ],
    [
      'a page of the marker’s pattern',
      at('/mi/clave', { passwordVisible: true }),
      { ...nothing, marker: { urlPattern: '*/mi/*' } },
      false,
    ],
    [
      'a page outside the marker’s pattern, with a password field',
      at('/liquidaciones', { passwordVisible: true }),
      { ...nothing, marker: { urlPattern: '*/mi/*' } },
      true,
    ],
  ])('%s', (_, seen, rules, expected) => {
    expect(isLoginPage(seen, rules)).toBe(expected);
  });

  it('takes www, a slash at the end and the query for no difference', () => {
    expect(endedElsewhere('http://example.com', 'https://www.example.com/?a=1#b')).toBe(false);
    expect(endedElsewhere('https://a.example/x/', 'https://a.example/x')).toBe(false);
    expect(endedElsewhere('https://a.example/x', 'https://a.example/y')).toBe(true);
    expect(endedElsewhere(undefined, 'https://a.example/y')).toBe(false);
    expect(endedElsewhere('https://a.example/x', 'about:blank')).toBe(false);
  });
});
