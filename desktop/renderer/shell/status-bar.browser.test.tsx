import { expect, test } from 'vitest';
import type { Keeping } from '../../contract/app.ts';
import { renderInApp } from '../test/render-in-app.tsx';
import { StatusBar, type StatusBarProps } from './status-bar.tsx';

const usual: StatusBarProps = {
  connection: { online: true, retryAt: null, lastOkAt: Date.now() },
  counts: { running: 1, queued: 2, robots: 3, attend: 0 },
  environment: { name: 'Producción', kind: 'production' },
  onRetry: () => undefined,
};

const shown = async (keeping?: Keeping, language: 'es' | 'en' = 'es') =>
  (await renderInApp(<StatusBar {...usual} keeping={keeping} />, { language })).screen;

test('a local store that does not open is told for as long as one works, with a way to the details', async () => {
  const screen = await shown({ store: 'none', secrets: 'memory' });
  const note = screen.getByRole('link', { name: 'Nada queda guardado en este equipo' });
  await expect.element(note).toBeVisible();
  await expect.element(note).toHaveAttribute('href', '/ajustes');
});

test('so is a sign-in that is kept in memory alone', async () => {
  const screen = await shown({ store: 'file', secrets: 'memory' }, 'en');
  await expect.element(screen.getByRole('link', { name: 'Sign-in is not kept' })).toBeVisible();
});

test('where all is kept, and in the web console, nothing is said', async () => {
  for (const keeping of [{ store: 'file', secrets: 'encrypted' } as const, undefined]) {
    const screen = await shown(keeping);
    await expect.element(screen.getByText('Conectado').last()).toBeVisible();
    expect(screen.getByRole('link').elements()).toEqual([]);
    await screen.unmount();
  }
});
