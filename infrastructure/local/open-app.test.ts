import { expect, test } from 'vitest';
import { signInOfLink } from '../../desktop/main/links/sign-in-link.ts';
import { readConfig, windowEnv } from './config.ts';
import { appLink, chooseApp } from './open-app.ts';

const DISPLAY = process.platform === 'linux' ? { DISPLAY: ':0' } : {};
const there = (): string => '/electron';
const config = (env: Record<string, string> = {}) => readConfig({ ...DISPLAY, ...env });

test('the app opens where there is a display and an Electron', () => {
  expect(chooseApp(config(), false, there)).toEqual({ open: true, electron: '/electron' });
  expect(chooseApp(config(), false, () => null)).toEqual({ open: false, why: 'no electron' });
});

test('never detached, and not with SRI_OPEN=no: Electron is not even looked for', () => {
  const looked = (): string => {
    throw new Error('looked for');
  };
  expect(chooseApp(config(), true, looked)).toEqual({ open: false, why: 'not wanted' });
  expect(chooseApp(config({ SRI_OPEN: 'no' }), false, looked)).toEqual({ open: false, why: 'not wanted' });
  expect(() => config({ SRI_OPEN: 'maybe' })).toThrow(/SRI_OPEN/);
});

test.skipIf(process.platform !== 'linux')('on Linux without a display there is none (skipped elsewhere)', () => {
  expect(chooseApp(readConfig({}), false, there)).toEqual({ open: false, why: 'no display' });
  expect(chooseApp(readConfig({ DISPLAY: '' }), false, there)).toEqual({ open: false, why: 'no display' });
  expect(chooseApp(readConfig({ WAYLAND_DISPLAY: 'wayland-0' }), false, there)).toMatchObject({ open: true });
});

test('the app understands the link that it is opened with', () => {
  const code = 'q3_-Zx0aB';
  expect(signInOfLink(appLink('http://localhost:3000', code))).toEqual({ server: 'http://localhost:3000', code });
});

test('the app gets the display and the keyring, and nothing that names a service or a secret', () => {
  const env = { ...DISPLAY, DISPLAY: ':7', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/bus', PATH: '/bin' };
  expect(windowEnv({ ...env, DATABASE_URL: 'postgres://x', ELECTRON_RUN_AS_NODE: '1' })).toEqual(env);
});
