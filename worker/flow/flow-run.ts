import type { ValueFormat } from '@sri/shared/model/value-format.ts';
import type { PageKeeper } from '../browser/page-keeper.ts';
import type { EgressQuery } from '../browser/page-fault.ts';
import type { Scope } from '../browser/scope.ts';
import type { People } from '../steps/people.ts';
import type { ContractReports } from './contract-reports.ts';
import type { DataFiles } from './data-files.ts';
import type { LoginGuard } from './login-guard.ts';
import type { Redactor } from './redact.ts';
import type { ResumePoint } from './resume-point.ts';
import type { RunSecrets } from './run-secrets.ts';
import type { SpoolFiles } from './spool-files.ts';
import type { StepPictures } from './step-pictures.ts';
import type { StepReports } from './step-reports.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Everything that the steps of one execution share. */
export interface FlowRun {
  /** Ends the run: cancelled, over its limit, the browser gone. */
  scope: Scope;
  /** The portal's slug. */
  provider: string;
  /** How the portal writes values. */
  format: ValueFormat;
  keeper: PageKeeper;
  people: People;
  /** ms to wait before each step after the first. */
  stepDelayMs: number;
  files: SpoolFiles;
  data: DataFiles;
  contracts: ContractReports;
  redactor: Redactor;
  /** Secrets of the organisation by their names. */
  secret: RunSecrets;
  reports: StepReports;
  pictures: StepPictures;
  login: LoginGuard;
  resumePoint: ResumePoint;
  egressFailure: EgressQuery;
  log: (level: LogLevel, message: string) => void;
  /** Records that the job is not to be repeated by itself; rejects when that cannot be recorded. */
  passPointOfNoReturn: (stepId: string) => Promise<void>;
}
