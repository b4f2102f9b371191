import type { StoreApi } from 'zustand';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import type { Keeping } from '../../contract/app.ts';
import type {
  ConnectionState,
  Cursor,
  FrameMessage,
  FrameWatch,
  InputMessage,
  StreamEvent,
  Topic,
} from '../../contract/live.ts';
import type { KnownServer, ServerCheck, ServersState } from '../../contract/servers.ts';
import type { CaptureBridge } from './capture-bridge.ts';
import type { EmbeddedBridge } from './embedded-bridge.ts';
import type { RecordingBridge } from './recording-bridge.ts';

/** What this home of the renderer can do. Features ask for these, never for the platform. */
export interface Capabilities {
  capture: boolean;
  record: boolean;
  nativeNotify: boolean;
  saveDialog: boolean;
  selfUpdate: boolean;
  deepLink: boolean;
}

/** The installations that this computer knows; the web console stands on one and has none of this. */
export interface ServersBridge {
  state: StoreApi<ServersState>;
  /** Looks at what a person typed: puts the scheme right, asks for the version, names what is wrong. */
  check(url: string): Promise<ServerCheck>;
  add(server: Omit<KnownServer, 'id'>): Promise<KnownServer>;
  /** From now on all calls go there, with the sign-in that was kept for it. */
  choose(id: string): Promise<void>;
  forget(id: string): Promise<void>;
}

/** What the desktop app alone has. */
export interface DesktopBridge {
  keeping: Keeping;
  /** Shows an execution in a window of its own. */
  openJob(jobId: string): void;
  /** Saves what helps to find a fault, without secrets; true when a file was written. */
  exportDiagnostics(): Promise<boolean>;
  /** Told where a link from outside leads, as in `/portales?portal=…`. */
  onPath(listener: (path: string) => void): () => void;
  /** Where a link led that was opened before the window stood. */
  firstPath: string | null;
}

/**
 * The renderer's only way out. Two implementations: the desktop app's (the token lives in the main process) and the web
 * console's (same origin, cookie). `request` throws `AppError`: what the server said, or `server_unreachable`.
 */
export interface Bridge {
  kind: 'desktop' | 'web';
  can: Capabilities;
  request<R extends RouteName>(route: R, input: RouteInput<R>): Promise<RouteOutput<R>>;
  /** Follows a topic from a cursor (null: from the start) and returns how to stop; it reconnects by itself. */
  subscribe(topic: Topic, from: Cursor | null, on: (event: StreamEvent) => void): () => void;
  /** Pictures of a page (null: the one that the flow is on) while somebody looks; it reconnects by itself. */
  frames(jobId: string, pageId: string | null, on: (message: FrameMessage) => void): FrameWatch;
  /** Says it to the page at once, or not at all: nothing is kept while the link is broken. */
  sendInput(message: InputMessage): void;
  /** Whether the control plane answers; `retryNow` asks at once. */
  connection: StoreApi<ConnectionState> & { retryNow: () => void };
  /** Called when the sign-in has ended and could not be renewed; returns how to stop. */
  onSignedOut(listener: () => void): () => void;
  openExternal(url: string): void;
  /** Hands a file of an execution to the person. */
  saveFile(name: string, url: string): void;
  servers?: ServersBridge;
  desktop?: DesktopBridge;
  /** These three are absent where there is no embedded browser. */
  embedded?: EmbeddedBridge;
  capture?: CaptureBridge;
  recording?: RecordingBridge;
}
