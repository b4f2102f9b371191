import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleBridge, type Scenario } from '../../../samples/sample-bridge.ts';
import { sampleDetail, sampleId, sampleJob, sampleSteps } from '../../../samples/sample-data.ts';
import { SAMPLE_FILES_OF_FAILURE, SAMPLE_FILES_WITHOUT_PICTURES } from '../../../samples/sample-results.ts';
import { renderInApp } from '../../../test/render-in-app.tsx';
import { JobPage } from '../job-page.tsx';

const links = (items: typeof SAMPLE_FILES_OF_FAILURE) => ({
  items,
  expiresAt: new Date(Date.now() + 900_000).toISOString(),
});
const failed: Scenario = {
  answers: {
    getJob: () => sampleDetail(sampleJob(0, 'failed', 'element_not_found'), sampleSteps(8, 'failed')),
    listArtifacts: () => links(SAMPLE_FILES_OF_FAILURE),
  },
};

async function open(scenario: Scenario = {}) {
  const { screen } = await renderInApp(<JobPage jobId={sampleId(4800)} />, { bridge: sampleBridge(scenario) });
  const replay = screen.getByRole('region', { name: 'Repetición' });
  const steps = screen.getByRole('listbox', { name: 'Pasos' });
  const chosenStep = (name: RegExp) => steps.getByRole('option', { name, selected: true });
  return { screen, replay, steps, chosenStep };
}

describe('after the end', () => {
  test('one that failed opens at the step that failed, with its picture, and says why and what to do', async () => {
    const { screen, replay, chosenStep } = await open(failed);
    await expect.element(replay.getByRole('heading', { name: 'Paso 8. Buscar liquidaciones' })).toBeVisible();
    await expect.element(replay.getByRole('img', { name: /^La página al fallar el paso/ })).toBeVisible();
    await expect.element(chosenStep(/Buscar liquidaciones/)).toBeVisible();
    await expect.element(screen.getByText(/^Paso 8\. Buscar liquidaciones:/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Abrir el flujo' }).element().getAttribute('href')).toContain('/flujos/');
  });

  test('its page’s errors are one click away', async () => {
    const { screen, replay } = await open(failed);
    await replay.getByRole('button', { name: 'Ver 2 errores de la página' }).click();
    await expect.element(screen.getByRole('tab', { name: 'Red 5', selected: true })).toBeVisible();
    await expect.element(screen.getByText(/^TypeError: Cannot read/)).toBeVisible();
    await expect.element(screen.getByRole('grid', { name: 'Peticiones fallidas o muy lentas' })).toBeVisible();
    await expect.element(screen.getByText('net::ERR_CONNECTION_RESET')).toBeVisible();
  });

  test('arrow keys go along the film, and the list of steps goes with it', async () => {
    const { replay, chosenStep } = await open();
    await expect.element(replay.getByRole('heading', { name: /^Paso 12\. / })).toBeVisible();
    const film = replay.getByRole('listbox', { name: 'Capturas de los pasos' });
    await expect.element(film.getByRole('option', { selected: true })).toHaveAccessibleName(/^12\. /);
    (film.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(replay.getByRole('heading', { name: /^Paso 11\. Leer tabla/ })).toBeVisible();
    await expect.element(chosenStep(/Leer tabla de liquidaciones/)).toBeVisible();
    await userEvent.keyboard('{Home}{ArrowRight}');
    await expect.element(replay.getByRole('heading', { name: /^Paso 2\. Comprobar/ })).toBeVisible();
  });

  test('arrow keys go from step to step; comma and period along the film from anywhere', async () => {
    const { replay, steps } = await open();
    await steps.getByRole('option', { name: /Comprobar sesión/ }).click();
    (steps.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(replay.getByRole('heading', { name: /^Paso 3\. / })).toBeVisible();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard(',');
    await expect.element(replay.getByRole('heading', { name: /^Paso 2\. / })).toBeVisible();
    await userEvent.keyboard('..');
    await expect.element(replay.getByRole('heading', { name: /^Paso 4\. / })).toBeVisible();
  });

  test('before and after are two pictures, and a step inside a loop says that it has none', async () => {
    const { replay, steps } = await open();
    await steps.getByRole('option', { name: /Elegir campaña/ }).click();
    const after = replay.getByRole('img', { name: 'La página después del paso: Elegir campaña' });
    await expect.element(after).toBeVisible();
    const seen = after.element().getAttribute('src');
    await replay.getByRole('button', { name: 'Antes' }).click();
    const before = replay.getByRole('img', { name: 'La página antes del paso: Elegir campaña' });
    await expect.element(before).toBeVisible();
    expect(before.element().getAttribute('src')).not.toBe(seen);
    await steps.getByRole('option', { name: /La Esperanza/ }).click();
    await expect.element(replay.getByText('Este paso no tiene captura.')).toBeVisible();
    await replay.getByRole('button', { name: 'Captura siguiente' }).click();
    await expect.element(replay.getByRole('heading', { name: /^Paso 11\. / })).toBeVisible();
  });

  test('the lines that a step wrote are marked and in sight', async () => {
    const began = Date.parse('2026-11-24T06:00:00Z');
    const at = (seconds: number): string => new Date(began + seconds * 1000).toISOString();
    const detail = sampleDetail(sampleJob(0, 'completed'), sampleSteps(4, 'passed'));
    const steps = detail.steps.map((step, index) => ({ ...step, startedAt: at(index * 100) }));
    const log = Array.from({ length: 400 }, (_, line) => `${at(line)} INFO  Línea ${line}`).join('\n');
    const { screen, steps: list } = await open({
      answers: { getJob: () => ({ ...detail, steps }), getJobLog: () => log },
    });
    await screen.getByRole('tab', { name: 'Registro' }).click();
    await expect.element(screen.getByText('Línea 0', { exact: true })).toBeVisible();
    await list.getByRole('option', { name: /Ir a Embarques/ }).click();
    await expect.element(screen.getByText('Línea 200', { exact: true })).toBeVisible();
    const marked = (line: number): boolean =>
      screen.getByText(`Línea ${line}`, { exact: true }).element().parentElement?.className.includes('accent') ?? false;
    expect([marked(199), marked(200)]).toEqual([false, true]);
  });

  test('without pictures there is no empty frame, and what was read comes first', async () => {
    const { screen, replay } = await open({ answers: { listArtifacts: () => links(SAMPLE_FILES_WITHOUT_PICTURES) } });
    await expect.element(screen.getByRole('grid', { name: 'liquidaciones' })).toBeVisible();
    expect(replay.query()).toBeNull();
  });

  test('nothing keeps anybody out', async () => {
    const { screen, replay } = await open(failed);
    await expect.element(replay.getByRole('img', { name: /^La página al fallar/ })).toBeVisible();
    expect((await axe.run(screen.container)).violations.map(({ id }) => id)).toEqual([]);
  });
});

test('while it runs, a step that a person chose stays chosen until they go back', async () => {
  const answers = { getJob: () => sampleDetail(sampleJob(0, 'running'), sampleSteps(10, 'running')) };
  const { screen, steps, chosenStep } = await open({ answers });
  await steps.getByRole('option', { name: /Comprobar sesión/ }).click();
  await expect.element(chosenStep(/Comprobar sesión/)).toBeVisible();
  await screen.getByRole('button', { name: 'Volver a lo que ocurre' }).click();
  await expect.element(chosenStep(/./)).not.toBeInTheDocument();
});
