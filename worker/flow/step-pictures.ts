import type { Page } from 'playwright-core';
import { attempt } from '../browser/scope.ts';
import { takePicture } from '../browser/take-picture.ts';

/** Pictures of the page around the steps, as `steps/{n}-after.jpg`, n from 1; the one before step n is the one after n - 1. */
export interface StepPictures {
  /** A step at the top level has ended well. */
  passed: (number: number, page: Page) => Promise<void>;
  /** A step failed, at the top level or inside the top level's step of that number. */
  failed: (number: number, page: Page) => Promise<void>;
}

const TIMEOUT_MS = 5000;
const QUALITY = 60;
/** A flow that goes on after errors may have many; each picture takes time. */
const MAX_OF_FAILURES = 50;

/** A picture that cannot be taken is no error of the step. */
export function createStepPictures(
  which: 'all' | 'failures',
  write: (name: string, picture: Buffer) => Promise<void>,
): StepPictures {
  const failedOnes = new Set<number>();
  let failures = 0;
  const take = async (number: number, page: Page): Promise<void> => {
    const picture = takePicture(page, { type: 'jpeg', quality: QUALITY, timeout: TIMEOUT_MS });
    const taken = await attempt<Buffer | null>(picture, null, TIMEOUT_MS + 1000);
    if (taken !== null) await write(`steps/${number}-after.jpg`, taken);
  };
  return {
    passed: async (number, page) => {
      if (which === 'all' && !failedOnes.has(number)) await take(number, page);
    },
    failed: async (number, page) => {
      failures += 1;
      failedOnes.add(number);
      if (failures <= MAX_OF_FAILURES) await take(number, page);
    },
  };
}
