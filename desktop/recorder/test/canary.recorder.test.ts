import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { normalise } from '../normalise/normalise.ts';
import { startFixtureSite, type FixtureSite } from './fixture-site.ts';
import { html, type Fixture } from './fixture.ts';
import { launchRecorded, record, type RecordedBrowser } from './kit.ts';

/*
 * Unique strings are typed into every kind of secret field, and the page copies them wherever a page can. Then everything
 * that left the page is searched for them.
 */

const word = (): string => `Zq${randomBytes(6).toString('hex')}`;
const digits = (): string => `0${String(randomBytes(4).readUInt32BE() % 10_000_000).padStart(7, '0')}`;

const FIELDS: Record<string, { html: string; digits?: true }> = {
  password: { html: `<label for="a1">Ingrese</label><input id="a1" type="password" name="p">` },
  shown: {
    html: `<input id="a2" type="password" aria-label="Otro"><button type="button" id="ver" onclick="a2.type = 'text'">Mostrar</button>`,
  },
  'shown before it was touched': {
    html: `<input id="a3" type="password" aria-label="Nada"><script>setTimeout(() => { a3.type = 'text' }, 30)</script>`,
  },
  'one-time code': { html: `<input id="a4" autocomplete="one-time-code" aria-label="Recibido">`, digits: true },
  'card number': { html: `<input id="a5" autocomplete="cc-number" aria-label="Tarjeta">` },
  'short number': {
    html: `<label for="a6">Código recibido</label><input id="a6" inputmode="numeric" maxlength="8">`,
    digits: true,
  },
  'by name': { html: `<input id="a7" name="clave_fiscal" aria-label="Fiscal">` },
  'by placeholder': { html: `<input id="a8" placeholder="PIN de firma">` },
  'by label': { html: `<label>Token de acceso <input id="a9"></label>` },
  'by the cell before': { html: `<table><tr><td>Senha:</td><td><input id="a10"></td></tr></table>` },
  'drawn as dots': { html: `<input id="a11" aria-label="Dato" style="-webkit-text-security: disc">` },
  'an edited element': {
    html: `<div id="a12" contenteditable="true" aria-label="Clave de acceso" style="min-height:20px"></div>`,
  },
  'of this portal': { html: `<input id="a13" class="reservado" aria-label="Reservado">` },
  'a text area': { html: `<textarea id="a14" aria-label="Frase de seguridad"></textarea>` },
  'two fields for one': { html: `<div><input type="password" hidden><input id="a15" aria-label="Dato dos"></div>` },
};

const FORM = Object.values(FIELDS)
  .map(({ html: field }) => field)
  .join('\n');

/** Copies what a field holds to where other elements are described by it. */
const COPIES = `<p><a id="copia" href="#">nada</a> <label id="rotulo" for="libre">Libre</label><input id="libre"> <output id="salida"></output></p><form id="va" action="llegada"><input type="hidden" name="p" id="oculto"><button id="enviar">Enviar</button></form>
<script>document.addEventListener('input', (event) => { const v = event.target.value ?? event.target.textContent; if (event.target.id === 'libre' || !v) return;
  copia.textContent = v; copia.title = v; rotulo.textContent = v; libre.setAttribute('aria-valuetext', v); salida.textContent = v; oculto.value = v; event.target.setAttribute('value', v); event.target.title = v; });
  copia.onclick = (event) => { event.preventDefault(); history.pushState(null, '', '?s=' + copia.textContent + '#k=' + copia.textContent); fetch('datos?s=' + copia.textContent); prompt('Repita su clave'); };</script>`;

const FIXTURE: Fixture = {
  name: 'canary',
  notes: [],
  act: () => Promise.resolve(),
  pages: {
    '': html(`${FORM}${COPIES}<x-caja></x-caja><iframe src="OTHER/dentro" style="width:300px;height:60px"></iframe>
      <script>customElements.define('x-caja', class extends HTMLElement { connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<input id="s1" type="password">' } })</script>`),
    dentro: html('<input id="f1" type="password" aria-label="Adentro">'),
    datos: (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    llegada: html('<h1>Llegada</h1><button id="fin">Fin</button>'),
  },
};

let recorded: RecordedBrowser;
let site: FixtureSite;
beforeAll(async () => {
  [recorded, site] = await Promise.all([launchRecorded(), startFixtureSite([FIXTURE])]);
});
afterAll(async () => {
  await recorded.close();
  await site.close();
});

async function typeAndCopy(page: Page, selector: string, value: string): Promise<void> {
  await page.locator(selector).click();
  await page.locator(selector).pressSequentially(value);
  await page.keyboard.press('Tab');
}

it('nothing that is typed into a secret field leaves the page', { timeout: 120_000 }, async () => {
  const session = await record(recorded, { secretSelector: '.reservado' });
  const { page } = session;
  page.on('dialog', (dialog) => void dialog.accept(dialog.type() === 'prompt' ? typed.at(-1) : undefined));
  const typed: string[] = [];
  await page.goto(site.urlOf(FIXTURE));
  await page.waitForFunction(`document.querySelector('#a3').type === 'text'`);
  for (const [index, { digits: isNumber }] of Object.values(FIELDS).entries()) {
    const value = isNumber === true ? digits() : word();
    typed.push(value);
    await typeAndCopy(page, `#a${index + 1}`, value);
    if (index === 1) {
      await page.locator('#ver').click();
      await page.locator('#a2').press('End');
      const more = word();
      typed.push(value + more);
      await page.locator('#a2').pressSequentially(more);
    }
    await page.locator('#copia').click();
    await page.locator('#copia').click({ button: 'right' });
    await page.locator('#libre').pressSequentially('x');
    await page.locator('#salida').click();
    await session.recorder.pick('field');
    await page.locator(index % 2 === 0 ? '#salida' : `#a${index + 1}`).click();
  }
  for (const [place, selector] of [
    [page, 'x-caja #s1'],
    [page.frameLocator('iframe'), '#f1'],
  ] as const) {
    const value = word();
    typed.push(value);
    await place.locator(selector).click();
    await place.locator(selector).pressSequentially(value);
  }
  // A frame that goes with its page before it is known which one it was is told as dropped, not as a step.
  const secretsSoFar = (): number =>
    normalise(session.events()).steps.filter(({ step }) => step.type === 'fillSecret').length;
  await expect.poll(secretsSoFar, { timeout: 20_000 }).toBeGreaterThanOrEqual(Object.keys(FIELDS).length + 2);
  await page.locator('#enviar').click();
  await page.waitForURL(/llegada/);
  await page.locator('#fin').click();
  await session.recorder.stop();

  const events = session.events();
  const recording = normalise(events);
  const left = JSON.stringify(events) + JSON.stringify(recording) + session.messages.join('\n');
  for (const value of typed) {
    expect(left.includes(value), `${value} was found`).toBe(false);
    // Half of it would be too much as well.
    expect(left.includes(value.slice(0, 8)), `a part of ${value} was found`).toBe(false);
  }
  expect(session.messages.length).toBeGreaterThan(50);
  const secrets = recording.steps.filter(({ step }) => step.type === 'fillSecret');
  expect(secrets.length).toBeGreaterThanOrEqual(Object.keys(FIELDS).length + 2);
  expect(secrets.every(({ step }) => step.type === 'fillSecret' && step.secret === '')).toBe(true);
  expect(recording.steps.some(({ step }) => step.type === 'click')).toBe(true);
  await session.close();
});
