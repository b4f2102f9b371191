import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
/** The text of an element, or an attribute of it, after the steps. */
async function after(
  steps: unknown[],
  target: unknown,
  attribute?: string,
  options?: TestRunOptions,
): Promise<unknown> {
  const field = { name: 'v', target, ...(attribute === undefined ? {} : { attribute }) };
  const made = await run([...steps, { type: 'extract', fields: [field], saveAs: 'r' }], options);
  expect(made.result).toMatchObject({ status: 'completed' });
  return (made.json('data/r.json') as { v: unknown }).v;
}
const says = (target: string, text: string): unknown => ({ type: 'assert', target, text });

describe('dialogs', () => {
  it('are answered as the step that causes them says, also when they come late', async () => {
    const accept = { answer: 'accept' };
    expect(await after([{ type: 'click', target: '#pregunta', dialog: accept }], '#pregunta')).toBe('sí');
    const late = [{ type: 'click', target: '#pregunta-tarde', dialog: accept }, says('#pregunta-tarde', 'borrado')];
    expect(await after(late, '#pregunta-tarde')).toBe('borrado');
    // The next act comes before the dialog does.
    const between = [late[0], { type: 'click', target: '#suma' }, late[1]];
    expect(await after(between, '#suma')).toBe('1');
    const text = { type: 'click', target: '#pide', dialog: { answer: 'accept', text: '{{inputs.n}}' } };
    expect(await after([text], '#pide', undefined, { inputs: { n: '12' } })).toBe('12');
    expect(await after([{ type: 'click', target: '#pide', dialog: { answer: 'dismiss' } }], '#pide')).toBe('null');
  });

  it('the next one is answered as a step before it said, and the one after that as ever', async () => {
    const ask = { type: 'click', target: '#pregunta' };
    const made = await run([
      { type: 'dialog', answer: 'accept' },
      ask,
      says('#pregunta', 'sí'),
      ask,
      says('#pregunta', 'no'),
    ]);
    expect(made.result).toMatchObject({ status: 'completed' });
    expect(made.log.join('\n')).toContain('aceptado, como pide el flujo');
  });
});

describe('what has to hold after a step', () => {
  const load = (condition: unknown, more: object = {}): unknown => ({
    type: 'click',
    target: '#carga',
    after: condition,
    ...more,
  });

  it('an element is there, when the next step begins', async () => {
    const seen = { type: 'evaluate', expression: '({ v: document.querySelector("#listo") !== null })', saveAs: 'r' };
    const made = await run([load({ visible: '#listo' }), seen]);
    expect(made.json('data/r.json')).toEqual({ v: true });
  });

  it('an answer has come, when the next step begins', async () => {
    const asked = (): number => server.hits.filter((hit) => hit.includes('/filas.json')).length;
    const before = asked();
    let then = before;
    const made = await run([load({ response: '*/filas.json*' }), { type: 'wait', ms: 0 }], {
      onEvent: (event) => {
        if (event.type === 'step' && event.step.path === '3' && event.step.status === 'running') then = asked();
      },
    });
    expect([made.result.status, then]).toEqual(['completed', before + 1]);
  });

  it('a page has opened, an element is gone, the address is another', async () => {
    const go = (after: unknown): unknown => ({
      type: 'evaluate',
      expression: 'void setTimeout(() => location.assign("/ventana.html"), 100)',
      after,
    });
    for (const condition of [{ load: true }, { url: '*/ventana.html' }, { gone: '#suma' }])
      expect(await after([go(condition)], 'h1')).toBe('Detalle');
  });

  it('is a failure of the step where it does not come, with its picture', async () => {
    const made = await run([load({ visible: '#nunca' }, { timeoutMs: 600 })]);
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'element_not_found', stepId: 's2' } });
    const still = await run([load({ load: true }, { timeoutMs: 600 })]);
    expect(still.result).toMatchObject({
      status: 'failed',
      error: { code: 'step_timeout', message: containing('No se abrió otra página') },
    });
  });

  it('is waited for after a loop too, which has no time of its own', async () => {
    const loop = {
      type: 'repeat',
      times: 1,
      steps: [{ type: 'click', target: '#carga' }],
      after: { visible: '#listo' },
    };
    expect(await after([loop], '#listo')).toBe('Listo');
  });
});

describe('ways to find and to act', () => {
  it('by alternative text and by title', async () => {
    for (const way of [
      { by: 'alt', value: 'Espiga' },
      { by: 'title', value: 'Portal de granos' },
    ])
      expect(await after([], { candidates: [way] }, 'id')).toBe('logo');
  });

  it('at a point of a canvas, and of a closed shadow root', async () => {
    const point = (value: string, x: number, y: number): unknown => ({ candidates: [{ by: 'point', value, x, y }] });
    expect(await after([{ type: 'click', target: point('#lienzo', 30, 20) }], '#eco')).toBe('30,20');
    expect(await after([{ type: 'fill', target: point('#cerrada', 20, 15), value: 'nuevo' }], '#eco')).toBe('nuevo');
    const choose = await run([{ type: 'setChecked', target: point('#lienzo', 1, 1) }]);
    expect(choose.result).toMatchObject({ status: 'failed', error: { message: containing('en un punto solo') } });
  });

  it('drag: onto another element', async () => {
    expect(await after([{ type: 'drag', target: '#pieza', to: '#caja' }], '#caja')).toBe('tiene pieza');
  });
});

describe('a secret by its name', () => {
  const VALUE = 'Canario-9911';
  const fill = { type: 'fillSecret', target: '#pin', secret: 'clave' };

  it('is written, covered in pictures, and said nowhere', async () => {
    const steps = [
      fill,
      { type: 'evaluate', expression: `({ v: document.querySelector('#pin').value.length })`, saveAs: 'n' },
      { type: 'evaluate', expression: `fallar(document.querySelector('#pin').value)`, onError: 'continue' },
      { type: 'evaluate', expression: `(() => { throw new Error(document.querySelector('#pin').value) })()` },
    ];
    const made = await run(steps, { secrets: { clave: VALUE } });
    expect(made.json('data/n.json')).toEqual({ v: VALUE.length });
    expect(made.result).toMatchObject({ status: 'failed', error: { message: containing('•••') } });
    expect(JSON.stringify([made.events, made.result])).not.toContain(VALUE);
    expect(await after([fill], '#pin', 'data-sri-secret', { secrets: { clave: VALUE } })).toBe('');
  });

  it('that is not there fails the step, and names it', async () => {
    const made = await run([fill], { secrets: { otra: VALUE } });
    expect(made.result).toMatchObject({
      status: 'failed',
      error: { code: 'secret_missing', message: containing('«clave»') },
    });
    const unused = await run([{ type: 'if', condition: { exists: '#no' }, then: [fill] }]);
    expect(unused.result.status).toBe('completed');
  });
});
