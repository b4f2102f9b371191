import type { Session, SessionCookie } from '@sri/shared/model/session.ts';
import type { CaptureWay } from '../../contract/capture.ts';
import type { EmbeddedPages } from '../../contract/embedded.ts';
import type { EnvironmentFound } from './in-page/read-environment.ts';
import type { PickedMark } from './in-page/pick-mark.ts';

export type StoredOrigin = NonNullable<Session['origins']>[number];

/** What a browser holds after a sign-in, unfiltered. */
export interface BrowserContents {
  cookies: SessionCookie[];
  origins: StoredOrigin[];
  environment: EnvironmentFound;
  /** Something stored has no form in which it could be kept. */
  unreadable: boolean;
}

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What can be done with a browser that stands in our own window. */
export interface EmbeddedControls {
  place(bounds: Bounds | null): void;
  picture(): Promise<string | null>;
  go(to: 'back' | 'reload' | 'start'): void;
  visit(url: string): void;
  zoom(to: 'in' | 'out' | 'reset'): void;
  asRobot(on: boolean): void;
  tab(id: number, act: 'show' | 'close'): void;
  focus(): void;
}

/** A browser in which a person signs in; nothing of it is watched until `pick`. */
export interface LoginBrowser {
  way: CaptureWay;
  pages(): EmbeddedPages;
  /** Resolves with what the person clicks; null when the picking was ended or the page went away. */
  pick(): Promise<PickedMark | null>;
  endPick(): void;
  /** Reads what is stored for these sites (all where none are named). */
  read(sites: readonly string[]): Promise<BrowserContents>;
  /** Ends the browser and wipes everything that it kept. */
  close(): Promise<void>;
  controls?: EmbeddedControls;
}

/** What a browser tells while the person uses it. */
export interface BrowserEvents {
  changed(): void;
  /** The main page of a tab has come to stand at an address. */
  arrived(url: string): void;
  /** The person has closed it. */
  gone(): void;
}
