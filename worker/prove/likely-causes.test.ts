import { expect, test } from 'vitest';
import { likelyCauses } from './likely-causes.ts';

const environment = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  languages: ['es-AR', 'es'],
  timezone: 'America/Argentina/Buenos_Aires',
};
const session = { cookies: [], connectedAt: 1, environment };

test('where nothing is missing and nothing differs, the address from which the portal is reached is left', () => {
  expect(likelyCauses(session, { browserVersion: '150.0.7300.1', leftOut: [] })).toEqual(['exit']);
});

test('what was not restored comes first, whatever else differs', () => {
  const causes = likelyCauses(session, { browserVersion: '131.0.1', leftOut: ['indexedDB', 'otherSites'] });
  expect(causes).toEqual(['storage', 'otherSites', 'userAgent', 'exit']);
});

test('a session without an environment of its own differs in all of it', () => {
  const bare = { cookies: [], connectedAt: 1 };
  expect(likelyCauses(bare, { browserVersion: '150.0.1', leftOut: [] })).toEqual([
    'language',
    'timezone',
    'userAgent',
    'exit',
  ]);
});
