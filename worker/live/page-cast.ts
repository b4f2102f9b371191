import { setTimeout as sleep } from 'node:timers/promises';
import type { Frame as PageFrame, Page } from 'playwright-core';
import { maskSecrets, unmaskSecrets } from '../browser/mask-secrets.ts';
import { attempt } from '../browser/scope.ts';

/** A picture of a page's window. */
export interface Shot {
  /** JPEG. */
  picture: Buffer;
  at: number;
  width: number;
  height: number;
}

export interface PageCast {
  stop: () => Promise<void>;
}

const SIZE = { width: 960, height: 960 };
const QUALITY = 60;
const FPS = 10;
/** A picture that is larger is not worth its way. */
const MAX_BYTES = 400 * 1024;
const PATIENCE_MS = 3000;
/** Before a page that could not be covered is tried again. */
const AGAIN_MS = 100;

/** A resting page is cast anew so long after it should have been seen and was not; then after twice as long, up to the last. */
const FIRST_HEAL_MS = 1000;
const LAST_HEAL_MS = 8000;

/*
 * blind ──secret fields are covered──> seeing ──a document begins in any frame──> blind
 *
 * While it is blind every picture is dropped, and once it sees, those taken before it did. What was dropped may have
 * been the last change of a page that then rests, so the cast is begun anew, which gives a picture of what is there.
 * That one may get lost as well: it comes late, out of a time before, or the browser is too busy to begin. So the cast is
 * begun anew until one came.
 */
/** Pictures of a page as it changes, its secret fields covered before they are encoded (R50). Never rejects. */
export function startCast(page: Page, onShot: (shot: Shot) => void): PageCast {
  let over = false;
  let seesSince = Number.POSITIVE_INFINITY;
  let round = 0;
  let dropped = false;
  let seen = false;
  let renewing = false;
  let healing: NodeJS.Timeout | undefined;

  function hear(frame: { data: Buffer; timestamp: number; viewportWidth: number; viewportHeight: number }): void {
    if (over) return;
    if (frame.timestamp < seesSince) {
      dropped = true;
      return;
    }
    seen = true;
    const { data: picture, timestamp: at, viewportWidth: width, viewportHeight: height } = frame;
    if (picture.length <= MAX_BYTES) onShot({ picture, at, width, height });
  }

  const begin = (): Promise<unknown> =>
    attempt(page.screencast.start({ size: SIZE, quality: QUALITY, fps: FPS, onFrame: hear }), undefined, PATIENCE_MS);
  const end = (): Promise<void> => attempt(page.screencast.stop(), undefined, PATIENCE_MS);

  async function renew(): Promise<void> {
    if (renewing) return;
    renewing = true;
    dropped = false;
    await end();
    if (!over && !page.isClosed()) await begin();
    renewing = false;
  }

  async function heal(ms: number): Promise<void> {
    if (over || seen || page.isClosed()) return;
    await renew();
    if (!over && !seen && seesSince !== Number.POSITIVE_INFINITY) healAfter(Math.min(2 * ms, LAST_HEAL_MS));
  }

  function healAfter(ms: number): void {
    clearTimeout(healing);
    healing = setTimeout(() => void heal(ms), ms);
  }

  /** Covers what is secret, again until it is sure. */
  async function see(): Promise<void> {
    const own = (round += 1);
    seesSince = Number.POSITIVE_INFINITY;
    seen = false;
    clearTimeout(healing);
    while (!(await attempt(maskSecrets(page), false, PATIENCE_MS))) {
      if (over || round !== own || page.isClosed()) return;
      await sleep(AGAIN_MS);
    }
    if (over || round !== own) return;
    seesSince = Date.now();
    healAfter(FIRST_HEAL_MS);
    if (dropped) await renew();
  }

  const onDocument = (_frame: PageFrame): void => void see();
  page.on('framenavigated', onDocument).on('frameattached', onDocument);
  // What the first picture shows is never wanted before it is sure what is secret in it.
  dropped = true;
  void see();
  return {
    stop: async () => {
      over = true;
      clearTimeout(healing);
      page.off('framenavigated', onDocument).off('frameattached', onDocument);
      if (page.isClosed()) return;
      await end();
      await attempt(unmaskSecrets(page), undefined, PATIENCE_MS);
    },
  };
}
