/** The Chrome DevTools protocol, over whatever leads to a browser: a pipe, a socket, Electron. */
export interface CdpPort {
  /** Rejects with what the browser says against it. `sessionId` speaks to one target. */
  send(method: string, params?: object, sessionId?: string): Promise<unknown>;
  on(listener: (event: CdpEvent) => void): void;
}

export interface CdpEvent {
  method: string;
  params: Record<string, unknown>;
  sessionId: string | undefined;
}
