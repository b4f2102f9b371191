import type { ValueFormat } from '@sri/shared/model/value-format.ts';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import type { JobError } from '@sri/shared/errors.ts';
import type { InputValues } from '@sri/shared/model/flow.ts';
import type { StepReport } from '@sri/shared/model/job.ts';
import type { Ask } from '@sri/shared/model/live-event.ts';
import type { ResumeState } from '@sri/shared/model/resume.ts';
import type { Script } from '@sri/shared/model/script.ts';
import type { RefreshedSession, Session } from '@sri/shared/model/session.ts';
import type { LeftOut } from '@sri/shared/model/session-proof.ts';
import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';
import type { RunPeople } from '../live/run-people.ts';

/** The portal, as far as the run needs to know it. */
export interface RunProvider {
  slug: string;
  /** Where a person logs in; a run that ends there is `needs_login`. */
  loginUrl: string | null;
  /** Registrable domains that its cookies may belong to (R49); empty where nobody said. */
  domains: string[];
  /** How it writes values, where somebody said so. */
  format?: ValueFormat | undefined;
}

/** What the run tells while it goes. Log messages and reports may hold secrets: the receiver redacts them (R50). */
export type RunEvent =
  | { type: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; message: string }
  | { type: 'step'; step: StepReport }
  /** A file under `spoolDir` is written whole; its name is relative, with `/`, as in `data/saldo.json`. Only named files are uploaded. */
  | { type: 'file'; name: string }
  /** It asks a person; null: it goes on. */
  | { type: 'ask'; ask: Ask | null }
  /** The session stands in the browser, but for these parts. */
  | { type: 'restored'; leftOut: LeftOut[] };

export interface RunScriptOptions {
  jobId: string;
  script: Script;
  session: Session;
  provider: RunProvider;
  inputs: InputValues;
  /** The organisation's secrets that its steps write, by name; one that is not there fails the step that needs it. */
  secrets?: Record<string, string> | undefined;
  /** Where an earlier execution failed and what it had until then: this one begins there. */
  resume?: ResumeState | undefined;
  browser: Browser;
  /**
   * A context that no run has used, with one page open, behind the egress guard and with service workers blocked. Without
   * options it is one that was made ready, its page dressed; with options (user agent, locale, viewport ...) it is made
   * now. The caller of `runScript` closes it.
   */
  freshContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** An empty folder of this attempt: everything to be uploaded is written here, under its documented name. */
  spoolDir: string;
  stepPictures: 'all' | 'failures';
  /** Cookies of foreign domains are left out (R49): always true in production. */
  scopeCookies: boolean;
  /** Aborted when the attempt has to end now: stop acting on the page and return `cancelled` at once. */
  signal: AbortSignal;
  /** When the hard limit is over, on this process's `performance.now()` clock, in ms (R22). */
  deadline: number;
  onEvent: (event: RunEvent) => void;
  /** Who watches it and may act in it; absent where nobody can. */
  people?: RunPeople;
  /**
   * To be awaited before a step with `pointOfNoReturn` acts (R19): resolves once it is recorded that this job is not to be
   * repeated by itself. Rejects when it cannot be recorded: then the step must not act, and the run fails as `redis_unavailable`.
   */
  passPointOfNoReturn: (stepId: string) => Promise<void>;
  /** The guard's last failure for the host and port of this address, or null. Ask after a navigation or download that failed. */
  egressFailure: (url: string) => Promise<EgressFailure | null>;
}

export interface RunError extends JobError {
  /** May the same run succeed later (R18)? From `ERROR_CODES`. */
  retryable: boolean;
}

/** How the run ended. `runScript` returns this for everything that a flow or a portal can do; it throws only for bugs. */
export interface RunScriptResult {
  status: 'completed' | 'failed' | 'needs_login' | 'needs_review' | 'cancelled';
  /** Present unless `completed` or `cancelled`. */
  error?: RunError;
  steps: StepReport[];
  /** A step marked so began to act. */
  pastPointOfNoReturn: boolean;
  /** `saveAs` names that hold data, in order; each stands under `data/`. */
  data: string[];
  /** What the portal made of the session, where it did and still takes it. */
  refreshed?: RefreshedSession;
}

/** The one function of `runner/run-script.ts`. */
export type RunScript = (options: RunScriptOptions) => Promise<RunScriptResult>;
