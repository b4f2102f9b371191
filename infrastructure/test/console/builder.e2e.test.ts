import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { expect as expectElement } from 'playwright/test';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { signIn as apiSignIn, type ApiClient } from '../stack/api-client.ts';
import { makeHome, startLocalStack, type LocalStack } from '../stack/local-stack.ts';
import { accessFaults, launchBrowser, openConsole, signIn } from './console-page.ts';
import { startGate } from './gate.ts';

const home = makeHome();
let stack: LocalStack;
let browser: Browser;
let demo: ApiClient;

beforeAll(async () => {
  stack = await startLocalStack(home);
  browser = await launchBrowser();
  demo = await apiSignIn(stack.env.API_URL, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  rmSync(home, { recursive: true, force: true });
});

async function inside(url = stack.env.API_URL): Promise<Page> {
  const { context, page } = await openConsole(browser);
  onTestFinished(() => context.close());
  await signIn(page, url, stack.env.DEMO_EMAIL, stack.env.DEMO_PASSWORD);
  return page;
}

interface StoredDraft {
  revision: number;
  document: { steps: { type: string; name?: string }[] };
}

async function draftOf(flowId: string): Promise<StoredDraft> {
  return (await demo.call<StoredDraft>('GET', `/api/flows/${flowId}/draft`)).body;
}

/** Begins a flow in blank, from the list of flows on; gives its id. */
async function begin(page: Page, name: string): Promise<string> {
  const { body } = await demo.call<{ slug: string; name: string }[]>('GET', '/api/providers');
  const portal = body.find(({ slug }) => slug === 'practica')?.name ?? '';
  await page.getByRole('link', { name: 'Flujos' }).first().click();
  await page.getByRole('button', { name: 'Nuevo flujo' }).click();
  // The list of flows has a combobox of that name too.
  await expectElement(page.getByRole('heading', { level: 1, name: 'Nuevo flujo' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Portal' }).fill(portal);
  await page.getByRole('option', { name: portal }).click();
  await page.getByLabel('Nombre', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Empezar en blanco' }).click();
  await expectElement(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return /flujos\/([0-9a-f-]{36})\/editar/.exec(page.url())?.[1] ?? '';
}

async function add(page: Page, type: string): Promise<void> {
  await page.getByRole('tree', { name: 'Pasos' }).focus();
  await page.keyboard.press('n');
  await page.getByRole('combobox', { name: 'Buscar un paso' }).fill(type);
  await page.keyboard.press('Enter');
  await expectElement(page.getByRole('heading', { level: 2, name: type })).toBeVisible();
}

test('a flow is begun in blank, built, saved by itself, published and run', async () => {
  const page = await inside();
  const flowId = await begin(page, 'Título de la página');
  await add(page, 'Ejecutar código JS');
  await page.getByLabel('Código', { exact: true }).fill('document.title');
  await page.getByLabel(/^Guardar el resultado como/).fill('titulo');
  await add(page, 'Tomar captura');
  await expect
    .poll(async () => (await draftOf(flowId)).document.steps.map(({ type }) => type), { timeout: 20_000 })
    .toEqual(['navigate', 'evaluate', 'screenshot']);
  expect(await accessFaults(page)).toEqual([]);

  // What was saved is there at the next visit.
  await page.reload();
  await expectElement(page.getByRole('treeitem', { name: /Ejecutar código JS/ })).toBeVisible();
  await page.getByRole('button', { name: 'Publicar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
  await expectElement(page.getByText('v1.0.1 está publicada.').first()).toBeVisible();

  await page.getByRole('link', { name: 'Volver al flujo' }).click();
  await expectElement(page.getByText('Publicado v1.0.1').first()).toBeVisible();
  await page.getByRole('button', { name: 'Ejecutar', exact: true }).click();
  const jobs = async (): Promise<string[]> =>
    (await demo.call<{ items: { jobId: string }[] }>('GET', `/api/jobs?flowId=${flowId}`)).body.items.map(
      ({ jobId }) => jobId,
    );
  await expect.poll(jobs, { timeout: 30_000 }).toHaveLength(1);
  const [jobId = ''] = await jobs();
  expect(await demo.ended(jobId)).toMatchObject({ status: 'completed' });
});

test('what is written while the control plane is away is saved when it is back', async () => {
  const gate = await startGate(stack.env.API_URL);
  onTestFinished(() => gate.shut());
  const page = await inside(gate.url);
  const flowId = await begin(page, 'Sin conexión un rato');
  await page.getByRole('treeitem', { name: /Abrir página/ }).click();
  await gate.shut();
  await page.getByLabel('Nombre', { exact: true }).fill('Entrar al portal');
  await expectElement(page.getByText('Sin conexión: guardado en este equipo')).toBeVisible({ timeout: 30_000 });
  expect((await draftOf(flowId)).revision).toBe(0);
  await gate.open();
  await expect
    .poll(async () => (await draftOf(flowId)).document.steps[0]?.name, { timeout: 60_000 })
    .toBe('Entrar al portal');
  await expectElement(page.getByText(/^Guardado/)).toBeVisible();
});

test('two people at one flow: the second one is told, and nothing of the first one is lost', async () => {
  const page = await inside();
  const flowId = await begin(page, 'Entre dos');
  const { document } = await draftOf(flowId);
  const theirs = { ...document, steps: [{ ...document.steps[0], name: 'De la otra persona' }] };
  const saved = await demo.call('PUT', `/api/flows/${flowId}/draft`, theirs, { 'if-match': '"0"' });
  expect(saved.status).toBe(200);
  await page.getByRole('treeitem', { name: /Abrir página/ }).click();
  await page.getByLabel('Nombre', { exact: true }).fill('Mío');
  const dialog = page.getByRole('dialog', { name: 'Otra persona guardó este flujo' });
  await expectElement(dialog).toBeVisible({ timeout: 20_000 });
  await dialog.getByRole('button', { name: 'Guardar la mía como otro flujo' }).click();
  await expectElement(page.getByRole('treeitem', { name: /De la otra persona/ })).toBeVisible();
  expect((await draftOf(flowId)).document.steps[0]?.name).toBe('De la otra persona');
  const { body } = await demo.call<{ items: { id: string; name: string }[] }>('GET', '/api/flows?q=Entre%20dos');
  const copy = body.items.find(({ name }) => name.startsWith('Entre dos (versión de'));
  expect((await draftOf(copy?.id ?? '')).document.steps[0]?.name).toBe('Mío');
});
