import { expect, test } from 'vitest';
import { findChrome } from './find-chrome.ts';

const having =
  (...paths: string[]) =>
  (path: string): boolean =>
    paths.includes(path);

test.each([
  [
    'linux',
    { PATH: '/usr/local/bin:/usr/bin' },
    ['/usr/bin/chromium', '/usr/bin/google-chrome'],
    '/usr/bin/google-chrome',
  ],
  ['linux', { PATH: '/usr/bin' }, ['/snap/bin/chromium'], '/snap/bin/chromium'],
  [
    'darwin',
    { HOME: '/Users/ana' },
    ['/Users/ana/Applications/Chromium.app/Contents/MacOS/Chromium'],
    '/Users/ana/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  [
    'win32',
    { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' },
    ['C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
] as const)('on %s with %o', (platform, env, there, expected) => {
  expect(findChrome({ platform, env, canRun: having(...there) })).toBe(expected);
});

test('none is null', () => {
  expect(findChrome({ platform: 'linux', env: { PATH: '/usr/bin' }, canRun: () => false })).toBeNull();
});
