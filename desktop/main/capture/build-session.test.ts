import { describe, expect, it } from 'vitest';
import { sessionSchema } from '@sri/shared/model/session.ts';
import { buildSession } from './build-session.ts';
import type { BrowserContents } from './login-browser.ts';

const empty: BrowserContents = {
  cookies: [],
  origins: [],
  environment: { userAgent: 'x', languages: ['es'], timezone: 'America/Lima' },
  unreadable: false,
};
const build = (contents: Partial<BrowserContents>) =>
  buildSession({ contents: { ...empty, ...contents }, mark: null, begun: null, at: 1 });
const text = (megabytes: number): string => 'x'.repeat(megabytes * 1024 * 1024);
const origin = 'https://portal.agro.example';

describe('a session', () => {
  it('with 200 cookies and 3 MB of localStorage is within what is taken, and keeps the contract', () => {
    const cookies = Array.from({ length: 200 }, (_, index) => ({
      name: `c${index}`,
      value: 'v',
      domain: 'agro.example',
    }));
    const { session, caught, usable } = build({
      cookies,
      origins: [{ origin, localStorage: [{ name: 'grande', value: text(3) }] }],
    });
    expect(usable).toBe(true);
    expect(caught).toMatchObject({ cookies: 200, localStorage: 1, warnings: [] });
    expect(sessionSchema.parse(session)).toEqual(session);
  });

  it('leaves databases out, the largest first, where the whole would be too large', () => {
    const database = (name: string, megabytes: number) => [{ name, version: 1, stores: [{ blob: text(megabytes) }] }];
    const { session, caught, usable } = build({
      origins: [
        { origin, localStorage: [{ name: 'pase', value: text(1) }], indexedDB: database('chica', 1) },
        { origin: 'https://b.agro.example', indexedDB: database('enorme', 6) },
      ],
    });
    expect([usable, caught.warnings, caught.indexedDB]).toEqual([true, ['indexedDbTooLarge'], 1]);
    expect(JSON.stringify(session)).toContain('chica');
  });

  it('that is too large without databases is not sent', () => {
    const { usable, caught } = build({ origins: [{ origin, localStorage: [{ name: 'a', value: text(6) }] }] });
    expect([usable, caught.warnings]).toEqual([false, ['tooLarge']]);
  });

  it('says when nothing was caught, and when something has no form to be kept in', () => {
    expect(build({}).caught.warnings).toEqual(['nothing']);
    expect(build({ unreadable: true }).caught.warnings).toEqual(['nothing', 'unreadable']);
  });

  it('counts by site', () => {
    const { caught } = build({
      cookies: [
        { name: 'a', value: '1', domain: '.agro.example' },
        { name: 'b', value: '2', domain: 'agro.example' },
      ],
      origins: [{ origin, sessionStorage: [{ name: 'c', value: '3' }] }],
    });
    expect(caught.sites).toEqual([
      { site: 'agro.example', cookies: 2, stored: 0 },
      { site: 'portal.agro.example', cookies: 0, stored: 1 },
    ]);
  });
});
