import { expect } from 'vitest';
import type { renderInApp } from '../../test/render-in-app.tsx';
import type { ScreenState } from '../screen-state.ts';

type Screen = Awaited<ReturnType<typeof renderInApp>>['screen'];

/** Waits until the screen shows what it is about: a page that is still empty has no faults either. */
export async function settled(screen: Screen, { bare = false, scenario }: ScreenState): Promise<void> {
  // Behind a dialog the page is there, and hidden from whoever listens to it.
  const includeHidden = true;
  await expect.element(screen.getByRole('heading', { level: 1, includeHidden })).toBeVisible();
  const whose = bare
    ? screen.getByText('SRI', { exact: true })
    : screen.getByRole('banner', { includeHidden }).getByText('Agrícola del Valle');
  await expect.element(whose).toBeVisible();
  if (scenario?.pending !== undefined) return;
  await expect.element(screen.getByRole('status', { name: /^(?:Cargando|Loading)$/ })).not.toBeInTheDocument();
  // Colours fade in and panels move; what counts is where they arrive.
  const moving = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(moving.map(({ finished }) => finished));
}
