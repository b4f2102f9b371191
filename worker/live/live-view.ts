import type { BrowserContext, Page } from 'playwright-core';
import type { LiveOrder } from '@sri/shared/protocol/job-control.ts';
import type { LivePage } from '@sri/shared/protocol/live-frame.ts';
import { createOutlet, type Outlet } from './outlet.ts';
import type { SendFrame } from './send-frame.ts';
import { startCast, type PageCast, type Shot } from './page-cast.ts';
import { namePages } from './page-names.ts';

/** What there is to see of a run. */
export interface Stage {
  jobId: string;
  context: BrowserContext;
  /** The page that the flow is on. */
  current: () => Page;
  clean: (text: string) => string;
}

export interface LiveView {
  watch: (order: Extract<LiveOrder, { type: 'watch' }>) => void;
  /** The page behind a name; empty: the one that the flow is on. */
  page: (id: string) => Page | undefined;
  stop: () => Promise<void>;
}

interface Shown {
  page: Page;
  cast: PageCast;
  outlet: Outlet;
  sentAt: number;
}

const LIVE_MS = 100;
const STILLS_MS = 5000;
/** How often it is looked whether another page is the current one, and told that a page has not changed. */
const TICK_MS = 1000;
const MAX_SHOWN = 4;
const UNCHANGED = Buffer.alloc(0);

/** Shows pages while somebody watches, which has to be said again within the order's time; costs nothing else. */
export function createLiveView(stage: Stage, send: SendFrame): LiveView {
  const { jobId, context } = stage;
  const names = namePages(context, stage.clean);
  const wanted = new Map<string, number>();
  const shown = new Map<Page, Shown>();
  let everyMs = LIVE_MS;
  let pages: LivePage[] = [];
  let timer: NodeJS.Timeout | undefined;
  let over = false;

  const pageOf = (id: string): Page | undefined => (id === '' ? stage.current() : names.find(id));

  function told(page: Page, shot: Shot, picture: Uint8Array): Promise<void> {
    const { at, width, height } = shot;
    const meta = { jobId, pageId: names.idOf(page), at, width, height, current: names.idOf(stage.current()), pages };
    return send({ meta, picture });
  }

  function show(page: Page): void {
    const outlet = createOutlet((shot) => {
      const one = shown.get(page);
      if (one !== undefined) one.sentAt = performance.now();
      return told(page, shot, shot.picture);
    });
    outlet.pace(everyMs);
    shown.set(page, { page, outlet, sentAt: 0, cast: startCast(page, outlet.offer) });
  }

  async function hide({ page, outlet, cast }: Shown): Promise<void> {
    shown.delete(page);
    outlet.stop();
    await cast.stop();
  }

  /** Begins and ends casts, so that those pages are shown that are wanted now. */
  function arrange(): void {
    const now = performance.now();
    for (const [id, until] of wanted) if (until < now) wanted.delete(id);
    const due = new Set<Page>();
    for (const id of wanted.keys()) {
      const page = pageOf(id) ?? stage.current();
      if (!page.isClosed() && due.size < MAX_SHOWN) due.add(page);
    }
    for (const one of shown.values()) if (!due.has(one.page)) void hide(one);
    for (const page of due) if (!shown.has(page)) show(page);
    if (wanted.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  async function begin(): Promise<void> {
    pages = await names.list();
    if (!over) arrange();
  }

  async function tick(): Promise<void> {
    arrange();
    if (shown.size === 0) return;
    pages = await names.list();
    for (const { page, outlet, sentAt } of shown.values()) {
      const last = outlet.last();
      if (last !== null && performance.now() - sentAt >= TICK_MS && everyMs === LIVE_MS) {
        void told(page, { ...last, at: Date.now() }, UNCHANGED);
      }
    }
  }

  return {
    watch: ({ pageIds, stills, forMs }) => {
      if (over) return;
      for (const id of pageIds) wanted.set(id, performance.now() + forMs);
      everyMs = stills ? STILLS_MS : LIVE_MS;
      for (const { outlet } of shown.values()) outlet.pace(everyMs);
      if (timer !== undefined) return;
      timer = setInterval(() => void tick(), TICK_MS);
      void begin();
    },
    page: pageOf,
    stop: async () => {
      over = true;
      clearInterval(timer);
      await Promise.all([...shown.values()].map(hide));
    },
  };
}
