import { expect, test, vi } from 'vitest';
import { toElectronCookie } from './restore-session.ts';

// Only the app has Electron, and nothing of it is used here.
vi.mock('electron', () => ({}));

test('a cookie of one host stays with it, one of a domain goes to all its hosts', () => {
  expect(toElectronCookie({ name: 'a', value: '1', domain: 'portal.example' })).toEqual({
    url: 'http://portal.example/',
    name: 'a',
    value: '1',
    path: '/',
  });
  expect(
    toElectronCookie({
      name: 'b',
      value: '2',
      domain: '.portal.example',
      path: '/app',
      expires: 1_800_000_000,
      httpOnly: true,
      secure: true,
      sameSite: 'None',
    }),
  ).toEqual({
    url: 'https://portal.example/app',
    name: 'b',
    value: '2',
    path: '/app',
    domain: '.portal.example',
    expirationDate: 1_800_000_000,
    httpOnly: true,
    secure: true,
    sameSite: 'no_restriction',
  });
});

test('a cookie of the session alone has no end', () => {
  expect(toElectronCookie({ name: 'a', value: '1', domain: 'portal.example', expires: -1 })).not.toHaveProperty(
    'expirationDate',
  );
});
