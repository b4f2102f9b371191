/** What a portal may be told; every field has a default. Minutes may be fractions. */
export interface PortalOptions {
  host?: string;
  /** 0 takes a free port. */
  port?: number;
  /** A session ends after so many minutes without a request. */
  sessionMinutes?: number;
  /** A session ends so many minutes after the login, however busy it is; 0 = no such limit. */
  absoluteMinutes?: number;
  /** An account is locked after so many wrong passwords in a row; 0 = never. */
  lockAfter?: number;
  /** The cookie carries its end (Max-Age) and is sent anew with every answer; else it lasts as long as the browser. */
  datedCookie?: boolean;
  /** Whether the pages under /pruebas exist. */
  testPages?: boolean;
  /** A folder that keeps the sessions over a restart; without it they live in memory only. */
  stateDir?: string | undefined;
  /** The clock, in milliseconds; a test moves it. */
  now?: () => number;
  /** Where the portal says what happens; silent without it. */
  log?: (line: string) => void;
}

export type PortalSettings = Required<PortalOptions>;

/** A week: as long as a captured session is kept, so that a demo left alone over the weekend still works. */
const WEEK_MINUTES = 7 * 24 * 60;

/** The options with every gap filled. */
export function portalSettings(options: PortalOptions): PortalSettings {
  return {
    host: '127.0.0.1',
    port: 4000,
    sessionMinutes: WEEK_MINUTES,
    absoluteMinutes: 0,
    lockAfter: 0,
    datedCookie: false,
    testPages: true,
    stateDir: undefined,
    now: Date.now,
    log: () => undefined,
    ...options,
  };
}
