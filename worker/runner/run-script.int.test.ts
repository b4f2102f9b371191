import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deferred } from '@sri/shared/lang/deferred.ts';
import { startPageServer, type PageServer } from '../test/page-server.ts';
import { runSteps } from '../test/run-one-step.ts';
import { launchTestBrowser } from '../test/test-browser.ts';

let browser: Browser;
let server: PageServer;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchTestBrowser(), startPageServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
const open = (path = '/pagina.html'): unknown => ({ type: 'navigate', url: `${server.url}${path}` });
const WAIT = { type: 'waitFor', target: '#nunca', timeoutMs: 600_000 };

describe('a run', () => {
  it('R21 returns cancelled at once when it is aborted, in the middle of anything', async () => {
    for (const step of [
      WAIT,
      open('/nunca'),
      { type: 'evaluate', expression: 'new Promise(() => {})', timeoutMs: 600_000 },
      { type: 'evaluate', expression: 'for (;;) {}', timeoutMs: 600_000 },
    ]) {
      const stop = new AbortController();
      const made = await runSteps(browser, [open(), step], {
        signal: stop.signal,
        onEvent: (event) => {
          if (event.type === 'step' && event.step.path === '2' && event.step.status === 'running') stop.abort();
        },
      });
      expect(made.result).toMatchObject({ status: 'cancelled' });
      expect(made.result).not.toHaveProperty('error');
    }
  });

  it('R21 does not begin when it is aborted before', async () => {
    const stop = new AbortController();
    stop.abort();
    const before = server.hits.length;
    expect((await runSteps(browser, [open()], { signal: stop.signal })).result.status).toBe('cancelled');
    expect(server.hits.length).toBe(before);
  });

  it('R22 ends at its limit, whatever its steps may take', async () => {
    for (const step of [WAIT, { type: 'evaluate', expression: 'for (;;) {}', timeoutMs: 600_000 }]) {
      const made = await runSteps(browser, [open(), step], { deadline: performance.now() + 1500 });
      expect(made.result).toMatchObject({ status: 'failed', error: { code: 'run_limit', retryable: false } });
    }
  });

  it('R24 fails as browser_crashed when the page’s process dies', async () => {
    const made = await runSteps(browser, [open(), WAIT], {
      onContext: (context) => {
        const [page] = context.pages();
        page?.once('response', () => {
          const crash = async (): Promise<void> => {
            const cdp = await context.newCDPSession(page);
            await page.waitForLoadState('load');
            await cdp.send('Page.crash').catch(() => undefined);
          };
          void crash();
        });
      },
    });
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'browser_crashed', retryable: true } });
  });

  it('R24 fails as browser_crashed when the whole browser is gone', async () => {
    const own = await launchTestBrowser();
    const made = await runSteps(own, [open(), WAIT], {
      onEvent: (event) => {
        if (event.type === 'step' && event.step.path === '2') void own.close();
      },
    });
    expect(made.result).toMatchObject({ status: 'failed', error: { code: 'browser_crashed', retryable: true } });
  });

  it('R19 acts beyond the point of no return only once that is recorded', async () => {
    const submit = { type: 'click', target: '#btnBuscar', pointOfNoReturn: true, id: 'envio' };
    const asked: string[] = [];
    const recorded = deferred<void>();
    const good = await runSteps(browser, [open(), submit, { type: 'assert', target: '#enviado', text: 'enviado' }], {
      passPointOfNoReturn: async (stepId) => {
        asked.push(stepId);
        recorded.resolve();
        await recorded.promise;
      },
    });
    expect(good.result).toMatchObject({ status: 'completed', pastPointOfNoReturn: true });
    expect(asked).toEqual(['envio']);
    const refused = await runSteps(browser, [open(), submit], {
      passPointOfNoReturn: () => Promise.reject(new Error('redis')),
    });
    expect(refused.result).toMatchObject({
      status: 'failed',
      pastPointOfNoReturn: false,
      error: { code: 'redis_unavailable', retryable: true },
    });
  });

  it('R19 what might pass on another try is for review after the point of no return', async () => {
    const submit = { type: 'click', target: '#btnBuscar', pointOfNoReturn: true };
    const made = await runSteps(browser, [open(), submit, open('/500')]);
    expect(made.result).toMatchObject({ status: 'needs_review', error: { code: 'page_server_error' } });
    const broken = await runSteps(browser, [open(), submit, { type: 'click', target: '#no', timeoutMs: 300 }]);
    expect(broken.result).toMatchObject({ status: 'failed', error: { code: 'element_not_found' } });
  });

  it('says it in words when the disk is full', async () => {
    const spoolDir = await mkdtemp(join(tmpdir(), 'sri-full-'));
    try {
      // The one file of this system to which nothing can be written for want of room.
      await symlink('/dev/full', join(spoolDir, 'screenshot-0.png'));
      const made = await runSteps(browser, [open(), { type: 'screenshot' }], { spoolDir });
      expect(made.result).toMatchObject({ status: 'failed', error: { code: 'disk_full', retryable: true } });
    } finally {
      await rm(spoolDir, { recursive: true, force: true });
    }
  });

  it('R50 shows no cookie value, wherever a portal prints it', async () => {
    const session = { cookies: [{ name: 's', value: 'canario-cookie-1', domain: '127.0.0.1' }], connectedAt: 1 };
    const made = await runSteps(
      browser,
      [open('/pagina.html?s=canario-cookie-1'), { type: 'click', target: '#canario-cookie-1', timeoutMs: 300 }],
      { session },
    );
    expect(made.result.status).toBe('failed');
    expect(JSON.stringify([made.events, made.result])).not.toContain('canario-cookie-1');
    expect(made.log.join('\n')).toContain('•••');
  });

  it('two runs on one browser see nothing of each other', async () => {
    const own = (value: string): unknown => ({ cookies: [{ name: 's', value, domain: '127.0.0.1' }], connectedAt: 1 });
    const read = [open('/cabeceras'), { type: 'extract', fields: [{ name: 'c', target: '#c' }], saveAs: 'r' }];
    const [a, b] = await Promise.all(
      ['valor-de-a', 'valor-de-b'].map((value) => runSteps(browser, read, { session: own(value) })),
    );
    expect(a?.text('data/r.json')).toContain('valor-de-a');
    expect(a?.text('data/r.json')).not.toContain('valor-de-b');
    expect(b?.text('data/r.json')).toContain('valor-de-b');
  });
});
