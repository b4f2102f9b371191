import type { BrowserContext, Page } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { withStepIds } from '@sri/shared/model/flow.ts';
import { contextOptions } from '../browser/context-options.ts';
import { dressPage } from '../browser/dress-page.ts';
import { registerMask } from '../browser/mask-secrets.ts';
import { keepPage, type PageKeeper } from '../browser/page-keeper.ts';
import { registerPageReaders } from '../browser/page-reader.ts';
import { restoreSession } from '../browser/restore-session.ts';
import { watchNetwork, type NetworkWatch } from '../browser/watch-network.ts';
import { within, type Scope } from '../browser/scope.ts';
import { createContractReports, type ContractReports } from '../flow/contract-reports.ts';
import { createDataFiles, type DataFiles } from '../flow/data-files.ts';
import { asksLogin, createLoginGuard } from '../flow/login-guard.ts';
import { createRedactor, type Redactor } from '../flow/redact.ts';
import { createResumePoint } from '../flow/resume-point.ts';
import { refreshedSession } from '../flow/refreshed-session.ts';
import { runFlow } from '../flow/run-flow.ts';
import { createRunSecrets } from '../flow/run-secrets.ts';
import { NOBODY } from '../steps/people.ts';
import type { Failed } from '../flow/run-step.ts';
import { createSpoolFiles, type SpoolFiles } from '../flow/spool-files.ts';
import { toStepError } from '../flow/step-error.ts';
import { createStepPictures } from '../flow/step-pictures.ts';
import { writeWorkbooks } from '../flow/workbooks.ts';
import { createStepReports, type StepReports } from '../flow/step-reports.ts';
import { startVariables } from './start-variables.ts';
import { limitRun } from './limit-run.ts';
import type { RunError, RunScript, RunScriptOptions, RunScriptResult } from './run-script-contract.ts';

const NETWORK_FILE = 'network.json';

