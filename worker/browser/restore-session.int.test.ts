import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps, type TestRun, type TestRunOptions } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

interface Seen {
  headers: Record<string, string>;
  js: Record<string, unknown>;
}
const LOOK = `({
  languages: navigator.languages.join(), userAgent: navigator.userAgent, zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  width: innerWidth, height: innerHeight, local: localStorage.getItem('a'), session: sessionStorage.getItem('b'),
})`;

/** What a portal sees of a session: the headers of a request, and what its scripts can read. */
async function seen(session: Record<string, unknown>, options: TestRunOptions = {}): Promise<Seen & { run: TestRun }> {
  const run = await runSteps(
    browser,
    [
      { type: 'navigate', url: `${server.url}/cabeceras` },
      { type: 'extract', fields: [{ name: 'c', target: '#c' }], saveAs: 'h' },
      { type: 'evaluate', expression: LOOK, saveAs: 'js' },
    ],
    { session: { cookies: [], connectedAt: 1, ...session }, ...options },
  );
  expect(run.result).toMatchObject({ status: 'completed' });
  const headers = JSON.parse((run.json('data/h.json') as { c: string }).c) as Record<string, string>;
  return { headers, js: run.json('data/js.json') as Record<string, unknown>, run };
}
const cookie = (name: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  name,
  value: `v-${name}`,
  domain: '127.0.0.1',
  ...more,
});

describe('a session in a fresh context', () => {
  it('takes the cookies as the guide writes them, with every field, and in milliseconds', async () => {
    const { headers, run } = await seen({
      cookies: [
        cookie('llana'),
        cookie('toda', { path: '/', expires: 2_000_000_000, httpOnly: true, sameSite: 'Lax' }),
        cookie('ms', { expires: 2_000_000_000_000 }),
        cookie('menos', { expires: -1 }),
      ],
    });
    expect(headers['cookie']?.split('; ').toSorted()).toEqual([
      'llana=v-llana',
      'menos=v-menos',
      'ms=v-ms',
      'toda=v-toda',
    ]);
    expect(run.warnings).toEqual([]);
  });

  it('leaves out what is wrong with a warning that holds no value, and goes on', async () => {
    const { headers, run } = await seen({
      cookies: [
        cookie('buena'),
        cookie('mala', { value: 'canario;no-va' }),
        cookie('vencida', { expires: 1 }),
        cookie('ninguno', { sameSite: 'None' }),
      ],
    });
    expect(headers['cookie']).toBe('buena=v-buena');
    expect(run.warnings.join('\n')).toContain('mala (127.0.0.1)');
    expect(run.warnings.join('\n')).toMatch(/vencidas.*vencida \(127.0.0.1\), ninguno/);
    expect(JSON.stringify(run.events)).not.toContain('canario;no-va');
  });

  it('R49 leaves cookies of other domains out where it is told to', async () => {
    const cookies = [cookie('propia'), cookie('ajena', { domain: 'otro.example' })];
    const provider = { slug: 'p', loginUrl: null, domains: ['127.0.0.1'] };
    const { headers, run } = await seen({ cookies }, { scopeCookies: true, provider });
    expect(headers['cookie']).toBe('propia=v-propia');
    expect(run.warnings.join()).toContain('ajena (otro.example)');
    const foreign = await seen(
      { cookies },
      { scopeCookies: true, provider: { ...provider, domains: ['otro.example'] } },
    );
    expect(foreign.headers['cookie']).toBeUndefined();
  });

  it('puts back localStorage and sessionStorage, without asking the portal', async () => {
    const before = server.hits.length;
    const origins = [
      {
        origin: server.url,
        localStorage: [{ name: 'a', value: 'uno' }],
        sessionStorage: [{ name: 'b', value: 'dos' }],
      },
    ];
    const { headers, js } = await seen({ cookies: [cookie('c')], origins });
    expect(js).toMatchObject({ local: 'uno', session: 'dos' });
    expect(headers['cookie']).toBe('c=v-c');
    expect(server.hits.slice(before).filter((hit) => !hit.includes('favicon'))).toEqual(['GET /cabeceras']);
  });

  it('goes on without an IndexedDB that is no such thing', async () => {
    const origins = [{ origin: server.url, localStorage: [{ name: 'a', value: 'uno' }], indexedDB: [{ name: 7 }] }];
    const { js, run } = await seen({ origins });
    expect(js).toMatchObject({ local: 'uno' });
    expect(run.warnings.join()).toContain('IndexedDB');
  });

  it('looks as the browser in which it was captured', async () => {
    const environment = {
      userAgent: 'Mozilla/5.0 (Prueba) Chrome/150.0.0.0',
      languages: ['pt-BR', 'pt', 'en'],
      timezone: 'America/Sao_Paulo',
      viewport: { width: 1200, height: 700 },
    };
    const { headers, js } = await seen({ environment });
    expect(headers['user-agent']).toBe(environment.userAgent);
    expect(headers['accept-language']).toMatch(/^pt-BR,pt;q=/);
    expect(headers['sec-ch-ua']).toContain('"Google Chrome";v="150"');
    expect(js).toMatchObject({
      languages: 'pt-BR,pt,en',
      userAgent: environment.userAgent,
      zone: 'America/Sao_Paulo',
      width: 1200,
      height: 700,
    });
  });

  it('looks as an ordinary desktop otherwise, and where what it says cannot be', async () => {
    const usual = await seen({});
    expect(usual.js).toMatchObject({ languages: 'es-AR', width: 1366, height: 768 });
    expect(String(usual.js['userAgent'])).not.toContain('Headless');
    expect(JSON.stringify(usual.headers)).not.toContain('Headless');
    const odd = await seen({ environment: { userAgent: 'a\nb', timezone: 'Marte/Olimpo', languages: ['no_va!'] } });
    expect(odd.js).toMatchObject({ languages: 'es-AR', userAgent: usual.js['userAgent'], zone: usual.js['zone'] });
    expect(odd.run.warnings).toHaveLength(2);
  });
});
