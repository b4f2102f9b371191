import { z } from 'zod';
import type { CdpPort } from '../../cdp/cdp-port.ts';

/** The world of ours in each document. */
export const WORLD = 'sri';

export interface AttachOptions {
  binding: string;
  /** What runs in each document. */
  source: string;
  /** False for a page that was just opened and has no document yet. */
  hasDocument: boolean;
}

/**
 * Begins to listen to one target. Everything is sent at once and the target let go last: a popup that waits for us while
 * we wait for its answers would never go on. Resolves once the browser has taken it all.
 */
export async function attachTo(
  port: CdpPort,
  session: string,
  { binding, source, hasDocument }: AttachOptions,
): Promise<void> {
  const tell = (method: string, params: object = {}): Promise<unknown> => port.send(method, params, session);
  const told = [
    tell('Page.enable'),
    tell('Runtime.addBinding', { name: binding, executionContextName: WORLD }),
    tell('Runtime.enable'),
    tell('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD, runImmediately: hasDocument }),
    tell('DOM.enable'),
    tell('Network.enable'),
    tell('Inspector.enable'),
    tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    tell('Runtime.runIfWaitingForDebugger'),
  ];
  // What a target of another kind does not know is no fault of it.
  await Promise.all(told.map((one) => one.catch(() => undefined)));
}

const madeSchema = z.object({ executionContextId: z.number() });

/** Makes the world of ours in a frame whose document began without: where the browser let go of a page and took it again meanwhile. */
export async function makeWorld(port: CdpPort, session: string, frameId: string, source: string): Promise<void> {
  const made = await port.send('Page.createIsolatedWorld', { frameId, worldName: WORLD }, session);
  const { executionContextId: contextId } = madeSchema.parse(made);
  await port.send('Runtime.evaluate', { expression: source, contextId }, session);
}
