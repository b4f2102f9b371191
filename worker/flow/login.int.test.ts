import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps, type TestRun } from '../test/run-one-step.ts';
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

const needsLogin = { status: 'needs_login', error: { code: 'login_required', retryable: false } };
const refused = { status: 'needs_login', error: { code: 'login_refused', retryable: false } };
const privately = (): unknown => ({ type: 'navigate', url: `${server.url}/privado` });
const at = (path: string): unknown => ({ type: 'navigate', url: `${server.url}${path}` });
const shot = { type: 'screenshot' };
const open = { cookies: [{ name: 'sesion', value: 'abierta-12345', domain: '127.0.0.1' }], connectedAt: 1 };
const run = (steps: unknown[], options?: Parameters<typeof runSteps>[2]): Promise<TestRun> =>
  runSteps(browser, steps, options);

describe('a run that lands on the login page', () => {
  it('is needs_login, and no step after it runs', async () => {
    const met = await run([privately(), shot]);
    expect(met.result).toMatchObject(needsLogin);
    expect(met.result.error?.message).toContain('/ingresar');
    expect(met.files).toEqual(['steps/1-after.jpg']);
  });

  it('is completed with a session that is open', async () => {
    expect((await run([privately(), shot], { session: open })).result.status).toBe('completed');
  });

  it('is needs_login when a session that has expired is met in mid-run, by a click', async () => {
    const steps = [
      privately(),
      {
        type: 'evaluate',
        expression: `document.cookie = 'sesion=; Max-Age=0'; document.body.innerHTML += '<a id=otra href=/privado>otra</a>'`,
      },
      { type: 'click', target: '#otra' },
      { type: 'waitFor', target: '#salir', timeoutMs: 2000 },
    ];
    expect((await run(steps, { session: open })).result).toMatchObject(needsLogin);
    // Also when the click is the last thing that the flow does.
    expect((await run(steps.slice(0, 3), { session: open })).result).toMatchObject(needsLogin);
  });

  it('is needs_login when a script of the page goes there, as late as it may', async () => {
    const steps = [at('/vence-por-script'), { type: 'waitFor', target: '#datos', timeoutMs: 1500 }];
    expect((await run(steps)).result).toMatchObject(needsLogin);
  });

  it('is decided by the provider’s login address', async () => {
    const provider = { slug: 'p', loginUrl: `${server.url}/ingresar`, domains: [] };
    expect((await run([at('/redirige?a=/ingresar'), shot], { provider })).result).toMatchObject(needsLogin);
    const other = { ...provider, loginUrl: 'https://otro.example/entrar' };
    expect((await run([at('/pagina.html'), shot], { provider: other })).result.status).toBe('completed');
  });

  it('is decided by the session’s marker', async () => {
    const withMarker = (marker: unknown): { session: unknown } => ({ session: { ...open, marker } });
    const element = withMarker({ element: '#salir' });
    expect((await run([privately(), shot], element)).result.status).toBe('completed');
    // The form stands at the very address that was asked for: only the marker can tell.
    expect((await run([at('/formulario-aqui'), shot], element)).result).toMatchObject(needsLogin);
    expect((await run([at('/formulario-aqui'), shot])).result.status).toBe('completed');
    expect(
      (await run([at('/formulario-aqui'), shot], withMarker({ loginUrlPattern: '*/formulario-*' }))).result,
    ).toMatchObject(needsLogin);
    expect((await run([at('/redirige?a=/pagina.html'), shot], withMarker({ element: 'h1' }))).result.status).toBe(
      'completed',
    );
  });

  it('is none of that when the flow logs in itself', async () => {
    const steps = (password: string): unknown[] => [
      privately(),
      { type: 'fill', target: '#usuario', value: 'ana' },
      { type: 'fill', target: 'form input:nth-of-type(2)', value: password },
      { type: 'click', target: '#entrar' },
      { type: 'waitFor', target: '#salir', timeoutMs: 1500 },
    ];
    expect((await run(steps('Soja2026!'))).result.status).toBe('completed');
    const secretly = steps('').with(2, { type: 'fillSecret', target: 'form input:nth-of-type(2)', secret: 'clave' });
    expect((await run(secretly, { secrets: { clave: 'Soja2026!' } })).result.status).toBe('completed');
    // The form again, after the flow has filled it in: now somebody has to look.
    expect((await run(steps('otra'))).result).toMatchObject(refused);
  });

  it('is not tried again by a flow that would: each refusal brings the account nearer to its lock', async () => {
    const login = [
      { type: 'fill', target: '#usuario', value: 'ana' },
      { type: 'fill', target: 'form input:nth-of-type(2)', value: 'otra' },
      { type: 'click', target: '#entrar' },
    ];
    const refusals = async (steps: unknown[]): Promise<number> => {
      const before = server.hits.length;
      expect((await run(steps)).result).toMatchObject(refused);
      return server.hits.slice(before).filter((hit) => hit.startsWith('GET /entrar')).length;
    };
    expect(await refusals([privately(), { type: 'repeat', times: 5, steps: login }])).toBe(1);
    const insisting = { type: 'try', steps: [...login, { type: 'assert', target: '#salir' }], catch: login };
    expect(await refusals([privately(), insisting, shot])).toBe(1);
    expect(await refusals([privately(), ...login, { ...shot, onError: 'retry(3)' }])).toBe(1);
  });

  it('may log in several times where each of them is accepted', async () => {
    const steps = [
      privately(),
      { type: 'fill', target: '#usuario', value: 'ana' },
      { type: 'fill', target: '#clave', value: 'Soja2026!' },
      { type: 'click', target: '#entrar' },
      { type: 'waitFor', target: '#salir' },
      { type: 'evaluate', expression: `document.cookie = 'sesion=; Max-Age=0'` },
    ];
    expect((await run([{ type: 'repeat', times: 3, steps }])).result.status).toBe('completed');
  });

  it('R19 after the point of no return is for a person to review', async () => {
    const steps = [at('/pagina.html'), { type: 'click', target: '#btnBuscar', pointOfNoReturn: true }, privately()];
    expect((await run(steps)).result).toMatchObject({ status: 'needs_review', pastPointOfNoReturn: true });
  });
});
