import { z } from 'zod';
import type { CdpEvent } from '../../cdp/cdp-port.ts';
import type { Frames } from './frames.ts';

const frameAttached = z.object({ frameId: z.string(), parentFrameId: z.string() });
const frameDetached = z.object({ frameId: z.string(), reason: z.string().optional() });
const frameNavigated = z.object({
  frame: z.object({ id: z.string(), parentId: z.string().optional(), url: z.string() }),
});
const within = z.object({ frameId: z.string(), url: z.string() });
const context = z.object({
  context: z.object({
    id: z.number(),
    name: z.string(),
    auxData: z.object({ frameId: z.string(), isDefault: z.boolean() }).optional(),
  }),
});
const destroyed = z.object({ executionContextId: z.number() });
const dialogOpening = z.object({ type: z.string(), message: z.string() });
const dialogClosed = z.object({ result: z.boolean(), userInput: z.string() });
const bound = z.object({ name: z.string(), payload: z.string(), executionContextId: z.number() });
const requested = z.object({ frameId: z.string() });
const opened = z.object({ frame: z.object({ id: z.string() }) });
/** A question of the page whose answer may be a secret. */
const ASKS_SECRET = /contrase|clave|passw|senha|\bpin\b|token|c[oó]digo|code|otp/i;

export interface TabEvents {
  said(payload: string, frameId: string): void;
  /** `askedAt`: when the page itself asked for it; not at all where the person did, in the address bar. */
  navigated(url: string, askedAt: number | undefined): void;
  moved(url: string): void;
  download(): void;
  dialog(dialog: { type: string; accepted: boolean; text?: string; openedAt: number }): void;
  documentOpened(frameId: string): void;
  /** A document begins, with or without a world of ours. */
  began(frameId: string): void;
  crashed(): void;
}

/** What one session of a tab tells, in words of the recorder. `isTop`: the session of the tab's own document. */
export function hearTab(
  {
    session,
    isTop,
    world,
    binding,
    now,
  }: { session: string; isTop: boolean; world: string; binding: string; now: () => number },
  frames: Frames,
  events: TabEvents,
): (event: CdpEvent) => void {
  let askedAt: number | undefined;
  let dialog: { type: string; message: string; openedAt: number } | null = null;
  const hear: Record<string, (params: Record<string, unknown>) => void> = {
    'Page.frameAttached': (params) => {
      const { frameId, parentFrameId } = frameAttached.parse(params);
      frames.attached(frameId, parentFrameId, session);
    },
    'Page.frameDetached': (params) => {
      const { frameId, reason } = frameDetached.parse(params);
      // One that goes to another process stays the same frame.
      if (reason !== 'swap') frames.detached(frameId);
    },
    'Page.frameNavigated': (params) => {
      const { frame } = frameNavigated.parse(params);
      frames.attached(frame.id, frame.parentId ?? (isTop ? null : undefined), session);
      // Where the window stays the same, as an empty frame's does, so does our world, without its listeners.
      events.documentOpened(frame.id);
      if (!isTop || frame.parentId !== undefined) return;
      events.navigated(frame.url, askedAt);
      askedAt = undefined;
    },
    'Page.frameRequestedNavigation': (params) => {
      if (isTop && frames.isTop(requested.parse(params).frameId)) askedAt = now();
    },
    'Page.frameScheduledNavigation': (params) => {
      if (isTop && frames.isTop(requested.parse(params).frameId)) askedAt = now();
    },
    'Page.navigatedWithinDocument': (params) => {
      const { frameId, url } = within.parse(params);
      if (isTop && frames.isTop(frameId)) events.moved(url);
    },
    'Runtime.executionContextCreated': (params) => {
      const { id, name, auxData } = context.parse(params).context;
      if (auxData === undefined) return;
      if (name === world) frames.began(auxData.frameId, session, id);
      else if (auxData.isDefault) events.began(auxData.frameId);
    },
    'Runtime.executionContextDestroyed': (params) => frames.ended(session, destroyed.parse(params).executionContextId),
    'Runtime.executionContextsCleared': () => frames.endedAll(session),
    'Runtime.bindingCalled': (params) => {
      const { name, payload, executionContextId } = bound.parse(params);
      const frameId = frames.frameOf(session, executionContextId);
      if (name === binding && frameId !== undefined) events.said(payload, frameId);
    },
    'Page.documentOpened': (params) => events.documentOpened(opened.parse(params).frame.id),
    'Page.downloadWillBegin': () => events.download(),
    'Page.javascriptDialogOpening': (params) => {
      dialog = { ...dialogOpening.parse(params), openedAt: now() };
    },
    'Page.javascriptDialogClosed': (params) => {
      const { result, userInput } = dialogClosed.parse(params);
      if (dialog === null || dialog.type === 'beforeunload') return;
      const { type, message, openedAt } = dialog;
      dialog = null;
      const text = type === 'prompt' && result && !ASKS_SECRET.test(message) ? { text: userInput } : {};
      events.dialog({ type, accepted: result, openedAt, ...text });
    },
    'Inspector.targetCrashed': () => events.crashed(),
  };
  return ({ method, params }) => hear[method]?.(params);
}
