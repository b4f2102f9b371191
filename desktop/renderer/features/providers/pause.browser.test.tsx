import { expect, test, vi } from 'vitest';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { SAMPLE_ME, SAMPLE_PORTALS } from '../../samples/sample-data.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { PortalsPage } from './portals-page.tsx';

const nothing = (): void => undefined;
const params = { providerId: SAMPLE_PORTALS[0]?.id };
const page = <PortalsPage chosen={SAMPLE_PORTALS[0]?.id} onChoose={nothing} />;

test('a portal is paused with one click, says so, and is resumed with another', async () => {
  let paused: { at: string; by: string; waiting: number } | null = null;
  const bridge = sampleBridge({
    answers: {
      listProviders: () => SAMPLE_PORTALS.map((portal, at) => (at === 0 ? { ...portal, paused } : portal)),
      pauseProvider: () => void (paused = { at: new Date().toISOString(), by: 'María Quiroga', waiting: 2 }),
      resumeProvider: () => void (paused = null),
    },
  });
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(page, { bridge });
  await screen.getByRole('button', { name: 'Pausar' }).click();
  await expect.element(screen.getByText(/María Quiroga pausó este portal/)).toBeVisible();
  await expect.element(screen.getByText(/2 ejecuciones esperan/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Pausar' })).not.toBeInTheDocument();
  expect(request).toHaveBeenCalledWith('pauseProvider', { params });
  await screen.getByRole('button', { name: 'Reanudar' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pausar' })).toBeVisible();
  expect(request).toHaveBeenCalledWith('resumeProvider', { params });
});

test('who may not run may not pause, and is told why', async () => {
  const getMe = () => ({ ...SAMPLE_ME, role: 'reader' as const, permissions: ['org:read', 'sessions:read'] });
  const { screen } = await renderInApp(page, { bridge: sampleBridge({ answers: { getMe } }) });
  await expect.element(screen.getByRole('button', { name: 'Pausar' })).toHaveAttribute('aria-disabled', 'true');
});
