import { selectors, type Frame, type Page } from 'playwright-core';
import { maskFields } from './in-page/mask.ts';
import { attempt } from './scope.ts';
import { SECRET_FIELDS } from './secret-fields.ts';

/** As for the page readers: a selector engine is Playwright's way into the isolated world. It matches nothing. */
const ENGINE = 'sri-mask';
const SOURCE = `(() => {
${String(maskFields)}
const act = (wanted) => maskFields(${JSON.stringify(SECRET_FIELDS)}, wanted === 'on');
return { query: (root, wanted) => { act(wanted); return null; }, queryAll: (root, wanted) => { act(wanted); return []; } };
})()`;

const PATIENCE_MS = 3000;
/** Of a page with more it is not known in time what they show. */
const MAX_FRAMES = 60;

let registering: Promise<void> | undefined;

/** Makes the covers known to Playwright, once a process; before a page is opened, or they are never heard of there. */
export function registerMask(): Promise<void> {
  return (registering ??= selectors.register(ENGINE, { content: SOURCE }, { contentScript: true }));
}

async function set(frame: Frame, wanted: 'on' | 'off'): Promise<boolean> {
  const done = frame.locator(`${ENGINE}=${wanted}`).count();
  // A frame that went away shows nothing.
  return attempt(
    done.then(() => true).catch(() => frame.isDetached()),
    frame.isDetached(),
    PATIENCE_MS,
  );
}

/**
 * Covers the secret fields of the page and its frames before the browser paints them. False where that is not sure, as
 * where a page was opened before `registerMask`.
 */
export async function maskSecrets(page: Page): Promise<boolean> {
  const frames = page.frames();
  if (frames.length > MAX_FRAMES) return false;
  const done = await Promise.all(frames.map((frame) => set(frame, 'on')));
  return done.every(Boolean);
}

/** Takes the covers away again. */
export async function unmaskSecrets(page: Page): Promise<void> {
  if (page.isClosed()) return;
  await Promise.all(page.frames().map((frame) => set(frame, 'off')));
}
