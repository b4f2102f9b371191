import { afterAll, describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { renderInApp } from '../test/render-in-app.tsx';
import { layoutFaults } from './layout-faults.ts';
import { ScreenFrame } from './screen-frame.tsx';
import { SCREENS } from './screen-list.tsx';
import { settled } from './test/settled.ts';

const SIZES = [
  { width: 1024, height: 680 },
  { width: 1440, height: 900 },
] as const;

afterAll(() => page.viewport(1440, 900));

test('what is cut off, too wide or upon another thing is found', async () => {
  await page.viewport(1024, 680);
  await renderInApp(
    <div style={{ width: 1200 }}>
      <button type="button" style={{ width: 40, overflow: 'hidden', whiteSpace: 'nowrap' }}>
        Volver a iniciar sesión
      </button>
      <button type="button" style={{ position: 'absolute', left: 10, top: 4 }}>
        Detener
      </button>
      <h2 style={{ marginLeft: 1000, width: 200 }}>Ejecuciones</h2>
    </div>,
  );
  const found = layoutFaults().join('\n');
  expect(found).toMatch(/«Volver a iniciar sesión» is cut off/);
  expect(found).toMatch(/«Volver a iniciar sesión» and button «Detener» overlap/);
  expect(found).toMatch(/h2 «Ejecuciones» leaves the window/);
});

describe.each(['es', 'en'] as const)('%s: nothing is cut off or overlaps, in either size of window', (language) => {
  test.each(SCREENS)('$title', async (state) => {
    const [small, large] = SIZES;
    await page.viewport(small.width, small.height);
    const { screen } = await renderInApp(<ScreenFrame state={state} />, { language, height: small.height });
    await settled(screen, state);
    expect(layoutFaults()).toEqual([]);
    // The same screen, as somebody pulls its window larger.
    for (const part of [document.body, screen.container.firstElementChild as HTMLElement])
      part.style.height = `${large.height}px`;
    await page.viewport(large.width, large.height);
    await settled(screen, state);
    expect(layoutFaults()).toEqual([]);
  });
});
