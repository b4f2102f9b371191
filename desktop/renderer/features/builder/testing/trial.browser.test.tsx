import { AppError } from '@sri/shared/errors.ts';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleId } from '../../../samples/sample-data.ts';
import { sampleBridge, type Scenario } from '../../../samples/sample-bridge.ts';
import { renderInApp } from '../../../test/render-in-app.tsx';
import { Builder } from '../builder-route.tsx';

const FLOW = sampleId(300);

async function openTrial(scenario: Scenario = {}) {
  const bridge = sampleBridge(scenario);
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<Builder flowId={FLOW} />, { bridge });
  await screen.getByRole('button', { name: 'Probar' }).click();
  const until = screen.getByLabelText('Hasta');
  const asked = (): unknown => request.mock.calls.findLast(([route]) => route === 'testFlow')?.[1];
  return { screen, until, asked };
}

test('what is on the screen is tried whole, up to the chosen step, or that step alone', async () => {
  const { screen, until, asked } = await openTrial();
  await screen.getByRole('button', { name: 'Probar todo' }).click();
  await expect.element(screen.getByText('Escribe un valor.')).toBeVisible();
  expect(asked()).toBeUndefined();
  await until.fill('2026-11-30');
  await screen.getByRole('button', { name: 'Probar todo' }).click();
  await expect.poll(asked).toMatchObject({
    body: { flowId: FLOW, inputs: { desde: '2026-11-01', hasta: '2026-11-30', campaña: '2025/26', detalle: false } },
  });
  expect(asked()).not.toHaveProperty('body.inputs.precio');
  expect(asked()).not.toHaveProperty('body.part');
  await expect.element(screen.getByRole('tab', { name: 'Registro' })).toBeVisible();
  await screen.getByRole('treeitem', { name: /^Hacer clic/ }).click();
  await screen.getByRole('button', { name: 'Hasta este paso' }).click();
  await expect.poll(asked).toMatchObject({ body: { part: { until: 's5' } } });
  await screen.getByRole('button', { name: 'Solo este paso' }).click();
  await expect.poll(asked).toMatchObject({ body: { part: { only: 's5' } } });
});

test('an input that the server refuses is told at its field', async () => {
  const refuse = (): never => {
    throw new AppError('invalid_request', 'no', {
      hint: '',
      errors: [{ field: 'inputs.hasta', message: 'no es una fecha' }],
    });
  };
  const { screen, until } = await openTrial({ answers: { testFlow: refuse } });
  await until.fill('2026-11-30');
  await screen.getByRole('button', { name: 'Probar todo' }).click();
  await expect.element(screen.getByText('no es una fecha')).toBeVisible();
});

test('each step shows how it did when it was tried last', async () => {
  const { screen, until } = await openTrial();
  await until.fill('2026-11-30');
  await screen.getByRole('button', { name: 'Probar todo' }).click();
  await expect.element(screen.getByRole('treeitem', { name: /En la última prueba: bien/ }).first()).toBeVisible();
});

test('a trial can be slowed down to be watched; the draft stays as it is', async () => {
  const { screen, until, asked } = await openTrial();
  await until.fill('2026-11-30');
  await screen.getByRole('combobox', { name: 'Ritmo' }).click();
  await screen.getByRole('option', { name: 'Tres segundos entre pasos' }).click();
  await screen.getByRole('button', { name: 'Probar todo' }).click();
  await expect.poll(asked).toMatchObject({ body: { document: { options: { stepDelayMs: 3000 } } } });
});

test('Ctrl+Enter tries it all', async () => {
  const { until, asked } = await openTrial();
  await until.fill('2026-11-30');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(asked).toMatchObject({ body: { flowId: FLOW } });
});
