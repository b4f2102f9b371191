import { z } from 'zod';
import { endPickCode, pickMarkCode, type PickedMark } from '../capture/in-page/pick-mark.ts';
import { readEnvironment, type EnvironmentFound } from '../capture/in-page/read-environment.ts';
import { readStorage, type StorageFound, type StorageWanted } from '../capture/in-page/read-storage.ts';
import type { CdpPort } from '../../cdp/cdp-port.ts';

const WORLD = 'sri';

const treeSchema = z.object({ frame: z.object({ id: z.string() }), childFrames: z.array(z.unknown()).optional() });
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown() }),
  exceptionDetails: z.object({ text: z.string() }).optional(),
});

function framesOf(tree: unknown): string[] {
  const { frame, childFrames = [] } = treeSchema.parse(tree);
  return [frame.id, ...childFrames.flatMap(framesOf)];
}

/** One page or frame of a Chrome that we are attached to, from «Ya entré» on. */
export interface ChromePage {
  pick(): Promise<PickedMark | null>;
  endPick(): Promise<void>;
  readFrames(wanted: StorageWanted): Promise<StorageFound[]>;
  environment(): Promise<EnvironmentFound>;
  detach(): Promise<void>;
}

/** Attaches to a target; what is asked of it runs in a world of our own, which its scripts do not see. */
export async function attachToPage(cdp: CdpPort, targetId: string): Promise<ChromePage> {
  const attached = await cdp.send('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = z.object({ sessionId: z.string() }).parse(attached);
  const tell = (method: string, params: object = {}): Promise<unknown> => cdp.send(method, params, sessionId);

  async function evaluate(frameId: string, expression: string): Promise<unknown> {
    const world = await tell('Page.createIsolatedWorld', { frameId, worldName: WORLD });
    const { executionContextId: contextId } = z.object({ executionContextId: z.number() }).parse(world);
    const answer = await tell('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
    const { result, exceptionDetails } = evaluatedSchema.parse(answer);
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value;
  }
  async function frames(): Promise<string[]> {
    const { frameTree } = z.object({ frameTree: z.unknown() }).parse(await tell('Page.getFrameTree'));
    return framesOf(frameTree);
  }
  async function inMain(expression: string): Promise<unknown> {
    const [main = ''] = await frames();
    return evaluate(main, expression);
  }

  return {
    pick: async () => (await inMain(pickMarkCode())) as PickedMark | null,
    endPick: async () => void (await inMain(endPickCode()).catch(() => undefined)),
    readFrames: async (wanted) => {
      const found: StorageFound[] = [];
      for (const frameId of await frames()) {
        // A frame without an origin, or one that goes away meanwhile, has nothing to read.
        const read = await evaluate(frameId, `(${readStorage.toString()})(${JSON.stringify(wanted)})`).catch(
          () => undefined,
        );
        if (read !== undefined) found.push(read as StorageFound);
      }
      return found;
    },
    environment: async () => (await inMain(`(${readEnvironment.toString()})()`)) as EnvironmentFound,
    detach: async () => void (await cdp.send('Target.detachFromTarget', { sessionId }).catch(() => undefined)),
  };
}
