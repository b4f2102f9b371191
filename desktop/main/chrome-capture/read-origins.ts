import { z } from 'zod';
import { readStorage, type StorageFound } from '../capture/in-page/read-storage.ts';
import type { CdpPort } from '../../cdp/cdp-port.ts';

const EMPTY_PAGE = Buffer.from('<!doctype html><title>.</title>').toString('base64');
const textSchema = z.object({ targetId: z.string() });

/**
 * localStorage and IndexedDB of each origin, from an empty page of ours at it, which is answered here without any
 * network: the portal neither sees nor runs anything.
 */
export async function readOrigins(cdp: CdpPort, origins: readonly string[]): Promise<StorageFound[]> {
  const { targetId } = textSchema.parse(
    await cdp.send('Target.createTarget', { url: 'about:blank', background: true }),
  );
  const attached = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = z.object({ sessionId: z.string() }).parse(attached);
  const tell = (method: string, params: object = {}): Promise<unknown> => cdp.send(method, params, sessionId);
  let loaded: () => void = () => undefined;
  cdp.on((event) => {
    if (event.sessionId !== sessionId) return;
    if (event.method === 'Page.loadEventFired') loaded();
    if (event.method !== 'Fetch.requestPaused') return;
    tell('Fetch.fulfillRequest', {
      requestId: event.params['requestId'],
      responseCode: 200,
      responseHeaders: [{ name: 'content-type', value: 'text/html' }],
      body: EMPTY_PAGE,
    }).catch(() => undefined);
  });
  const found: StorageFound[] = [];
  try {
    await tell('Page.enable');
    await tell('Network.enable');
    await tell('Network.setBypassServiceWorker', { bypass: true });
    await tell('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    for (const origin of origins) {
      const here = new Promise<void>((resolve) => (loaded = resolve));
      await tell('Page.navigate', { url: `${origin}/` });
      await here;
      const expression = `(${readStorage.toString()})({ localStorage: true, sessionStorage: false, indexedDB: true })`;
      const answer = await tell('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const { value } = z.object({ result: z.object({ value: z.unknown() }) }).parse(answer).result;
      if (value !== undefined) found.push(value as StorageFound);
    }
  } finally {
    await cdp.send('Target.closeTarget', { targetId }).catch(() => undefined);
  }
  return found;
}
