import type { Page } from 'playwright-core';
import { mayHoldAny } from './holds-any.ts';
import { look } from './look.ts';
import { isLoginPage, provesLogin, type LoginRules } from './login-page.ts';
import { attempt, type Scope } from './scope.ts';

const MARKER_PATIENCE_MS = 2000;
const PROBE_MS = 2000;
const PASSWORD = 'input[type="password"]';
const MAX_FRAMES = 10;

/** Can a password field be seen, in the page or one of its frames? */
export async function passwordVisible(page: Page): Promise<boolean> {
  if (!(await mayHoldAny(page, PASSWORD))) return false;
  for (const frame of page.frames().slice(0, MAX_FRAMES)) {
    const fields = frame.locator(PASSWORD).filter({ visible: true });
    if ((await attempt(fields.count(), 0, PROBE_MS)) > 0) return true;
  }
  return false;
}

/** Can the marker's element be seen? It may be drawn after the page has loaded. */
async function markerVisible(page: Page, element: string, patienceMs: number): Promise<boolean> {
  const marker = page.locator(`css=${element}`).filter({ visible: true }).first();
  const seen = marker.waitFor({ state: 'visible', timeout: patienceMs }).then(() => true);
  return attempt(seen, false, patienceMs + 500);
}

/** Does the page prove a login, as the session's marker says it? Undefined where the marker says nothing that could be seen. */
export async function showsLogin(page: Page, marker: LoginRules['marker']): Promise<boolean | undefined> {
  const element = marker?.element;
  const seen = element === undefined ? undefined : await markerVisible(page, element, MARKER_PATIENCE_MS);
  const evidence = { asked: undefined, url: page.url(), passwordVisible: false, markerVisible: seen };
  return provesLogin(evidence, marker);
}

/**
 * Looks whether the page is a login page. `asked` is the address that the navigation asked for. Never throws; a page that does not
 * answer is none.
 */
export async function onLoginPage(page: Page, asked: string | undefined, rules: LoginRules): Promise<boolean> {
  const url = page.url();
  if (!/^https?:/.test(url)) return false;
  const element = rules.marker?.element;
  const worst = { asked, url, passwordVisible: true, markerVisible: element === undefined ? undefined : false };
  // Each look at the page costs time, so that nothing is looked for where it would make no difference.
  if (!isLoginPage(worst, rules)) return false;
  const evidence = { ...worst, passwordVisible: await passwordVisible(page) };
  if (element === undefined || !isLoginPage(evidence, rules)) return isLoginPage(evidence, rules);
  return isLoginPage({ ...evidence, markerVisible: await markerVisible(page, element, MARKER_PATIENCE_MS) }, rules);
}

/** Is the target, now, a password field? A step that fills one logs in by itself. */
export async function isPasswordField(
  page: Page,
  target: Parameters<typeof look>[1],
  scope: Pick<Scope, 'signal'>,
): Promise<boolean> {
  const sighting = await attempt(look(page, target, 'visible', scope), null, PROBE_MS);
  const locator = sighting?.found?.locator;
  if (locator === undefined) return false;
  return (await attempt(locator.getAttribute('type', { timeout: PROBE_MS }), null, PROBE_MS)) === 'password';
}
