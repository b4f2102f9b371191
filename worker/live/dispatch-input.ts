import type { Page } from 'playwright-core';
import type { PageInput } from '@sri/shared/protocol/page-input.ts';

/** Does to a page what a person did to its picture. Never rejects: a key that the browser does not know does nothing. */
export async function dispatchInput(page: Page, input: PageInput): Promise<void> {
  const { mouse, keyboard } = page;
  try {
    switch (input.kind) {
      case 'move':
        return await mouse.move(input.x, input.y);
      case 'down':
        await mouse.move(input.x, input.y);
        return await mouse.down({ button: input.button, clickCount: input.clicks });
      case 'up':
        await mouse.move(input.x, input.y);
        return await mouse.up({ button: input.button, clickCount: input.clicks });
      case 'wheel':
        await mouse.move(input.x, input.y);
        return await mouse.wheel(input.dx, input.dy);
      case 'text':
        return await keyboard.type(input.text);
      case 'key':
        return await keyboard.press(input.key);
    }
  } catch {
    // Nothing of it may be told anywhere: it may be a password. The person sees that nothing happened.
  }
}
