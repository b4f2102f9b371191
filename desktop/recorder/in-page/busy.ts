import type { Described } from '../messages.ts';
import { now, type Capture } from './capture-context.ts';
import { isVisible } from './look.ts';

/*
 * Spinners and covers: what came after an act and went by itself within seconds. The robot then waits until it has gone.
 */

const BUSY =
  '[aria-busy="true"],[role="progressbar"],[class*="spinner" i],[class*="loading" i],[class*="loader" i],[class*="cargando" i],[class*="overlay" i],[id*="spinner" i],[id*="loading" i],[id*="cargando" i]';
const WATCH_MS = 4000;
const LOOK_MS = 60;
const SHORTEST_MS = 50;

export function listenToBusy(capture: Capture): void {
  const { signal } = capture;
  const options = { capture: true, passive: true, signal };
  let timer: ReturnType<typeof setInterval> | undefined;
  let until = 0;
  let standing = new Set<Element>();
  let came: { element: Element; target: Described; at: number } | null = null;

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    came = null;
  };
  const look = (): void => {
    if (now() > until) return stop();
    if (came === null) {
      const element = [...document.querySelectorAll(BUSY)].find((one) => !standing.has(one) && isVisible(one));
      if (element !== undefined) came = { element, target: capture.describe(element), at: now() };
      return;
    }
    if (came.element.isConnected && isVisible(came.element)) return;
    const { target, at, element } = came;
    stop();
    const removed = !element.isConnected;
    if (now() - at >= SHORTEST_MS && target.candidates.length > 0)
      capture.emit({ kind: 'busy', target, cameAt: at, removed });
  };
  const watch = (event: Event): void => {
    if (!capture.counts(event)) return;
    if (timer === undefined) standing = new Set([...document.querySelectorAll(BUSY)].filter(isVisible));
    until = now() + WATCH_MS;
    timer ??= setInterval(look, LOOK_MS);
  };
  for (const type of ['pointerdown', 'keydown', 'change'] as const) window.addEventListener(type, watch, options);
  signal.addEventListener('abort', stop);
}
