import type { DoneMessage, JobEvent } from '@sri/shared/model/live-event.ts';
import type { StoreApi } from 'zustand';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import type { ConnectionState } from './connection.ts';

/** What this home of the renderer can do. Features ask for these, never for the platform. */
export interface Capabilities {
  capture: boolean;
  record: boolean;
  nativeNotify: boolean;
  saveDialog: boolean;
  selfUpdate: boolean;
  deepLink: boolean;
}

/** What can be followed live: one execution, or the ends of all executions of the organisation. */
export type Topic = { kind: 'job'; jobId: string } | { kind: 'org' };

/** Where a follower stopped: the id of the last event that it has. */
export type Cursor = string;

export type StreamEvent =
  | { kind: 'event'; id: Cursor | null; event: JobEvent }
  | { kind: 'end' }
  | { kind: 'done'; done: DoneMessage }
  /** Nothing may have been missed: the stream goes on at its cursor. */
  | { kind: 'link'; live: boolean };

/** The embedded browser of the desktop app. */
export interface CaptureBridge {
  /** Puts a picture in its place while something of ours lies over it; the answer takes it away. */
  cover: () => () => void;
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
  /** Whether the control plane answers; `retryNow` asks at once. */
  connection: StoreApi<ConnectionState> & { retryNow: () => void };
  /** Called when the sign-in has ended and could not be renewed; returns how to stop. */
  onSignedOut(listener: () => void): () => void;
  openExternal(url: string): void;
  /** Hands a file of an execution to the person. */
  saveFile(name: string, url: string): void;
  /** Absent where there is no embedded browser. */
  capture?: CaptureBridge;
}
