import { expect } from 'playwright/test';

/** Waits for what a page is to show: longer than usual, since Electron, its pages and a whole stack share the machine. */
export const expectElement = expect.configure({ timeout: 30_000 });
