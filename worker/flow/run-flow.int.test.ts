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

const run = (steps: unknown[], options?: TestRunOptions): Promise<TestRun> => runSteps(browser, steps, options);
const open = (): unknown => ({ type: 'navigate', url: `${server.url}/pagina.html` });
const set = (saveAs: string, value: unknown): unknown => ({ type: 'setVariable', saveAs, value });
/** Fails at once. */
const FAIL = { type: 'evaluate', expression: 'fallar()' };
const paths = ({ result }: TestRun): string[] => result.steps.map(({ path, status }) => `${path} ${status}`);
/** The value of a variable at the end, by way of a file. */
const tell = (name: string): unknown => ({ type: 'evaluate', expression: `({ v: {{${name}}} })`, saveAs: 'fin' });
const told = (made: TestRun): unknown => (made.json('data/fin.json') as { v: unknown }).v;

describe('the tree of steps', () => {
  it('skips what is disabled, and says so', async () => {
    const made = await run([{ ...(FAIL as object), disabled: true }, set('a', '1')]);
    expect(paths(made)).toEqual(['1 skipped', '2 passed']);
    expect(made.log[0]).toContain('Paso 1/2: desactivado');
  });

  it('waits before each step after the first where the flow asks for that; the limit counts on', async () => {
    const steps = [set('a', '1'), { type: 'if', condition: { exists: 'body' }, then: [set('b', '2')] }];
    const made = await run(steps, { flowOptions: { stepDelayMs: 50 } });
    expect(paths(made)).toEqual(['1 passed', '2 passed', '2.then.1 passed']);
    const late = await run(steps, { flowOptions: { stepDelayMs: 10_000 }, deadline: performance.now() + 3000 });
    expect(late.result).toMatchObject({ status: 'failed', error: { code: 'run_limit' } });
    expect(paths(late)[0]).toBe('1 passed');
    expect(paths(late)).not.toContain('2 passed');
  });

  it('if: each kind of condition', async () => {
    const cases: [unknown, boolean][] = [
      [{ exists: '#invisible' }, true],
      [{ visible: '#invisible' }, false],
      [{ visible: 'button.ver' }, true],
      [{ text: { target: 'button.ver', contains: 'Ver todo' } }, true],
      [{ text: { target: 'h1', contains: 'Contratos' } }, false],
      [{ text: { target: '#no', contains: '' } }, false],
      [{ url: '*/pagina.html' }, true],
      [{ equals: ['{{inputs.n}}', 5] }, true],
      [{ equals: ['{{inputs.n}}', '6'] }, false],
      [{ empty: '{{inputs.lista}}' }, true],
      [{ empty: '{{no_existe}}' }, true],
      [{ empty: '{{inputs.n}}' }, false],
      [{ not: { exists: '#no' } }, true],
      [{ all: [{ exists: 'h1' }, { exists: '#no' }] }, false],
      [{ any: [{ exists: '#no' }, { exists: 'h1' }] }, true],
    ];
    const steps = cases.map(([condition], at) => ({
      type: 'if',
      condition,
      then: [set(`r${at}`, true)],
      else: [set(`r${at}`, false)],
    }));
    const all = `[${cases.map((_, at) => `{{r${at}}}`).join()}]`;
    const made = await run([open(), ...steps, { type: 'evaluate', expression: `({ v: ${all} })`, saveAs: 'fin' }], {
      inputs: { n: 5, lista: '' },
    });
    expect(told(made)).toEqual(cases.map(([, holds]) => holds));
    expect(paths(made)).toEqual(expect.arrayContaining(['2.then.1 passed', '3.else.1 passed']));
  });

  it('an if whose selector is none fails', async () => {
    const made = await run([open(), { type: 'if', condition: { exists: 'a[' }, then: [] }]);
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'step_failed', stepId: 's2' } });
  });

  it('forEach over variables, lists, records; its rounds are numbered, its results stay', async () => {
    const made = await run(
      [
        { type: 'evaluate', expression: `[{ n: 'a' }, { n: 'b' }]`, saveAs: 'filas' },
        {
          type: 'forEach',
          items: '{{filas}}',
          as: 'fila',
          steps: [
            {
              type: 'forEach',
              items: [1, '{{fila.n}}'],
              as: 'x',
              steps: [set('todo', '{{inputs.p}}{{filaIndex}}{{fila.n}}{{xIndex}}{{x}}')],
            },
            { type: 'evaluate', expression: '({ n: {{fila.n}}, todo: {{todo}} })', saveAs: 'resumen' },
          ],
        },
        tell('todo'),
      ],
      { inputs: { p: '>' } },
    );
    expect(made.result).toMatchObject({ status: 'completed', data: ['filas', 'resumen', 'fin'] });
    expect(told(made)).toBe('>1b1b');
    expect(paths(made)).toContain('2[2].1[1].1 passed');
    expect(made.json('data/resumen.json')).toEqual([
      { n: 'a', todo: '>0a1a' },
      { n: 'b', todo: '>1b1b' },
    ]);
    expect(made.log.join('\n')).toContain('Ronda 2/2 de fila');
  });

  it.each([
    ['{{inputs.texto}}', 'step_failed'],
    ['{{falta}}', 'variable_missing'],
  ])('forEach over %s fails with %s', async (items, code) => {
    const made = await run([{ type: 'forEach', items, as: 'x', steps: [] }], { inputs: { texto: 'no soy lista' } });
    expect(made.result).toMatchObject({ status: 'failed', error: { code } });
  });

  it('inputs: given, by default, optional, missing', async () => {
    const declared = { desde: { default: '01/01' }, hasta: {}, obligada: { required: true } };
    const made = await run([tell('inputs.desde'), tell('inputs.hasta')].slice(0, 1), { declared });
    expect(told(made)).toBe('01/01');
    expect(told(await run([tell('inputs.hasta')], { declared }))).toBeNull();
    expect(told(await run([tell('inputs.desde')], { declared, inputs: { desde: '02/02' } }))).toBe('02/02');
    const missing = await run([tell('inputs.obligada')], { declared });
    expect(missing.result).toMatchObject({
      status: 'failed',
      error: { code: 'variable_missing', hint: containing('inputs.desde') },
    });
  });
});

