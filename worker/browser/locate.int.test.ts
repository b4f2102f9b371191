import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '@sri/shared/errors.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { locate, type Found } from './locate.ts';
import type { Presence } from './look.ts';
import { registerPageReaders } from './page-reader.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchTestBrowser();
  await registerPageReaders();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterAll(() => browser.close());

const find = (
  target: Target,
  ms = 600,
  presence: Presence = 'visible',
  signal = new AbortController().signal,
): Promise<Found> => locate(page, target, { signal, deadline: performance.now() + ms }, presence);

async function refused(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was not refused');
}
const css = (...values: string[]): Target => ({ candidates: values.map((value) => ({ by: 'css', value })) });

describe('finding an element', () => {
  it('takes the first candidate that matches exactly one, and says when it was an alternative', async () => {
    await page.setContent('<button class="a">Uno</button><button class="a">Dos</button><button id="b">Tres</button>');
    const { locator, note } = await find(css('.a', '#no', '#b'));
    expect(await locator.textContent()).toBe('Tres');
    expect(note).toBe('encontrado por la alternativa 3: «#b» («.a»: coincide con 2 elementos)');
    expect((await find(css('#b', '.a'))).note).toBeUndefined();
  });

  it('prefers the first candidate though it is drawn a little later', async () => {
    await page.setContent(
      `<button id="b">B</button><script>setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<i id=a>A</i>'), 300)</script>`,
    );
    expect((await find(css('#a', '#b'), 10_000)).note).toBeUndefined();
  });

  it('counts only what can be seen', async () => {
    await page.setContent('<p class="x" hidden>no</p><p class="x">sí</p><p id="solo" hidden>oculto</p>');
    expect(await (await find('.x')).locator.textContent()).toBe('sí');
    expect(await (await find('#solo', 600, 'attached')).locator.textContent()).toBe('oculto');
    expect(await (await find('.x', 600, 'attached')).locator.textContent()).toBe('sí');
  });

  it('waits for what appears, and for one of two to go', async () => {
    await page.setContent(
      `<b>1</b><b>2</b><script>setTimeout(() => document.querySelector('b').remove(), 200)</script>`,
    );
    expect(await (await find('b', 10_000)).locator.textContent()).toBe('2');
  });

  it('finds an exact name before one that only contains it', async () => {
    await page.setContent(
      '<button>Buscar avanzado</button><button>Buscar</button><label>Desde<input id=d></label><label>Desde cuándo<input id=c></label>',
    );
    const role = await find({ candidates: [{ by: 'role', role: 'button', name: 'Buscar' }] });
    expect(await role.locator.textContent()).toBe('Buscar');
    const label = await find({ candidates: [{ by: 'label', value: 'Desde' }] });
    expect(await label.locator.getAttribute('id')).toBe('d');
    const loose = await find({ candidates: [{ by: 'role', role: 'button', name: 'avanzado' }] });
    expect(await loose.locator.textContent()).toBe('Buscar avanzado');
    expect(
      (await refused(find({ candidates: [{ by: 'role', role: 'button', name: 'avanzado', exact: true }] }))).code,
    ).toBe('element_not_found');
  });

  it('finds the innermost row of a text', async () => {
    await page.setContent(
      '<table><tr><td>Palta<table><tr><td>Palta</td><td><a>Ver</a></td></tr><tr><td>Soja</td><td><a>Ver</a></td></tr></table></td></tr></table>',
    );
    await expect(find({ candidates: [{ by: 'anchored', anchor: 'Soja', value: 'a' }] })).resolves.toBeDefined();
  });

  it('takes ids and values with any sign in them', async () => {
    await page.setContent(`<i id="a:b.c'd">x</i><i data-qa='dos "palabras"'>y</i>`);
    await expect(find({ candidates: [{ by: 'id', value: "a:b.c'd" }] })).resolves.toBeDefined();
    await expect(find({ candidates: [{ by: 'testId', value: 'dos "palabras"' }] })).resolves.toBeDefined();
  });

  it('reaches the frames of a frameset, and looks for a frame that was loaded anew', async () => {
    const frame = `<iframe id=f srcdoc="<p id=x>1</p>"></iframe>`;
    await page.setContent(
      `${frame}<script>setTimeout(() => { document.body.innerHTML = '<iframe id=f srcdoc="<p id=y>2</p>"></iframe>' }, 200)</script>`,
    );
    const target: Target = { candidates: [{ by: 'css', value: '#y' }], frame: ['#f'] };
    expect(await (await find(target, 10_000)).locator.textContent()).toBe('2');
    await page.setContent(
      `<frameset cols="50%,50%"><frame name="menu" srcdoc="a"><frame name="contenido" src="data:text/html,<h1>Contenido</h1>"></frameset>`,
    );
    const inFrameset: Target = { candidates: [{ by: 'css', value: 'h1' }], frame: ['frame[name=contenido]'] };
    expect(await (await find(inFrameset, 10_000)).locator.textContent()).toBe('Contenido');
  });
});

