import type { ElectronApplication, Locator, Page } from 'playwright';

const ROBOT = { width: 1366, height: 768 };

/** How much smaller than the robot's the page is shown in the app's window: what the mouse points at is counted in that. */
async function scaleOf(window: Page): Promise<number> {
  const bounds = await window.getByRole('group', { name: 'Página del portal' }).boundingBox();
  if (bounds === null) throw new Error('no page is shown');
  return Math.min(bounds.width / ROBOT.width, bounds.height / ROBOT.height, 1);
}

/** Clicks an element of a page that is shown at the robot's size, as a person does: with the mouse, where it is seen. */
export async function clickSeen(
  window: Page,
  page: Page,
  element: Locator,
  button: 'left' | 'right' = 'left',
): Promise<void> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (box === null) throw new Error('the element is not seen');
  const scale = await scaleOf(window);
  await page.mouse.click((box.x + box.width / 2) * scale, (box.y + box.height / 2) * scale, { button });
}

/** A key that the page of the portal gets from the system, and not from its debugger. */
export async function pressIn(app: ElectronApplication, keyCode: string): Promise<void> {
  await app.evaluate(({ webContents }, key) => {
    const portal = webContents.getAllWebContents().find((contents) => contents.getURL().startsWith('http'));
    portal?.focus();
    for (const type of ['keyDown', 'keyUp'] as const) portal?.sendInputEvent({ type, keyCode: key });
  }, keyCode);
}

/** Clicks an element, once it is there, with the app's own means. */
export async function clickByApp(app: ElectronApplication, window: Page, selector: string): Promise<void> {
  const scale = await scaleOf(window);
  const code = `new Promise((resolve) => {
    const look = () => {
      const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect() ?? {};
      if (width > 0) resolve([x + width / 2, y + height / 2]);
      else requestAnimationFrame(look);
    };
    look();
  })`;
  await app.evaluate(
    async ({ webContents }, { code, scale }) => {
      for (const contents of webContents.getAllWebContents()) {
        if (!contents.getURL().startsWith('http') || contents.isCrashed()) continue;
        const [x, y] = ((await contents.executeJavaScript(code)) as number[]).map((one) => Math.round(one * scale));
        for (const type of ['mouseMove', 'mouseDown', 'mouseUp'] as const)
          contents.sendInputEvent({ type, x: x ?? 0, y: y ?? 0, button: 'left', clickCount: 1 });
      }
    },
    { code, scale },
  );
}
