import type { Page } from 'playwright';

/** What a frame may take, in ms: at 30 in a second nothing stutters. */
export const BUDGET_MS = 33;

export interface Frames {
  frames: number;
  /** Between one frame and the next, in ms. */
  median: number;
  p95: number;
  max: number;
  /** Frames that took longer than the budget. */
  late: number;
  /** Of the page's main thread, for one frame, in ms: what a busy machine changes little. */
  cpu: number;
}

export interface Moving {
  /** What is moved, as a selector; empty: nothing. */
  selector: string;
  /** Scrolled as a list, or by a wheel, as a canvas is. */
  by: 'scroll' | 'wheel';
}

const STILL: Moving = { selector: '', by: 'scroll' };

/** Measures `count` frames of a page; `moving`: as with a wheel that is turned fast, some lines each frame, down and up again. */
export async function framesOf(page: Page, count: number, moving: Moving = STILL): Promise<Frames> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await busy();
  const gaps = await page.evaluate(
    ([wanted, { selector, by }]) =>
      new Promise<number[]>((resolve) => {
        const box = selector === '' ? null : document.querySelector(selector);
        const found: number[] = [];
        let last = 0;
        const tick = (now: number): void => {
          if (last > 0) found.push(now - last);
          last = now;
          if (found.length === wanted) return resolve(found);
          const down = found.length % 400 < 200;
          if (box !== null && by === 'scroll') box.scrollTop += down ? 900 : -900;
          if (box !== null && by === 'wheel')
            box.dispatchEvent(new WheelEvent('wheel', { deltaY: down ? 240 : -240, bubbles: true, cancelable: true }));
          requestAnimationFrame(tick);
          return undefined;
        };
        requestAnimationFrame(tick);
      }),
    [count, moving] as const,
  );
  const cpu = ((await busy()) - before) / count;
  await cdp.detach();
  const sorted = gaps.toSorted((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.min(count - 1, Math.floor(share * count))] ?? 0);
  const late = gaps.filter((gap) => gap > BUDGET_MS).length;
  return { frames: count, median: at(0.5), p95: at(0.95), max: at(1), late, cpu: round(cpu) };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

/** One line of JSON; `empty`: the same of an empty page, since a busy machine is slow at everything. */
export function tell(what: string, found: Frames, empty?: Frames): void {
  console.log(JSON.stringify({ measure: what, ...found, ...(empty === undefined ? {} : { empty }) }));
}
