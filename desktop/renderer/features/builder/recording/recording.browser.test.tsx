import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleBridge } from '../../../samples/sample-bridge.ts';
import { sampleId } from '../../../samples/sample-data.ts';
import { SAMPLE_RECORDED, sampleRecording } from '../../../samples/sample-recording.ts';
import { renderInApp } from '../../../test/render-in-app.tsx';
import { Builder } from '../builder-route.tsx';

async function openRecording(change: Parameters<typeof sampleRecording>[0] = {}) {
  const calls: [string, unknown][] = [];
  const bridge = sampleBridge({
    recording: {
      state: sampleRecording(change),
      steps: SAMPLE_RECORDED,
      onCall: (name, input) => void calls.push([name, input]),
    },
  });
  const { screen } = await renderInApp(<Builder flowId={sampleId(300)} firstMode="record" />, { bridge });
  await expect.element(screen.getByRole('button', { name: 'Terminar' })).toBeVisible();
  const asked = (name: string): unknown[] => calls.filter(([one]) => one === name).map(([, input]) => input);
  return { screen, asked };
}

test('the portal is opened where the flow stands, and what was recorded stands in the outline', async () => {
  const { screen, asked } = await openRecording();
  expect(asked('recording.open')).toEqual([
    expect.objectContaining({ words: expect.objectContaining({ waitFor: 'Esperar a que aparezca' }) as unknown }),
  ]);
  await expect.element(screen.getByText('6 pasos')).toBeVisible();
  await screen.getByRole('treeitem', { name: /CUIT del productor/ }).click();
  await screen.getByRole('button', { name: 'Convertir en dato' }).click();
  await expect.element(screen.getByRole('treeitem', { name: /cuit_del_productor/ })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Convertir en dato' })).not.toBeInTheDocument();
  await screen.getByRole('treeitem', { name: /Clave de descarga/ }).click();
  await expect.element(screen.getByText(/^Detectamos una contraseña\./)).toBeVisible();
});

test('the keys of the recorder: F8 pauses, F9 points at a value, F10 at a table', async () => {
  const { asked } = await openRecording();
  for (const key of ['F8', 'F9', 'F10']) await userEvent.keyboard(`{${key}}`);
  expect(asked('recording.pause')).toHaveLength(1);
  expect(asked('recording.pick')).toEqual([{ kind: 'field' }, { kind: 'table' }]);
});

test('while it is paused F8 goes on, and while one points F9 gives that up', async () => {
  const paused = await openRecording({ phase: 'paused', pausedBy: 'person' });
  await userEvent.keyboard('{F8}');
  expect(paused.asked('recording.resume')).toHaveLength(1);
});

test('giving up pointing at data', async () => {
  const { screen, asked } = await openRecording({ picking: 'field' });
  await screen.getByRole('button', { name: 'No elegir' }).click();
  expect(asked('recording.pick')).toEqual([{ kind: null }]);
});

test('ending it shows the diagram with what was recorded, which an undo takes out', async () => {
  const { screen, asked } = await openRecording();
  await screen.getByRole('button', { name: 'Terminar' }).click();
  await expect.poll(() => asked('recording.close')).toHaveLength(1);
  await expect.element(screen.getByRole('button', { name: 'Diagrama' })).toHaveAttribute('aria-pressed', 'true');
  const before = screen.getByRole('treeitem', { name: /Leer una tabla.*Liquidaciones/ });
  await expect.element(before.first()).toBeVisible();
  await screen.getByRole('button', { name: 'Deshacer' }).click();
  await expect.element(before.first()).not.toBeInTheDocument();
});

test('in the web console it leads to the desktop app', async () => {
  const { screen } = await renderInApp(<Builder flowId={sampleId(300)} firstMode="record" />);
  await expect.element(screen.getByText('Para grabar en un portal necesitas la app de escritorio.')).toBeVisible();
});
