import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { registerMask } from '../browser/mask-secrets.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { startCast, type Shot } from './page-cast.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchTestBrowser();
  await registerMask();
});
afterAll(() => browser?.close());

type Screencast = Page['screencast'];
type StartOptions = NonNullable<Parameters<Screencast['start']>[0]>;

/** The page, whose first `count` pictures get lost between the browser and whoever asked for them. */
function losing(page: Page, count: number): Page {
  let lost = 0;
  const start: Screencast['start'] = (options) => {
    const { onFrame, ...rest } = options as StartOptions & { onFrame: (frame: unknown) => void };
    const heard = (frame: unknown): void => {
      lost += 1;
      if (lost > count) onFrame(frame);
    };
    return page.screencast.start({ ...rest, onFrame: heard });
  };
  return new Proxy(page, {
    get(target, name): unknown {
      if (name === 'screencast') return { start, stop: () => page.screencast.stop() };
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

test('a page that rests is seen though its pictures got lost, and is left alone once one came', async () => {
  const page = await browser.newPage();
  await page.setContent('<h1>Quieta</h1>');
  const shots: Shot[] = [];
  const cast = startCast(losing(page, 3), (shot) => void shots.push(shot));
  const first = await waitFor('a picture', () => shots[0]);
  expect([...first.picture.subarray(0, 2)]).toEqual([0xff, 0xd8]);
  await cast.stop();
  await page.close();
});

test('documents that begin one upon another leave a page that is seen in the end', async () => {
  const page = await browser.newPage();
  const shots: Shot[] = [];
  const cast = startCast(page, (shot) => void shots.push(shot));
  for (let number = 1; number <= 12; number += 1)
    await page.setContent(`<h1>${number}</h1><iframe srcdoc="x"></iframe>`);
  const settledAt = Date.now();
  const last = await waitFor('a picture of the last one', () => shots.find(({ at }) => at >= settledAt));
  expect(last.width).toBeGreaterThan(0);
  await cast.stop();
  await page.close();
});
