import type { Page } from 'playwright-core';
import type { ContractCheck } from '@sri/shared/model/contract-report.ts';
import type { ColumnType } from '@sri/shared/model/data-contract.ts';
import type { AppError } from '@sri/shared/errors.ts';
import type { Step, StepOf, StepType } from '@sri/shared/model/step.ts';
import type { ValueFormat } from '@sri/shared/model/value-format.ts';
import type { NavigationWatch } from '../browser/navigation-watch.ts';
import type { PageActivity } from '../browser/page-activity.ts';
import type { PageKeeper } from '../browser/page-keeper.ts';
import type { EgressQuery } from '../browser/page-fault.ts';
import type { Scope } from '../browser/scope.ts';
import type { Question } from './people.ts';

/** How a step ended. Errors that are thrown on the way become `failed` where the step was started. */
export type StepResult =
  | {
      status: 'passed';
      /** In words, as "12 filas en 3 páginas". */
      message?: string;
      /** What a person should look at though the step passed. */
      warning?: string;
      /** What `saveAs` names. */
      value?: unknown;
      /** The value is data: objects or rows, which also become files. */
      isData?: boolean;
      /** What the columns of its rows hold, where a data contract says so. */
      types?: Record<string, ColumnType>;
      /** The data broke its contract: the run goes on, and ends `needs_review`. */
      broken?: Omit<ContractCheck, 'stepId' | 'path'>;
    }
  | { status: 'failed'; error: AppError; stepId?: string };

/** Files of this execution, each told as soon as it is whole. */
export interface StepFiles {
  /** The next `screenshot-N.png`, from 0. Resolves to its name. */
  addScreenshot: (picture: Buffer) => Promise<string>;
  /** A free name under `downloads/`, close to the suggested one, and where to write it. */
  reserveDownload(suggested: string): Promise<{ name: string; path: string }>;
  /** A file that was announced, by its name or that of a download; undefined where there is none. */
  find: (name: string) => { name: string; path: string } | undefined;
  /** The file of that name is written whole. Resolves to its size in bytes. */
  announce: (name: string) => Promise<number>;
}

/** What a step may use: the page, its limits, variables, files. One object per step that runs. */
export interface StepContext {
  readonly page: Page;
  /** The portal's slug. */
  readonly provider: string;
  /** How the portal writes values, as far as somebody said it; steps say otherwise. */
  readonly format: ValueFormat;
  readonly scope: Scope;
  /** The time limit behind `scope.deadline`, for words and for steps that limit each of their parts. */
  readonly timeoutMs: number;
  /** When the step before this one began, on `performance.now()`. */
  readonly previousStartedAt: number;
  readonly navigation: NavigationWatch;
  readonly activity: PageActivity;
  /** All pages of the flow, for steps that wait for one, go to another or close one. */
  readonly keeper: Pick<PageKeeper, 'pages' | 'goTo' | 'close' | 'dialogs'>;
  readonly files: StepFiles;
  readonly egressFailure: EgressQuery;
  log: (level: 'debug' | 'info' | 'warn', message: string) => void;
  /** Never to be shown anywhere from now on. */
  hideSecret: (value: string) => void;
  /** A secret of the organisation by its name, which no log shows; a one-time code may have to be waited for. Throws `secret_missing`. */
  secret: (name: string) => Promise<string>;
  /** Asks a person and waits for the answer; null when the time is over. */
  askPerson: (question: Omit<Question, 'path'>) => Promise<string | null>;
  /** Another page of the same session, for the step to use and close. */
  openPage: () => Promise<Page>;
  /** The value behind a text that may be a `{{template}}`, with its type. Throws `variable_missing`. */
  value: (written: unknown) => unknown;
  /** A target or condition with its templates filled in. Throws `variable_missing`. */
  fillTarget: <T>(target: T) => T;
  /** Throws `login_required` if the page (the current one unless told) is a login page that the flow does not fill in itself. */
  refuseLoginPage: (page?: Page, asked?: string) => Promise<void>;
  /** Throws `login_required` unless the portal still knows the session. Resolves to what proved it; null where there is nothing to prove it by. */
  checkSession: () => Promise<string | null>;
  /** Runs another flow's steps with variables of their own. Resolves to the failure that ended them, and what they saved. */
  runApart: (
    steps: readonly Step[],
    where: { place: string; start: Record<string, unknown> },
  ) => Promise<{ failure: Failure | null; saved: Record<string, unknown> }>;
  /** Runs inner steps. Resolves to the failure that ended them, or to null. */
  runSteps: (steps: readonly Step[], where: InnerSteps) => Promise<Failure | null>;
}

export type Failure = Extract<StepResult, { status: 'failed' }>;

/** Where inner steps stand: their place in the path of the report, and names of their own. */
export interface InnerSteps {
  /** As in `[2]` for the second round, `.else` for a branch. */
  place: string;
  own?: Record<string, unknown>;
}

export interface StepDefinition<T extends StepType> {
  type: T;
  /** ms; null for steps that are limited by the execution alone, or by what is inside them. */
  defaultTimeoutMs: number | null;
  /** The time limit is one of each part, which the step keeps itself, and not of the whole. */
  eachPart?: boolean;
  /** What it is about to do, in Spanish, beginning with a verb: "hacer clic en el botón «Buscar»". No secrets. */
  describe: (step: StepOf<T>) => string;
  run: (step: StepOf<T>, context: StepContext) => Promise<StepResult>;
}

export const STEP_TIMEOUT_MS = 30_000;

/** One step type's executor; `defaultTimeoutMs` is 30 s unless told. */
export function defineStep<T extends StepType>(
  definition: Omit<StepDefinition<T>, 'defaultTimeoutMs'> & { defaultTimeoutMs?: number | null },
): StepDefinition<T> {
  return { defaultTimeoutMs: STEP_TIMEOUT_MS, ...definition };
}

/** `passed`, with the note of an element that was found another way than the first. */
export function passed(message: string | undefined, note?: string): StepResult {
  const text = [message, note].filter((part) => part !== undefined && part !== '').join('; ');
  return text === '' ? { status: 'passed' } : { status: 'passed', message: text };
}
