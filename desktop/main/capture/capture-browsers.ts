import type { CaptureWay } from '../../contract/capture.ts';
import type { BrowserEvents, LoginBrowser } from './login-browser.ts';

export interface OpenBrowser extends BrowserEvents {
  /** Where the person begins. */
  start: string;
}

/** The browsers in which a person can sign in, by the way that was chosen. */
export interface CaptureBrowsers {
  /** Throws `AppError` where it does not come up, as `program_missing` without any Chrome. */
  open(way: CaptureWay, options: OpenBrowser): Promise<LoginBrowser>;
}