describe('an element that cannot be found', () => {
  it('names what was looked for, where, and what is like it', async () => {
    await page.goto('data:text/html,<title>Saldos</title><button id="btnBuscarTodo">Buscar todo</button>');
    const error = await refused(
      find({
        candidates: [
          { by: 'id', value: 'btnBuscar' },
          { by: 'css', value: '.b' },
        ],
      }),
    );
    expect(error).toMatchObject({ code: 'element_not_found' });
    expect(error.message).toMatch(
      /^No apareció «#btnBuscar» \(ni por su alternativa\) en 0,\d s, en data:.*\(«Saldos»\)$/,
    );
    expect(error.hint).toContain('button#btnBuscarTodo «Buscar todo»');
  });

  it('says that it is there but hidden', async () => {
    await page.setContent('<p id="x" hidden>no</p>');
    expect((await refused(find('#x'))).message).toContain('oculto');
  });

  it('names the frame that is missing, or that the element is not in', async () => {
    await page.setContent('<iframe id=f></iframe>');
    const inFrame = (frame: string): Target => ({ candidates: [{ by: 'css', value: '#x' }], frame: [frame] });
    expect((await refused(find(inFrame('#g')))).message).toContain('marco «#g»');
    expect((await refused(find(inFrame('#f')))).message).toContain('«#x» dentro del marco «#f»');
  });

  it('several are ambiguous, with how many and which', async () => {
    await page.setContent('<button id=a class=v>Ver</button><button id=b class=v>Ver</button>');
    const error = await refused(
      find({
        candidates: [
          { by: 'css', value: '#no' },
          { by: 'css', value: '.v' },
        ],
      }),
    );
    expect(error).toMatchObject({ code: 'element_ambiguous' });
    expect(error.message).toContain('Hay 2 elementos que coinciden con «.v»');
    expect(error.message).toContain('button#a «Ver»; button#b «Ver»');
    await page.setContent('<iframe class=f></iframe><iframe class=f></iframe>');
    const frames = await refused(find({ candidates: [{ by: 'css', value: '#x' }], frame: ['.f'] }));
    expect(frames).toMatchObject({ code: 'element_ambiguous' });
  });

  it.each(['a[', '#1 >', 'tr:nth-child(', '##'])('%s is said to be no selector, without waiting', async (selector) => {
    await page.setContent('<p>x</p>');
    const error = await refused(find(selector, 60_000));
    expect(error).toMatchObject({ code: 'step_failed' });
    expect(error.message).toContain('no es una forma válida de buscar');
  });

  it('an unusable candidate does not spoil the others', async () => {
    await page.setContent('<p id=x>x</p>');
    expect((await find(css('a[', '#x'))).note).toContain('alternativa 2');
    const role = {
      candidates: [
        { by: 'role' as const, role: 'ninguno' },
        { by: 'css' as const, value: '#x' },
      ],
    };
    expect((await find(role)).note).toContain('alternativa 2');
    expect(
      (
        await find({
          candidates: [
            { by: 'xpath', value: '//[' },
            { by: 'css', value: '#x' },
          ],
        })
      ).note,
    ).toContain('alternativa 2');
  });

  it('stops at once when it is aborted', async () => {
    await page.setContent('<p>x</p>');
    const stop = new AbortController();
    const work = refused(find('#no', 60_000, 'visible', stop.signal));
    stop.abort(new AppError('cancelled', 'alto', { hint: 'h' }));
    expect((await work).code).toBe('cancelled');
  });
});