describe('a step that fails', () => {
  it('stop: ends the flow, with its picture and what was gathered so far', async () => {
    const made = await run([
      open(),
      { type: 'extract', fields: [{ name: 'h', target: 'h1' }], saveAs: 'x' },
      { type: 'forEach', items: [1, 2], as: 'i', steps: [FAIL] },
      set('a', 1),
    ]);
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'step_failed', stepId: 's4' }, data: ['x'] });
    expect(paths(made)).toEqual(['1 passed', '2 passed', '3 failed', '3[1].1 failed']);
    expect(made.files).toEqual(['data/x.json', 'data/x.csv', 'steps/3-after.jpg', 'resume.json', 'data/x.xlsx']);
    expect(made.log.at(-1)).toMatch(/^Paso 3\/4 ✗ .*\[step_failed\]/);
  });

  it('continue: is said, and the next one runs; of a loop, the next round', async () => {
    const made = await run([
      { ...(FAIL as object), onError: 'continue' },
      { type: 'forEach', items: [1, 2], as: 'i', steps: [{ ...(FAIL as object), onError: 'continue' }] },
    ]);
    expect(made.result.status).toBe('completed');
    expect(paths(made)).toEqual(['1 failed', '2 passed', '2[1].1 failed', '2[2].1 failed']);
    expect(made.warnings.join('\n')).toContain('se sigue a pesar del error');
  });

  it('retry: as often as it says, until it works', async () => {
    const flaky = (times: number): unknown => ({
      type: 'evaluate',
      expression: `(globalThis.veces = (globalThis.veces ?? 0) + 1) > ${times} ? 'bien' : fallar()`,
      onError: 'retry(2)',
      saveAs: 'v',
    });
    const made = await run([flaky(1), tell('v')]);
    expect(told(made)).toBe('bien');
    expect(made.warnings).toHaveLength(1);
    expect((await run([flaky(9)])).result.status).toBe('failed');
  });

  it('retry: not of what another try cannot mend, nor of what must not be done twice', async () => {
    const missing = await run([{ type: 'setVariable', saveAs: 'a', value: '{{falta}}', onError: { retry: 9 } }]);
    expect(missing.result).toMatchObject({ status: 'failed', error: { code: 'variable_missing' } });
    const once = await run([{ ...(FAIL as object), onError: 'retry(9)', pointOfNoReturn: true }]);
    expect([missing.warnings, once.warnings]).toEqual([[], []]);
  });

  it('askPerson: fails where nobody comes; is done once more when somebody had control and gave it back', async () => {
    const once = {
      type: 'evaluate',
      expression: `(globalThis.veces = (globalThis.veces ?? 0) + 1) > 1 ? 'bien' : fallar()`,
      onError: 'askPerson',
    };
    for (const [answer, status] of [
      [null, 'failed'],
      ['', 'completed'],
    ] as const) {
      const asked: Question[] = [];
      const ask = (question: Question): Promise<string | null> => {
        asked.push(question);
        return Promise.resolve(answer);
      };
      const people = { ...NOBODY, ask, hear: () => undefined, enter: () => () => Promise.resolve() };
      expect((await run([once], { people })).result.status).toBe(status);
      expect(asked).toMatchObject([{ kind: 'person', path: '1' }]);
    }
  });

  it('a loop or branch may have its own time limit', async () => {
    const made = await run([
      open(),
      {
        type: 'forEach',
        items: [1, 2, 3],
        as: 'i',
        timeoutMs: 400,
        steps: [{ type: 'waitFor', target: '#no', timeoutMs: 600_000 }],
      },
    ]);
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'element_not_found' } });
    // Not even what goes on in spite of everything goes on for ever.
    const endless = { type: 'waitFor', target: '#no', timeoutMs: 600_000, onError: 'continue' };
    const goingOn = await run([
      open(),
      { type: 'forEach', items: [1, 2], as: 'i', timeoutMs: 400, steps: [endless, { type: 'wait', ms: 600_000 }] },
    ]);
    expect(goingOn.result).toMatchObject({ status: 'failed', error: { code: 'step_timeout' } });
  });
});

describe('pictures', () => {
  it('all: one after every step at the top', async () => {
    const made = await run(
      [
        open(),
        { type: 'if', condition: { url: '*' }, then: [set('a', 1)] },
        { ...(FAIL as object), onError: 'continue' },
      ],
      { stepPictures: 'all' },
    );
    expect(made.files).toEqual([1, 2, 3].map((n) => `steps/${n}-after.jpg`));
    expect(made.bytes('steps/1-after.jpg').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  it('failures: none of a flow that goes well', async () => {
    expect((await run([open()])).files).toEqual([]);
  });
});
