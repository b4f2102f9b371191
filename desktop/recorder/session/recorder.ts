import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { pageMessageSchema } from '../messages.ts';
import type { CdpEvent, CdpPort } from '../../cdp/cdp-port.ts';
import type { HostFact, RawEvent } from '../raw-event.ts';
import { attachTo, makeWorld, WORLD } from './attach.ts';
import { cleanUrl } from './clean-url.ts';
import { watchFrames } from './frames.ts';
import { learnTree } from './learn-tree.ts';
import { watchRequests } from './requests.ts';
import { hearTab } from './tab-events.ts';

/*
 * idle ──start──> recording <──resume── paused (by a person, or because the page crashed)
 *                     │  └──────pause──────^   └─ after two minutes: detached, nothing of ours is left in the page
 *                     └──stop──> ended
 */
export type RecorderState = { is: 'idle' | 'recording' | 'ended' } | { is: 'paused'; because: 'person' | 'crash' };

export interface RecorderOptions {
  port: CdpPort;
  /** The tab to record. */
  targetId: string;
  /** What `bundleInPage` made. */
  inPageSource: string;
  /** CSS of fields that are secret at this portal besides those that are anyway. */
  secretSelector?: string;
  /** Hear events that a program made: for tests alone. */
  trustAll?: boolean;
  /** ms of a pause after which nothing stays attached. */
  detachAfterMs?: number;
  onEvents(events: readonly RawEvent[]): void;
  onState?(state: RecorderState): void;
}

export interface Recorder {
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Tells what was typed last, and lets go of every page. Pages that do not answer are let go all the same. */
  stop(): Promise<void>;
  /** The next click in any page of the recording points at data instead of acting; null ends that. */
  pick(kind: 'field' | 'table' | null): Promise<void>;
  /** What the person did outside the page, in tab `page`. */
  note(fact: HostFact, page?: string): void;
  state(): RecorderState;
  events(): readonly RawEvent[];
  /** Resolves when everything that was heard so far is among the events. */
  settled(): Promise<void>;
}

interface Tab {
  name: string;
  targetId: string;
  session: string;
  contextId: string | undefined;
}

const attachedSchema = z.object({
  sessionId: z.string(),
  targetInfo: z.object({
    targetId: z.string(),
    type: z.string(),
    url: z.string(),
    openerId: z.string().optional(),
    openerFrameId: z.string().optional(),
    browserContextId: z.string().optional(),
  }),
});
const detachedSchema = z.object({ sessionId: z.string(), targetId: z.string().optional() });
const DETACH_MS = 120_000;
/** A page that has crashed or stands still answers nothing; nobody waits for it longer. */
const PATIENCE_MS = 3000;
/** A page that opens so soon after a click, without saying who opened it, was opened by that click. */
const POPUP_MS = 3000;

