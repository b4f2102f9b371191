import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOBODY, type Question } from '../steps/people.ts';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps, type TestRun, type TestRunOptions } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { containing } from '../test/matchers.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const run = (steps: unknown[], options?: TestRunOptions): Promise<TestRun> =>
  runSteps(browser, [{ type: 'navigate', url: `${server.url}/pasos.html` }, ...steps], options);
const set = (saveAs: string, value: unknown): unknown => ({ type: 'setVariable', saveAs, value });
const ADD = { type: 'click', target: '#suma' };
/** Fails at once. */
const FAIL = { type: 'evaluate', expression: 'fallar()' };
const sum = { type: 'extract', fields: [{ name: 'v', target: '#suma' }], saveAs: 'fin' };
const tell = (name: string): unknown => ({ type: 'evaluate', expression: `({ v: {{${name}}} })`, saveAs: 'fin' });
const told = (made: TestRun): unknown => (made.json('data/fin.json') as { v: unknown }).v;
const paths = ({ result }: TestRun): string[] => result.steps.map(({ path, status }) => `${path} ${status}`);
const is = (text: string): unknown => ({ text: { target: '#suma', contains: text } });

describe('repeat', () => {
  it.each<[string, object, string, number]>([
    ['so many times', { times: 3 }, '3', 3],
    ['as many times as a variable says', { times: '{{inputs.n}}' }, '2', 2],
    ['no time', { times: 0 }, '0', 0],
    ['while it holds, asked before', { while: { not: is('4') } }, '4', 4],
    ['until it holds, asked after', { until: { visible: '#suma' } }, '1', 1],
  ])('%s', async (_what, how, expected, rounds) => {
    const made = await run([{ type: 'repeat', steps: [ADD], ...how }, sum], { inputs: { n: '2' } });
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(told(made)).toBe(expected);
    expect(paths(made).filter((path) => path.startsWith('2['))).toHaveLength(rounds);
  });

  it('gives up after so many rounds, as a failure', async () => {
    const made = await run([{ type: 'repeat', while: { exists: '#suma' }, maxRounds: 3, steps: [ADD] }]);
    expect(made.result).toMatchObject({ status: 'failed', error: { message: containing('Se repitió 3 veces') } });
    const over = await run([{ type: 'repeat', while: { not: is('3') }, maxRounds: 3, steps: [ADD] }, sum]);
    expect(told(over)).toBe('3');
    const odd = await run([{ type: 'repeat', times: '{{inputs.n}}', steps: [] }], { inputs: { n: 'muchas' } });
    expect(odd.result).toMatchObject({ status: 'failed', error: { message: containing('«muchas»') } });
  });
});

