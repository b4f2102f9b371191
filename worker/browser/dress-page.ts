import type { Page } from 'playwright-core';
import { attempt } from './scope.ts';

const PATIENCE_MS = 2000;

interface Brand {
  brand: string;
  version: string;
}

/** What a Chrome of this user agent says of itself in client hints (`Sec-CH-UA`); undefined for browsers that send none. */
export function clientHints(
  userAgent: string,
):
  | { brands: Brand[]; platform: string; platformVersion: string; architecture: string; model: string; mobile: boolean }
  | undefined {
  const version = /(?:Chrome|Chromium)\/(\d+)/.exec(userAgent)?.[1];
  if (version === undefined) return undefined;
  const platform = /Windows/.test(userAgent) ? 'Windows' : /Mac OS X/.test(userAgent) ? 'macOS' : 'Linux';
  const edge = /Edg\//.test(userAgent) ? 'Microsoft Edge' : 'Google Chrome';
  return {
    brands: [
      { brand: 'Chromium', version },
      { brand: edge, version },
      { brand: 'Not:A-Brand', version: '99' },
    ],
    platform,
    platformVersion: '',
    architecture: 'x86',
    model: '',
    mobile: / Mobile /.test(userAgent),
  };
}

/**
 * Makes a page say the same of its browser everywhere: all its languages, and client hints that fit its user agent. Playwright's contexts know one
 * language, and leave the hints as they are; a portal that compares them ends the session. Holds as long as the page.
 */
export async function dressPage(page: Page, languages: readonly string[]): Promise<void> {
  const dress = async (): Promise<void> => {
    const cdp = await page.context().newCDPSession(page);
    const { result } = await cdp.send('Runtime.evaluate', {
      expression: '[navigator.userAgent, navigator.language].join("\\n")',
    });
    const [userAgent = '', language = ''] = String(result.value).split('\n');
    const hints = clientHints(userAgent);
    await cdp.send('Emulation.setUserAgentOverride', {
      userAgent,
      acceptLanguage: languages.length > 1 ? languages.join(',') : language,
      ...(hints === undefined ? {} : { userAgentMetadata: hints }),
    });
  };
  await attempt(dress(), undefined, PATIENCE_MS);
}