async function patiently(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

export function createRecorder(options: RecorderOptions): Recorder {
  const { port, targetId, secretSelector = '', trustAll = false, detachAfterMs = DETACH_MS } = options;
  const binding = `sri${randomBytes(8).toString('hex')}`;
  const capture = JSON.stringify({ binding, secretSelector, trustAll });
  const source = `(() => { ${options.inPageSource}\nsriRecorderSource.startCapture(${capture}); })()`;
  const frames = watchFrames(port);
  const tabs = new Map<string, Tab>();
  const sessions = new Map<string, { tab: Tab; isTop: boolean; hear: (event: CdpEvent) => void }>();
  const secretNames = new Set<string>();
  const events: RawEvent[] = [];
  const working = new Set<Promise<unknown>>();
  let state: RecorderState = { is: 'idle' };
  let hostSeq = 0;
  let lastClick = { at: 0, page: 'main' };
  let attached: () => void = () => undefined;
  let detachTimer: NodeJS.Timeout | undefined;
  let picking: 'field' | 'table' | null = null;

  const now = (): number => performance.timeOrigin + performance.now();
  const setState = (next: RecorderState): void => {
    state = next;
    options.onState?.(next);
  };
  const keep = (event: RawEvent): void => {
    events.push(event);
    options.onEvents(events);
  };
  const track = (work: Promise<unknown>): void => {
    const caught = work.catch(() => undefined).finally(() => working.delete(caught));
    working.add(caught);
  };
  const tell = (page: string, fact: HostFact, at = now()): void => {
    if (state.is !== 'recording') return;
    hostSeq += 1;
    keep({ from: 'host', id: `host-${hostSeq}`, at, seq: hostSeq, page, fact });
  };
  const inWorld = (session: string, contextId: number, expression: string): Promise<unknown> =>
    port.send('Runtime.evaluate', { expression, contextId }, session).catch(() => undefined);
  const inAllWorlds = (expression: string): Promise<unknown> =>
    Promise.all(frames.worlds().map(({ session, contextId }) => inWorld(session, contextId, expression)));

  async function askTree(session: string, isTop: boolean): Promise<void> {
    learnTree(await port.send('Page.getFrameTree', {}, session).catch(() => undefined), session, isTop, frames);
  }
  /** Whatever worlds there are have been told once the browser answers; what has none then gets one. */
  async function ensureWorld(session: string, isTop: boolean, frameId: string): Promise<void> {
    await askTree(session, isTop);
    if (!frames.hasWorld(frameId)) await makeWorld(port, session, frameId, source);
  }

  async function said(tab: Tab, payload: string, frameId: string): Promise<void> {
    if (state.is !== 'recording') return;
    if (!frames.isPlaced(frameId)) await askTree(tab.session, true);
    const chain = frames.chain(frameId);
    const { doc, seq, at, act } = pageMessageSchema.parse(JSON.parse(payload));
    if (act.kind === 'secret' && act.field !== '') secretNames.add(act.field);
    if (act.kind === 'click' || act.kind === 'press') lastClick = { at: now(), page: tab.name };
    if (act.kind === 'picked') void api.pick(null);
    keep({ from: 'page', id: `${doc}-${seq}`, at, seq, page: tab.name, frame: await chain, act });
  }
  function hearSession(tab: Tab, session: string, isTop: boolean): void {
    const requests = watchRequests(({ url, startedAt, endedAt }) =>
      tell(tab.name, { kind: 'answered', path: cleanUrl(url, false), endedAt }, startedAt),
    );
    const ofTab = hearTab({ session, isTop, world: WORLD, binding, now }, frames, {
      said: (payload, frameId) => track(said(tab, payload, frameId)),
      navigated: (url, askedAt) => {
        const address = cleanUrl(url, askedAt === undefined, secretNames);
        tell(tab.name, { kind: 'navigated', url: address, ...(askedAt === undefined ? {} : { askedAt }) });
      },
      moved: (url) => tell(tab.name, { kind: 'moved', url: cleanUrl(url, false) }),
      download: () => tell(tab.name, { kind: 'download' }),
      dialog: ({ openedAt, ...dialog }) => tell(tab.name, { kind: 'dialog', ...dialog }, openedAt),
      began: (frameId) => track(ensureWorld(session, isTop, frameId)),
      documentOpened: (frameId) => {
        for (const world of frames.worlds().filter((one) => one.frameId === frameId))
          track(inWorld(world.session, world.contextId, 'sriCapture.reinstall()'));
      },
      crashed: () => {
        frames.endedAll(session);
        setState({ is: 'paused', because: 'crash' });
      },
    });
    sessions.set(session, { tab, isTop, hear: (event) => (requests(event), ofTab(event)) });
  }

  function tabOf({ targetInfo, sessionId }: z.infer<typeof attachedSchema>): Tab | undefined {
    const { targetId: id, openerId, browserContextId: contextId } = targetInfo;
    const known = tabs.get(id);
    if (known !== undefined) return Object.assign(known, { session: sessionId });
    if (id === targetId) return { name: 'main', targetId: id, session: sessionId, contextId };
    const main = tabs.get(targetId);
    const opener = openerId === undefined ? undefined : tabs.get(openerId);
    const isClicked = main !== undefined && main.contextId === contextId && now() - lastClick.at < POPUP_MS;
    if (opener === undefined && !isClicked) return undefined;
    const name = `page${tabs.size + 1}`;
    tell(opener?.name ?? lastClick.page, { kind: 'popup', opened: name });
    return { name, targetId: id, session: sessionId, contextId };
  }
  async function attachPage(told: z.infer<typeof attachedSchema>): Promise<void> {
    const { sessionId, targetInfo } = told;
    const tab = tabOf(told);
    if (tab === undefined) {
      await port.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => undefined);
      await port.send('Target.detachFromTarget', { sessionId }).catch(() => undefined);
      return;
    }
    const isFirst = !tabs.has(tab.targetId);
    tabs.set(tab.targetId, tab);
    hearSession(tab, sessionId, true);
    if (isFirst && tab.name === 'main') tell('main', { kind: 'opened', url: cleanUrl(targetInfo.url, true) });
    await attachTo(port, sessionId, {
      binding,
      source,
      hasDocument: targetInfo.openerId === undefined || targetInfo.url !== '',
    });
    await askTree(sessionId, true);
    if (tab.targetId === targetId) attached();
  }
  function onAttached(event: CdpEvent): void {
    const told = attachedSchema.parse(event.params);
    const { sessionId, targetInfo } = told;
    const parent = event.sessionId === undefined ? undefined : sessions.get(event.sessionId);
    if (targetInfo.type === 'page' && parent === undefined) return track(attachPage(told));
    if (targetInfo.type === 'iframe' && parent !== undefined) {
      hearSession(parent.tab, sessionId, false);
      return track(attachTo(port, sessionId, { binding, source, hasDocument: true }));
    }
    // Workers and what else a page has are let go.
    track(port.send('Runtime.runIfWaitingForDebugger', {}, sessionId));
  }
  port.on((event) => {
    if (state.is === 'ended' || state.is === 'idle') return;
    if (event.method === 'Target.attachedToTarget') onAttached(event);
    else if (event.method === 'Target.detachedFromTarget') {
      const { sessionId } = detachedSchema.parse(event.params);
      const gone = sessions.get(sessionId);
      sessions.delete(sessionId);
      frames.endedAll(sessionId);
      if (gone?.isTop === true && gone.tab.session === sessionId) tell(gone.tab.name, { kind: 'closed' });
    } else if (event.sessionId !== undefined) sessions.get(event.sessionId)?.hear(event);
  });

  async function attachAll(): Promise<void> {
    const here = new Promise<void>((resolve) => (attached = resolve));
    await port.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
    await here;
  }
  async function detachAll(): Promise<void> {
    const open = [...sessions.entries()].filter(([, { isTop }]) => isTop);
    sessions.clear();
    await port
      .send('Target.setAutoAttach', { autoAttach: false, waitForDebuggerOnStart: false, flatten: true })
      .catch(() => undefined);
    await Promise.all(
      open.map(([sessionId]) => port.send('Target.detachFromTarget', { sessionId }).catch(() => undefined)),
    );
  }
  const settled = async (): Promise<void> => {
    while (working.size > 0) await Promise.all(working);
  };

  const api: Recorder = {
    start: async () => {
      setState({ is: 'recording' });
      await attachAll();
    },
    pause: async () => {
      await patiently(inAllWorlds('sriCapture.flush(); sriCapture.pause(true)'));
      await patiently(settled());
      setState({ is: 'paused', because: 'person' });
      detachTimer = setTimeout(() => track(detachAll()), detachAfterMs);
    },
    resume: async () => {
      clearTimeout(detachTimer);
      setState({ is: 'recording' });
      if (sessions.size === 0) await attachAll();
      await inAllWorlds('sriCapture.pause(false)');
    },
    stop: async () => {
      clearTimeout(detachTimer);
      if (state.is === 'recording') await patiently(inAllWorlds('sriCapture.flush(); sriCapture.end()'));
      await patiently(settled());
      setState({ is: 'ended' });
      await patiently(detachAll());
    },
    pick: async (kind) => {
      if (kind === picking) return;
      picking = kind;
      await inAllWorlds(`sriCapture.pick(${JSON.stringify(kind)})`);
    },
    note: (fact, page = 'main') => tell(page, fact),
    state: () => state,
    events: () => events,
    settled,
  };
  return api;
}