describe('try', () => {
  it('what fails is caught, with what went wrong at hand', async () => {
    const caught = {
      type: 'evaluate',
      expression: '({ v: [{{error.code}}, {{error.stepId}}, {{error.message}}.length > 0] })',
      saveAs: 'fin',
    };
    const made = await run([
      { type: 'try', steps: [ADD, { ...(FAIL as object), id: 'malo' }, ADD], catch: [caught], finally: [ADD] },
      set('a', 1),
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(told(made)).toEqual(['step_failed', 'malo', true]);
    expect(paths(made)).toEqual([
      '1 passed',
      '2 passed',
      '2.steps.1 passed',
      '2.steps.2 failed',
      '2.catch.1 passed',
      '2.finally.1 passed',
      '3 passed',
    ]);
  });

  it('finally runs in any case, and a failure without catch goes on', async () => {
    const open = await run([{ type: 'try', steps: [FAIL], finally: [set('a', 1), tell('a')] }]);
    expect(open.result).toMatchObject({ status: 'failed', error: { code: 'step_failed' } });
    expect(told(open)).toBe(1);
    const good = await run([{ type: 'try', steps: [ADD], catch: [FAIL], finally: [sum] }]);
    expect([good.result.status, told(good)]).toEqual(['completed', '1']);
    const again = await run([
      { type: 'try', steps: [FAIL], catch: [{ type: 'waitFor', target: '#no', timeoutMs: 200 }], finally: [ADD] },
    ]);
    expect(again.result).toMatchObject({ status: 'failed', error: { code: 'element_not_found' } });
  });

  it('does not catch what ends the whole execution', async () => {
    const login = { type: 'navigate', url: `${server.url}/privado` };
    const away = { type: 'navigate', url: `${server.url}/ventana.html` };
    const made = await run([{ type: 'try', steps: [login], catch: [away] }]);
    expect(made.result.status).toBe('needs_login');
  });
});

describe('wait', () => {
  it('a while, or until something holds', async () => {
    const made = await run([
      { type: 'wait', ms: 30 },
      { type: 'click', target: '#carga' },
      { type: 'wait', until: { all: [{ exists: '#listo' }, { not: { visible: '#espera' } }] } },
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
    const never = await run([{ type: 'wait', until: { exists: '#nunca' }, timeoutMs: 300 }]);
    expect(never.result).toMatchObject({
      status: 'failed',
      error: { code: 'step_timeout', message: containing('existe «#nunca»') },
    });
  });

  it('a long one ends with the run', async () => {
    const ending = new AbortController();
    const onEvent = ({ type }: { type: string }): void => {
      if (type === 'step') setTimeout(() => ending.abort(), 300);
    };
    const made = await run([{ type: 'wait', ms: 600_000 }], { signal: ending.signal, onEvent });
    expect(made.result.status).toBe('cancelled');
  });
});

describe('another flow', () => {
  const call = (steps: unknown[], more: object = {}): unknown => ({
    type: 'runFlow',
    flow: '0190a000-0000-7000-8000-000000000001',
    version: '1.2.0',
    steps,
    ...more,
  });

  it('has variables of its own, and gives back what it saved', async () => {
    const inner = [
      set('x', 'dentro'),
      set('eco', '{{inputs.quien}}'),
      { type: 'extract', fields: [{ name: 'h', target: 'h1' }], saveAs: 'titulo' },
    ];
    const made = await run([
      set('x', 'fuera'),
      set('n', 5),
      call(inner, { inputs: { quien: '{{n}}' }, saveAs: 'otro' }),
      { type: 'evaluate', expression: '({ v: [{{x}}, {{otro}}] })', saveAs: 'fin' },
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(told(made)).toEqual(['fuera', { x: 'dentro', eco: 5, titulo: { h: 'Pasos' } }]);
    expect(made.json('data/titulo.json')).toEqual({ h: 'Pasos' });
    expect(paths(made)).toContain('4.steps.3 passed');
  });

  it('sees nothing of the one around it, and its failure is the step’s', async () => {
    const made = await run([set('x', 'fuera'), call([set('y', '{{x}}')])]);
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'variable_missing' } });
    const bare = await run([{ type: 'runFlow', flow: '0190a000-0000-7000-8000-000000000001' }]);
    expect(bare.result).toMatchObject({ status: 'failed', error: { message: containing('faltan los pasos') } });
  });
});

describe('a person is asked', () => {
  const ask = { type: 'askPerson', question: '¿Qué campaña?', options: ['2025', '2026'], timeoutMs: 5000, saveAs: 'c' };
  const answering = (answer: string | null, asked: Question[] = []): TestRunOptions => ({
    people: {
      ...NOBODY,
      hear: () => undefined,
      enter: () => () => Promise.resolve(),
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answer);
      },
    },
  });

  it('and the answer is kept', async () => {
    const asked: Question[] = [];
    const made = await run([ask, tell('c')], answering('2026', asked));
    expect(asked).toEqual([
      { kind: 'question', path: '2', message: '¿Qué campaña?', options: ['2025', '2026'], timeoutMs: 5000 },
    ]);
    expect(told(made)).toBe('2026');
  });

  it('nobody answers, or not what can be chosen', async () => {
    expect((await run([ask], answering(null))).result).toMatchObject({ error: { code: 'person_timeout' } });
    expect((await run([ask], answering('2024'))).result).toMatchObject({ error: { code: 'step_failed' } });
  });
});

describe('the session is checked', () => {
  const check = { type: 'checkSession' };
  const open = { cookies: [{ name: 'sesion', value: 'abierta-12345', domain: '127.0.0.1' }], connectedAt: 1 };
  const withMarker = (marker: object, cookies = open.cookies): TestRunOptions => ({
    session: { ...open, cookies, marker },
  });
  const needsLogin = { status: 'needs_login', error: { code: 'login_required' } };

  it('by the marker, on this page or on the page where it was pointed at', async () => {
    const pageUrl = `${server.url}/privado`;
    const here = await run([check], withMarker({ element: 'h1' }));
    expect(here.step('2')?.message).toContain('/pasos.html');
    const there = await run(
      [check, { type: 'assert', target: 'h1', text: 'Pasos' }],
      withMarker({ element: '#salir', pageUrl }),
    );
    expect(there.result.status).toBe('completed');
    expect(there.step('2')?.message).toContain('/privado');
    expect((await run([check], withMarker({ element: '#salir', pageUrl }, []))).result).toMatchObject(needsLogin);
    expect((await run([check], withMarker({ element: '#salir' }))).result).toMatchObject(needsLogin);
  });

  it('by the portal’s login page; where nothing proves it, that is said', async () => {
    const provider = { slug: 'p', loginUrl: `${server.url}/ingresar`, domains: [] };
    const login = [
      { type: 'navigate', url: `${server.url}/ingresar` },
      { ...check },
      { type: 'fill', target: '#clave', value: 'x' },
    ];
    expect((await run(login, { provider })).result).toMatchObject(needsLogin);
    expect((await run([check], { provider })).result.status).toBe('completed');
    const blind = await run([check]);
    expect([blind.result.status, blind.warnings.join()]).toEqual([
      'completed',
      containing('no hay con qué comprobarla'),
    ]);
  });
});
