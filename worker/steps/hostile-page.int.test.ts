import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { containing, matching } from '../test/matchers.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('a page that works against the robot', () => {
  it('cannot change what is read by replacing the functions of the language', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/hostil.html` },
      {
        type: 'extractTable',
        target: '#t',
        columns: [{ name: 'A' }, { name: 'B' }, { name: 'h', header: 'A', attribute: 'href' }],
        saveAs: 't',
      },
      { type: 'fill', target: '#i', value: 'escrito' },
      { type: 'choose', target: '#s', value: 'Dos' },
      { type: 'click', target: { candidates: [{ by: 'role', role: 'button', name: 'Tocar' }] } },
      { type: 'assert', target: '#titulo', text: 'Tocado' },
      {
        type: 'extract',
        fields: [
          { name: 'i', target: '#i' },
          { name: 's', target: '#s' },
        ],
        saveAs: 'e',
      },
      { type: 'evaluate', expression: `({ titulo: document.title, dos: [1, 2] })`, saveAs: 'v' },
      { type: 'screenshot' },
    ]);
    expect(run.result).toMatchObject({ status: 'completed' });
    expect(run.json('data/t.json')).toEqual([{ A: '1', B: '2', h: `${server.url}/x` }]);
    expect(run.json('data/e.json')).toEqual({ i: 'escrito', s: 'Dos' });
    expect(run.json('data/v.json')).toEqual({ titulo: 'Hostil', dos: [1, 2] });
  });

  it('a giant table is refused with words, and the run goes on', async () => {
    const giant = `const t = document.createElement('table'); t.id = 'g'; const r = '<tr>' + '<td colspan=1000>x</td>'.repeat(3) + '</tr>'; t.innerHTML = r.repeat(6000); document.body.append(t); null`;
    const run = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/pagina2.html` },
      { type: 'evaluate', expression: giant },
      { type: 'extractTable', target: '#g', onError: 'continue' },
      { type: 'assert', target: 'h1', text: 'Segunda página' },
    ]);
    expect(run.step('3')).toMatchObject({ status: 'failed', error: { message: containing('celdas') } });
    expect(run.result.status).toBe('completed');
  });

  it('R22 a script that never ends costs its step, not the run', async () => {
    const hang = (when: string): unknown[] => [
      { type: 'navigate', url: `${server.url}/pagina2.html` },
      { type: 'evaluate', expression: `setTimeout(() => { ${when} }, 20); null` },
      { type: 'click', target: '#nada', timeoutMs: 400, onError: 'continue' },
      { type: 'navigate', url: `${server.url}/pagina.html` },
      { type: 'assert', target: 'h1', text: 'Liquidaciones' },
    ];
    const once = await runSteps(browser, hang('for (;;) {}'));
    expect(once.step('3')).toMatchObject({
      status: 'failed',
      error: { code: matching(/step_timeout|element_not_found/) },
    });
    expect(once.result.status).toBe('completed');
    // A script that begins anew as soon as it is ended takes its page with it.
    const again = await runSteps(browser, hang('const f = () => { setTimeout(f, 0); for (;;) {} }; f()'));
    expect(again.result.status).toBe('completed');
    expect(again.warnings.join('\n')).toContain('página en blanco');
  });

  it('dialogs without end do not stop the run', async () => {
    const run = await runSteps(browser, [
      { type: 'navigate', url: `${server.url}/pagina2.html` },
      { type: 'evaluate', expression: `setTimeout(() => { for (let i = 0; i < 20; i++) alert(i) }, 0); null` },
      { type: 'screenshot' },
    ]);
    expect(run.result.status).toBe('completed');
  });
});
