import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('an empty environment says nothing', () => {
  expect(readConfig({ PORTAL_PORT: '' })).toEqual({});
});

test('every variable is read', () => {
  expect(
    readConfig({
      PORTAL_HOST: '::1',
      PORTAL_PORT: '0',
      PORTAL_SESSION_MINUTES: '0.5',
      PORTAL_ABSOLUTE_MINUTES: '2',
      PORTAL_LOCK_AFTER: '3',
      PORTAL_DATED_COOKIE: 'yes',
      PORTAL_TEST_PAGES: 'no',
      PORTAL_STATE_DIR: 'state',
    }),
  ).toEqual({
    host: '::1',
    port: 0,
    sessionMinutes: 0.5,
    absoluteMinutes: 2,
    lockAfter: 3,
    datedCookie: true,
    testPages: false,
    stateDir: 'state',
  });
});

test('all faults are named at once', () => {
  const env = {
    PORTAL_PORT: '70000',
    PORTAL_LOCK_AFTER: '1.5',
    PORTAL_SESSION_MINUTES: '1e3',
    PORTAL_TEST_PAGES: 'si',
  };
  expect(() => readConfig(env)).toThrow(
    /PORTAL_PORT="70000".*\n.*PORTAL_SESSION_MINUTES="1e3".*\n.*PORTAL_LOCK_AFTER="1.5".*\n.*PORTAL_TEST_PAGES="si": use yes or no/,
  );
});
