import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { renderInApp } from '../test/render-in-app.tsx';
import { Components } from './components.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import { SCREENS } from './screen-list.tsx';
import { settled } from './test/settled.ts';

/** What axe finds, in a form that tells what to mend. */
async function faults(): Promise<string[]> {
  // Colours fade in; what is measured is where they arrive.
  const fading = document.getAnimations().filter((animation) => animation.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(fading.map((animation) => animation.finished));
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
    await settled(screen, state);
    expect(await faults()).toEqual([]);
  });
});
