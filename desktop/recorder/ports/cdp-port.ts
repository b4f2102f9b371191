/** The Chrome DevTools protocol as the recorder speaks it, over whatever leads to a browser. */
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
