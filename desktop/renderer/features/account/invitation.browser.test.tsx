import { AppError } from '@sri/shared/errors.ts';
import { expect, test } from 'vitest';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { InvitationPage } from './invitation-page.tsx';

const nothing = (): void => undefined;
const open = (code: 'invitation_ended' | 'database_unavailable') =>
  renderInApp(<InvitationPage token="srv" onDone={nothing} />, {
    bridge: sampleBridge({ failing: { readInvitation: new AppError(code, 'Ended.', { hint: '' }) } }),
  });

test('a link that has ended leads in or to whoever can make another; asking again is not offered', async () => {
  const { screen } = await open('invitation_ended');
  await expect.element(screen.getByRole('heading', { name: 'Esta invitación ya no sirve' })).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'Iniciar sesión' }))
    .toHaveAttribute('href', expect.stringContaining('/entrar'));
  await expect.element(screen.getByText(/pide un enlace nuevo a quien te invitó/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Reintentar' })).not.toBeInTheDocument();
});

test('where the server is at fault, asking again is what helps', async () => {
  const { screen } = await open('database_unavailable');
  await expect.element(screen.getByRole('button', { name: 'Reintentar' })).toBeVisible();
});
