import type { ResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import axe from 'axe-core';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleBridge } from '../../../samples/sample-bridge.ts';
import { SAMPLE_FILES, SAMPLE_FILES_TO_REVIEW, sampleChanges } from '../../../samples/sample-results.ts';
import { renderInApp } from '../../../test/render-in-app.tsx';
import { ResultView } from './result-view.tsx';

const view = (partial = false, files = SAMPLE_FILES) => <ResultView jobId="job-1" files={files} partial={partial} />;

test('a table with its count, its columns, and its files to take home', async () => {
  const bridge = sampleBridge();
  const saveFile = vi.spyOn(bridge, 'saveFile');
  const { screen } = await renderInApp(view(), { bridge });
  await expect.element(screen.getByText('68 filas, 7 columnas')).toBeVisible();
  await expect.element(screen.getByRole('columnheader', { name: 'Toneladas' })).toBeVisible();
  await expect.element(screen.getByRole('gridcell', { name: '0001-00048123' })).toBeVisible();
  await screen.getByRole('button', { name: 'Descargar: liquidaciones.csv' }).click();
  expect(saveFile).toHaveBeenCalledWith('liquidaciones.csv', '#');
  expect((await axe.run(screen.container)).violations.map(({ id }) => id)).toEqual([]);
});

test('several are chosen by name; one thing is shown as values', async () => {
  const { screen } = await renderInApp(view());
  await screen.getByRole('combobox', { name: 'Datos guardados' }).click();
  await userEvent.click(screen.getByRole('option', { name: 'resumen' }));
  await expect.element(screen.getByText('4 valores')).toBeVisible();
  await expect.element(screen.getByText('1.204.311,08')).toBeVisible();
});

test('of 20,000 rows only those in sight exist, and numbers are written as the reader does', async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, importe: n + 0.5 }));
  const bridge = sampleBridge({ answers: { getJobFile: () => JSON.stringify(rows) } });
  const { screen } = await renderInApp(view(), { bridge });
  await expect.element(screen.getByText('20.000 filas, 2 columnas')).toBeVisible();
  await expect.element(screen.getByRole('gridcell', { name: '0,5', exact: true })).toBeVisible();
  expect(screen.container.querySelectorAll('[role="row"]').length).toBeLessThan(120);
});

test('what was read by one that did not finish is told to be a part', async () => {
  const { screen } = await renderInApp(view(true));
  await expect.element(screen.getByText('La ejecución no terminó: esto es lo que alcanzó a leer.')).toBeVisible();
});

test('what breaks the contract is listed with its cell, its text and what to do, and is no data', async () => {
  const { screen } = await renderInApp(view(false, SAMPLE_FILES_TO_REVIEW));
  await expect.element(screen.getByText('4 problemas con estos datos')).toBeVisible();
  const list = screen.getByRole('grid', { name: 'Qué no cumple el contrato de «liquidaciones»' });
  const lines = [
    'Fila 12, toneladas1.234Puede ser 1234 o 1,234Elegir el formato',
    'Fila 31, monedaFalta el valorComparar con el portal',
    'Fila 680001-00048717Repite otra filaComparar con el portal',
    'total-usd686.573,14La suma de las filas es 685573,14Comparar con el portal',
  ];
  for (const [at, line] of lines.entries())
    await expect.element(list.getByRole('row').nth(at + 1)).toHaveTextContent(line);
  expect((await axe.run(screen.container)).violations.map(({ id }) => id)).toEqual([]);
  await screen.getByRole('button', { name: 'Datos', exact: true }).click();
  await expect.element(screen.getByText('68 filas, 7 columnas')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Datos guardados' }).click();
  expect(screen.getByRole('option').elements()).toHaveLength(2);
  await userEvent.click(screen.getByRole('option', { name: 'resumen' }));
  await expect.element(screen.getByText('4 valores')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Problemas' })).not.toBeInTheDocument();
});

test('a report that this console cannot read is told to be one', async () => {
  const bridge = sampleBridge({
    answers: { getJobFile: ({ params }) => (params.name.includes('contract') ? '{"format":"sri-contract/9"}' : '[]') },
  });
  const { screen } = await renderInApp(view(false, SAMPLE_FILES_TO_REVIEW), { bridge });
  await expect.element(screen.getByText('No se puede leer qué falló. Descarga el archivo en Archivos.')).toBeVisible();
});

test('what changed since the execution before: kinds, old and new values, another column to tell rows by', async () => {
  const getResultChanges = vi.fn<(input: { params: { name: string } }) => ResultChanges>(
    ({ params }: { params: { name: string } }) => sampleChanges(params.name),
  );
  const bridge = sampleBridge({ answers: { getResultChanges } });
  const { screen } = await renderInApp(view(), { bridge });
  await screen.getByRole('button', { name: 'Cambios' }).click();
  await expect.element(screen.getByText(/3 cambiadas, 2 nuevas, 1 que ya no están, 63 iguales/)).toBeVisible();
  const list = screen.getByRole('grid', { name: 'Cambios de «liquidaciones»' });
  await expect
    .element(list.getByRole('row').nth(1))
    .toHaveTextContent('Cambió0001-0004812301/10/2026C-26-0137Soja30,25 20,105.100,10USD');
  await expect.element(list.getByRole('gridcell', { name: '0001-00047990' })).toBeVisible();
  expect((await axe.run(screen.container)).violations.map(({ id }) => id)).toEqual([]);
  await screen.getByRole('combobox', { name: 'Columna que identifica cada fila' }).click();
  await userEvent.click(screen.getByRole('option', { name: 'Identificar por Importe' }));
  await vi.waitFor(() =>
    expect(getResultChanges).toHaveBeenLastCalledWith(expect.objectContaining({ query: { key: 'Importe' } })),
  );
});

test('nothing to compare with, and nothing changed, are told', async () => {
  const { against, ...rest } = { ...sampleChanges('liquidaciones'), added: [], removed: [], changed: [] };
  const counts = { ...rest.counts, added: 0, removed: 0, changed: 0 };
  for (const [answer, words] of [
    [{ ...rest, counts, against: null }, /Es la primera ejecución completada/],
    [{ ...rest, counts, against }, /Sin cambios desde la ejecución del .*: 63 filas iguales/],
  ] as const) {
    const bridge = sampleBridge({ answers: { getResultChanges: () => answer } });
    const { screen } = await renderInApp(
      <ResultView jobId="job-1" files={SAMPLE_FILES} partial={false} view="changes" />,
      { bridge },
    );
    await expect.element(screen.getByText(words)).toBeVisible();
    await screen.unmount();
  }
});

test('a table without rows says how many are usual, and leads to the pictures', async () => {
  const onReview = vi.fn<() => void>();
  const bridge = sampleBridge({ answers: { getJobFile: () => '[]' } });
  const { screen } = await renderInApp(
    <ResultView jobId="job-1" files={SAMPLE_FILES} partial={false} onReview={onReview} />,
    { bridge },
  );
  await expect.element(screen.getByText('Terminó sin datos. Lo normal son unas 66 filas.')).toBeVisible();
  await screen.getByRole('button', { name: 'Revisar' }).click();
  expect(onReview).toHaveBeenCalled();
});
