import type { CdpEvent, CdpPort } from '../../cdp/cdp-port.ts';

/** What the port needs of an Electron `WebContents`. */
export interface DebuggedPage {
  readonly id: number;
  getURL(): string;
  isDestroyed(): boolean;
  once(event: 'destroyed', listener: () => void): unknown;
  readonly debugger: {
    attach(version?: string): void;
    detach(): void;
    isAttached(): boolean;
    sendCommand(method: string, params?: object, sessionId?: string): Promise<unknown>;
    on(
      event: 'message',
      listener: (event: unknown, method: string, params: unknown, sessionId: string) => void,
    ): unknown;
    on(event: 'detach', listener: () => void): unknown;
  };
}

export interface ElectronPort extends CdpPort {
  /** A page of the recording; `opener`: the one that opened it. To be called before it loads anything. Its target's id. */
  add(page: DebuggedPage, opener?: DebuggedPage): string;
}

const VERSION = '1.3';
const idOf = ({ id }: DebuggedPage): string => `contents-${id}`;

/**
 * The debugger of Electron's pages as one connection. Electron attaches to each page apart and knows no session of the
 * whole browser: what the recorder asks of that is answered here.
 */
export function electronPort(): ElectronPort {
  const listeners = new Set<(event: CdpEvent) => void>();
  const pages = new Map<string, { page: DebuggedPage; opener: string | undefined }>();
  const children = new Map<string, DebuggedPage>();
  const heard = new WeakSet<DebuggedPage>();
  let attaching = false;

  const tell = (method: string, params: Record<string, unknown>, sessionId?: string): void => {
    for (const listener of listeners) listener({ method, params, sessionId });
  };
  const gone = (page: DebuggedPage): void => {
    for (const [session, owner] of children) if (owner === page) children.delete(session);
    tell('Target.detachedFromTarget', { sessionId: idOf(page) });
  };
  function hear(page: DebuggedPage): void {
    if (heard.has(page)) return;
    heard.add(page);
    page.debugger.on('message', (_event, method, params, sessionId) => {
      const told = (params ?? {}) as Record<string, unknown>;
      const child = told['sessionId'];
      if (method === 'Target.attachedToTarget' && typeof child === 'string') children.set(child, page);
      tell(method, told, sessionId === '' ? idOf(page) : sessionId);
      if (method === 'Target.detachedFromTarget' && typeof child === 'string') children.delete(child);
    });
    page.debugger.on('detach', () => gone(page));
  }
  function attach(page: DebuggedPage, opener: string | undefined): void {
    if (page.isDestroyed()) return;
    if (!page.debugger.isAttached()) page.debugger.attach(VERSION);
    hear(page);
    const targetInfo = {
      targetId: idOf(page),
      type: 'page',
      url: page.getURL(),
      ...(opener === undefined ? {} : { openerId: opener }),
    };
    tell('Target.attachedToTarget', { sessionId: idOf(page), targetInfo });
  }
  /** What concerns all pages. */
  function ofAll(method: string, params: Record<string, unknown>): object {
    if (method === 'Target.setAutoAttach') {
      attaching = params['autoAttach'] === true;
      if (attaching) for (const { page, opener } of pages.values()) attach(page, opener);
    } else if (method === 'Target.detachFromTarget') {
      const known = pages.get(String(params['sessionId']));
      if (known !== undefined && !known.page.isDestroyed() && known.page.debugger.isAttached())
        known.page.debugger.detach();
    } else throw new Error(`${method} is not for all pages`);
    return {};
  }

  return {
    send: async (method, params = {}, sessionId) => {
      if (sessionId === undefined) return ofAll(method, params as Record<string, unknown>);
      const own = pages.get(sessionId)?.page;
      const page = own ?? children.get(sessionId);
      if (page === undefined || page.isDestroyed()) throw new Error('the page has gone');
      return own === undefined
        ? page.debugger.sendCommand(method, params, sessionId)
        : page.debugger.sendCommand(method, params);
    },
    on: (listener) => void listeners.add(listener),
    add: (page, opener) => {
      const id = idOf(page);
      const openedBy = opener === undefined ? undefined : idOf(opener);
      pages.set(id, { page, opener: openedBy });
      page.once('destroyed', () => {
        pages.delete(id);
        gone(page);
      });
      if (attaching) attach(page, openedBy);
      return id;
    },
  };
}
