import { loadCrawlee } from '../competitors.ts';
import { BARE_COOKIE, launchOptions, VIEWPORT } from './bare-loop.ts';

/** Crawlee as its guide shows it, with a context for each page and no more than that many at a time. */
export async function crawlPerSecond(
  executablePath: string,
  { url, pages, lanes }: { url: string; pages: number; lanes: number },
): Promise<number> {
  const { PlaywrightCrawler, Configuration, LogLevel, log } = await loadCrawlee();
  log.setLevel(LogLevel.ERROR);
  const failures: string[] = [];
  let began = Number.NaN;
  let ended = Number.NaN;
  let visited = 0;
  const crawler = new PlaywrightCrawler(
    {
      minConcurrency: lanes,
      maxConcurrency: lanes,
      maxRequestRetries: 0,
      retryOnBlocked: false,
      launchContext: { useIncognitoPages: true, launchOptions: launchOptions(executablePath) },
      // What would make it slower without the other side doing it too.
      useSessionPool: false,
      browserPoolOptions: { useFingerprints: false },
      preNavigationHooks: [
        async ({ page }) => {
          if (visited === 0 && Number.isNaN(began)) began = performance.now();
          await page.setViewportSize(VIEWPORT);
          await page.context().addCookies([BARE_COOKIE]);
        },
      ],
      requestHandler: async ({ page }) => {
        await page.screenshot();
        visited += 1;
        ended = performance.now();
      },
      failedRequestHandler: ({ request }, error) => {
        failures.push(`${request.url}: ${error.message}`);
      },
    },
    new Configuration({ persistStorage: false, purgeOnStart: false }),
  );
  await crawler.run(Array.from({ length: pages }, (_, index) => `${url}?n=${index}`));
  await crawler.teardown();
  if (failures.length > 0 || visited !== pages) throw new Error(`Crawlee: ${failures[0] ?? `${visited} of ${pages}`}`);
  return pages / ((ended - began) / 1000);
}