type Log = (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;

/** Parts of a run that are read when it is over, however it ends. */
interface Ledger {
  reports: StepReports;
  data: DataFiles;
  contracts: ContractReports;
  redactor: Redactor;
  pastPointOfNoReturn: boolean;
}

/** A context that looks as the session wants it, with the session in it, and its page. */
async function openSession(
  options: RunScriptOptions,
  scope: Scope,
  log: Log,
): Promise<{ context: BrowserContext; page: Page }> {
  const { session, browser, provider } = options;
  const warn = (message: string): void => log('warn', message);
  // Without wishes of the session's own, a context that stands ready will do.
  const wishes =
    session.environment === undefined ? undefined : contextOptions(session.environment, browser.version(), warn);
  const context = await within(scope, options.freshContext(wishes));
  const page = context.pages()[0] ?? (await within(scope, context.newPage()));
  const named =
    provider.domains.length > 0
      ? provider.domains
      : provider.loginUrl === null
        ? []
        : [new URL(provider.loginUrl).hostname];
  if (options.scopeCookies && named.length === 0)
    warn('El portal no dice cuáles son sus dominios: se usan todas las cookies de la sesión');
  const onlyDomains = options.scopeCookies && named.length > 0 ? named : null;
  const leftOut = await within(scope, restoreSession({ context, page, session, onlyDomains, warn }));
  options.onEvent({ type: 'restored', leftOut });
  return { context, page };
}

function toRunError({ error, stepId }: Failed, clean: (text: string) => string): RunError {
  const { code, message, hint, retryable } = error;
  return { code, message: clean(message), hint: clean(hint), retryable, ...(stepId === undefined ? {} : { stepId }) };
}

/** The status behind a failure; what must not be done twice and may have been done once is for a person to look at (R19). */
function statusOf({ error }: Failed, past: boolean): Exclude<RunScriptResult['status'], 'completed'> {
  if (error.code === 'cancelled') return 'cancelled';
  if (past && (error.retryable || asksLogin(error.code))) return 'needs_review';
  return asksLogin(error.code) ? 'needs_login' : 'failed';
}

function resultOf(failure: Failed | null, ledger: Ledger): RunScriptResult {
  const { reports, data, contracts, redactor, pastPointOfNoReturn } = ledger;
  const rest = { steps: reports.kept(), pastPointOfNoReturn, data: data.names() };
  if (failure === null) {
    const broken = contracts.failure();
    if (broken === null) return { status: 'completed', ...rest };
    return { status: 'needs_review', error: toRunError(broken, redactor.clean), ...rest };
  }
  const status = statusOf(failure, pastPointOfNoReturn);
  return status === 'cancelled' ? { status, ...rest } : { status, error: toRunError(failure, redactor.clean), ...rest };
}

/**
 * Runs a script on a page: restores the session, walks the steps, writes the results into the spool folder. The script and the inputs have been
 * checked by the caller; everything that a flow or a portal can do wrong comes back as the result's status and error.
 */
export const runScript: RunScript = async (options) => {
  const redactor = createRedactor(options.session);
  for (const value of Object.values(options.secrets ?? {})) redactor.hide(value);
  const log: Log = (level, message) => options.onEvent({ type: 'log', level, message: redactor.clean(message) });
  const files = createSpoolFiles(options.spoolDir, (name) => options.onEvent({ type: 'file', name }));
  const ledger: Ledger = {
    redactor,
    reports: createStepReports(redactor.clean, (step) => options.onEvent({ type: 'step', step })),
    data: createDataFiles(files.write),
    contracts: createContractReports(files.write),
    pastPointOfNoReturn: false,
  };
  const limit = limitRun(options);
  const { scope } = limit;
  const { people } = options;
  let keeper: PageKeeper | undefined;
  let leave: (() => Promise<void>) | undefined;
  let network: NetworkWatch | undefined;
  try {
    await Promise.all([registerPageReaders(), registerMask()]);
    const { context, page } = await openSession(options, scope, log);
    network = watchNetwork(context);
    const dress = (one: Page): Promise<void> => dressPage(one, options.session.environment?.languages ?? []);
    // One that stood ready is dressed already.
    if (options.session.environment !== undefined) await within(scope, dress(page));
    const kept = keepPage({ context, page, dress, log, onCrash: limit.stop });
    keeper = kept;
    leave = people?.enter({ jobId: options.jobId, context, current: () => kept.page, clean: redactor.clean });
    const steps = withStepIds(options.script.steps);
    const { marker } = options.session;
    const { resume } = options;
    const variables = startVariables(options.script.inputs, options.inputs, resume?.variables);
    for (const { name, stepId, value, types } of resume?.data ?? []) ledger.data.keep(name, stepId, value, types);
    for (const { name, check } of resume?.contracts ?? []) ledger.contracts.keep(name, check);
    const point = createResumePoint({
      variables,
      redactor,
      data: ledger.data,
      contracts: ledger.contracts,
      write: files.write,
      log,
    });
    const login = createLoginGuard(steps, { marker, loginUrl: options.provider.loginUrl });
    const failure = await runFlow(
      steps,
      {
        scope,
        provider: options.provider.slug,
        format: options.provider.format ?? {},
        keeper: kept,
        people: people ?? NOBODY,
        files,
        data: ledger.data,
        contracts: ledger.contracts,
        redactor,
        secret: createRunSecrets(options.secrets ?? {}, redactor.hide),
        reports: ledger.reports,
        stepDelayMs: options.script.options?.stepDelayMs ?? 0,
        pictures: createStepPictures(options.stepPictures, files.write),
        login,
        resumePoint: point,
        egressFailure: options.egressFailure,
        log,
        passPointOfNoReturn: async (stepId) => {
          await recordPoint(options, stepId);
          ledger.pastPointOfNoReturn = true;
        },
      },
      variables,
      resume,
    );
    const result = resultOf(failure, ledger);
    // Without it the flow can still be run whole.
    if (result.status === 'failed') await point.keep().catch(() => undefined);
    if (result.status !== 'completed') return result;
    const { domains } = options.provider;
    const parts = { context, session: options.session, domains, keeper: kept, login, scope };
    const refreshed = await refreshedSession(parts);
    return refreshed === null ? result : { ...result, refreshed };
  } catch (error) {
    return resultOf({ status: 'failed', error: toStepError(error, 'preparar la ejecución', scope, 0) }, ledger);
  } finally {
    keeper?.stop();
    await writeNetwork(network, files, redactor.clean);
    await writeWorkbooks(ledger.data, files, log);
    await leave?.();
    limit.end();
  }
};

/** A record that cannot be written is no error of the run. */
async function writeNetwork(
  watch: NetworkWatch | undefined,
  files: SpoolFiles,
  clean: Redactor['clean'],
): Promise<void> {
  watch?.stop();
  const record = watch?.record(clean) ?? null;
  if (record !== null) await files.write(NETWORK_FILE, `${JSON.stringify(record)}\n`).catch(() => undefined);
}

async function recordPoint({ passPointOfNoReturn }: RunScriptOptions, stepId: string): Promise<void> {
  try {
    await passPointOfNoReturn(stepId);
  } catch (cause) {
    throw new AppError('redis_unavailable', 'No se pudo anotar que el paso no debe repetirse, y por eso no se hizo', {
      hint: 'Se vuelve a intentar solo cuando el servicio responde.',
      cause,
    });
  }
}
