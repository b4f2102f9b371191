import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { renderInApp } from '../test/render-in-app.tsx';
import { Components } from './components.tsx';
import { ScreenFrame } from './screen-frame.tsx';
import { SCREENS } from './screen-list.tsx';
import { settled } from './test/settled.ts';

// Colours that fade from one theme to the other are not yet those of either.
const still = document.createElement('style');
still.textContent = '* { transition: none !important }';
document.head.append(still);

/** What axe finds, in a form that tells what to mend. */
async function faults(options: axe.RunOptions): Promise<string[]> {
  // Colours fade in; what is measured is where they arrive.
  const fading = document.getAnimations().filter((animation) => animation.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(fading.map((animation) => animation.finished));
  const { violations } = await axe.run(document.body, options);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

/** In light everything; in dark the colours, which are all that is different there. */
async function faultsInBoth(): Promise<string[]> {
  const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };
  const light = await faults({ rules });
  document.documentElement.dataset['theme'] = 'dark';
  const dark = await faults({ runOnly: ['color-contrast', 'link-in-text-block'] });
  return [...light, ...dark.map((fault) => `dark: ${fault}`)];
}

describe('nothing keeps anybody out, in light or dark', () => {
  test('the parts', async () => {
    await renderInApp(<Components />);
    expect(await faultsInBoth()).toEqual([]);
  });

  test.each(SCREENS)('$title', async (state) => {
    const { screen } = await renderInApp(<ScreenFrame state={state} />);
    await settled(screen, state);
    expect(await faultsInBoth()).toEqual([]);
  });
});
