import { z } from 'zod';
import { candidateSchema } from '@sri/shared/model/locator.ts';
import type { CdpPort } from '../../cdp/cdp-port.ts';
import type { FrameChain } from '../raw-event.ts';

/*
 * Which frame a world of ours is in, and how the frames around it are found. The page cannot say that of a frame of
 * another site; the browser can: it knows the element that holds the frame, in the session of the document around it.
 */

interface Frame {
  /** Null for the tab's own document; undefined while it is not known. */
  parent: string | null | undefined;
  session: string;
  /** The ways to its element, asked when its document began; undefined until then. */
  owner: Promise<Ways | null> | undefined;
}

const ways = z.array(candidateSchema).min(1).max(8);
const ownerSchema = z.object({ backendNodeId: z.number() });
const resolvedSchema = z.object({ object: z.object({ objectId: z.string() }) });
const calledSchema = z.object({ result: z.object({ value: z.unknown() }) });
const DEEPEST = 10;

const DESCRIBE = 'function () { return globalThis.sriCapture?.describeFrame(this) ?? null; }';

type Ways = { candidates: z.infer<typeof ways> };

const isPlace = (candidate: Ways['candidates'][number]): boolean =>
  'value' in candidate && /:nth-/.test(candidate.value);

/**
 * The ways to a frame that held when its document began and hold now. Of a frame that has gone, or that was not looked at
 * before, those that do not say a place: frames that change places must not be taken for each other.
 */
function sure([before, now]: [Ways | null, Ways | null]): Ways | null {
  const known = before ?? now;
  if (known === null) return null;
  const said = new Set(now?.candidates.map((one) => JSON.stringify(one)));
  const candidates =
    before !== null && now !== null
      ? known.candidates.filter((one) => said.has(JSON.stringify(one)))
      : known.candidates.filter((one) => !isPlace(one));
  return candidates.length === 0 ? null : { candidates };
}

export interface Frames {
  attached(frameId: string, parent: string | null | undefined, session: string): void;
  detached(frameId: string): void;
  /** A world of ours begins in the frame. */
  began(frameId: string, session: string, contextId: number): void;
  ended(session: string, contextId: number): void;
  endedAll(session: string): void;
  frameOf(session: string, contextId: number): string | undefined;
  isTop(frameId: string): boolean;
  /** Is it known what is around the frame? */
  isPlaced(frameId: string): boolean;
  hasWorld(frameId: string): boolean;
  worlds(): { frameId: string; session: string; contextId: number }[];
  /** Of the frame's chain; null where a part of it has gone or cannot be told apart. */
  chain(frameId: string): Promise<FrameChain>;
}

export function watchFrames(port: CdpPort): Frames {
  const frames = new Map<string, Frame>();
  const worlds = new Map<string, { frameId: string; session: string; contextId: number }>();
  const key = (session: string, contextId: number): string => `${session}/${contextId}`;
  const worldOf = (frameId: string): { session: string; contextId: number } | undefined =>
    [...worlds.values()].findLast((world) => world.frameId === frameId);

  async function describeOwner(frameId: string, parent: string): Promise<Ways | null> {
    const world = worldOf(parent);
    if (world === undefined) return null;
    const { session, contextId } = world;
    try {
      const { backendNodeId } = ownerSchema.parse(await port.send('DOM.getFrameOwner', { frameId }, session));
      const node = await port.send('DOM.resolveNode', { backendNodeId, executionContextId: contextId }, session);
      const { objectId } = resolvedSchema.parse(node).object;
      const called = await port.send(
        'Runtime.callFunctionOn',
        { objectId, functionDeclaration: DESCRIBE, returnByValue: true },
        session,
      );
      return { candidates: ways.parse(calledSchema.parse(called).result.value) };
    } catch {
      return null;
    }
  }
  const ask = (frameId: string): Promise<Ways | null> => {
    const frame = frames.get(frameId);
    if (frame?.parent === undefined || frame.parent === null) return Promise.resolve(null);
    return (frame.owner ??= describeOwner(frameId, frame.parent));
  };

  return {
    attached: (frameId, parent, session) => {
      const known = frames.get(frameId);
      frames.set(frameId, { parent: parent === undefined ? known?.parent : parent, session, owner: known?.owner });
    },
    detached: (frameId) => void frames.delete(frameId),
    began: (frameId, session, contextId) => {
      worlds.set(key(session, contextId), { frameId, session, contextId });
      const frame = frames.get(frameId);
      if (frame === undefined) frames.set(frameId, { parent: undefined, session, owner: undefined });
      else {
        frame.session = session;
        frame.owner = undefined;
      }
      void ask(frameId);
    },
    ended: (session, contextId) => void worlds.delete(key(session, contextId)),
    endedAll: (session) => {
      for (const [name, world] of worlds) if (world.session === session) worlds.delete(name);
    },
    frameOf: (session, contextId) => worlds.get(key(session, contextId))?.frameId,
    isTop: (frameId) => frames.get(frameId)?.parent === null,
    isPlaced: (frameId) => frames.get(frameId)?.parent !== undefined,
    hasWorld: (frameId) => worldOf(frameId) !== undefined,
    worlds: () => [...worlds.values()],
    chain: async (frameId) => {
      const levels: Promise<Ways | null>[] = [];
      // Everything is asked at once, while what the act does to the page has hardly begun.
      for (let at: string | undefined = frameId, depth = 0; depth <= DEEPEST; depth += 1) {
        const frame: Frame | undefined = frames.get(at);
        if (frame?.parent === undefined) return null;
        if (frame.parent === null) break;
        if (depth === DEEPEST) return null;
        levels.unshift(Promise.all([ask(at), describeOwner(at, frame.parent)]).then(sure));
        at = frame.parent;
      }
      const found = await Promise.all(levels);
      return found.every((one) => one !== null) ? found : null;
    },
  };
}
