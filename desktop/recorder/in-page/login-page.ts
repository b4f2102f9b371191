import type { Capture } from './capture-context.ts';
import { isVisible } from './look.ts';

/** Tells once that the page asks for a password: a flow that lands here has lost its session. */
export function tellLoginPage(capture: Capture): void {
  const look = (): void => {
    if (window !== window.top) return;
    const field = [...document.querySelectorAll('input[type=password]')].find(isVisible);
    if (field !== undefined) capture.emit({ kind: 'loginPage' });
  };
  if (document.readyState === 'complete') look();
  else window.addEventListener('load', look, { once: true, signal: capture.signal });
}
