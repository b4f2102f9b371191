import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { renderInApp } from '../test/render-in-app.tsx';
import { Components } from './components.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import { SCREENS } from './screen-list.tsx';

/** What axe finds, in a form that tells what to mend. */
async function faults(): Promise<string[]> {
  // Colours fade in; what is measured is where they arrive.
  await Promise.all(
    document
      .getAnimations()
      .map((animation) => (animation.effect?.getTiming().iterations === Infinity ? undefined : animation.finished)),
  );
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

describe.each(['light', 'dark'] as const)('%s: nothing keeps anybody out', (theme) => {
  test('the parts', async () => {
    await renderInApp(<Components />, { theme });
    expect(await faults()).toEqual([]);
  });

  test.each(SCREENS)('$title', async (state) => {
    const { screen } = await renderInApp(<ScreenFrame state={state} />, { theme });
    await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
    if (state.bare !== true)
      await expect.element(screen.getByRole('banner').getByText('Agrícola del Valle')).toBeVisible();
    const waits = state.scenario?.pending !== undefined;
    if (!waits) await expect.element(screen.getByRole('status', { name: 'Cargando' })).not.toBeInTheDocument();
    expect(await faults()).toEqual([]);
  });
});
