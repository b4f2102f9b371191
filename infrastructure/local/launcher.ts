import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import type { Api } from './api-client.ts';
import { isAppBuilt } from './build-app.ts';
import type { LauncherConfig } from './config.ts';
import { enterDemo, makeSignInLink, prepareDemo } from './demo.ts';
import { PORTAL_LOGIN } from './demo-portal.ts';
import { servesConsole } from './find-console.ts';
import { type LauncherLock, takeLauncherLock } from './launcher-lock.ts';
import { rotateLog } from './log-file.ts';
import { makeFolder } from './make-folder.ts';
import { appPart, chooseApp, findElectron } from './open-app.ts';
import { endRecordedParts } from './recorded-process.mjs';
import { writeEnvFile } from './secrets.ts';
import { type StackFacts, startStack } from './stack.ts';
import { onStopSignals } from './stop-signals.ts';
import { createSupervisor, type Supervisor } from './supervise.ts';
import { WORDS, type Words } from './words.ts';

const ORPHAN_GRACE_MS = 15_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

export interface LauncherOptions {
  config: LauncherConfig;
  /** Whether a terminal is left that Ctrl+C can be typed in. */
  detached: boolean;
  /** A line for the person who waits; each one also goes into the launcher's log. */
  show: (line: string) => void;
  /** Called once everything is ready. */
  onReady: () => void;
}

/** Says a line on the screen and, with its time, in `logs/launcher.log`. */
function createSay(logsDir: string, show: (line: string) => void): (line: string) => void {
  const file = join(logsDir, 'launcher.log');
  rotateLog(file, LOG_LIMIT_BYTES);
  return (line) => {
    show(line);
    appendFileSync(file, `${new Date().toISOString()} ${line}\n`, { mode: 0o600 });
  };
}

function explain(words: Words, error: unknown): string {
  if (error instanceof AppError) return words.failure(error);
  return words.unexpected(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

interface Run extends LauncherOptions {
  words: Words;
  say: (line: string) => void;
  lock: LauncherLock;
  supervisor: Supervisor;
  recordsDir: string;
  signal: AbortSignal;
}

interface Demo {
  /** Whether the first execution is there to be looked at. */
  done: boolean;
  /** Speaks for the demo's user, once that one is in. */
  api?: Api;
}

const toldOf = (error: unknown): string =>
  error instanceof AppError ? `${error.message} ${error.hint}` : String(error);

async function showFirstExecution(run: Run, facts: StackFacts): Promise<Demo> {
  const { words, say, signal } = run;
  const demo: Demo = { done: false };
  try {
    const options = {
      apiUrl: facts.API_URL,
      portalUrl: facts.PORTAL_URL,
      email: facts.DEMO_EMAIL,
      password: facts.DEMO_PASSWORD,
      signal,
      onFirstRun: () => say(words.demoRunning),
    };
    demo.api = await enterDemo(options);
    await prepareDemo(demo.api, options);
    demo.done = true;
    say(words.demoDone);
  } catch (error) {
    signal.throwIfAborted();
    // Everything runs; only the example is missing. That is told, and is no reason to take the rest away.
    say(words.demoFailed(toldOf(error)));
  }
  return demo;
}

/** Opens the desktop app signed in as the demo's user; whether it stands open. */
async function openApp(run: Run, facts: StackFacts, electron: string, api: Api): Promise<boolean> {
  const { config, words, say, supervisor, signal } = run;
  if (!isAppBuilt()) return false;
  try {
    const { code } = await makeSignInLink(api, facts.CONSOLE_URL);
    const { home, language } = config;
    await supervisor.open(await appPart({ electron, home, language, consoleUrl: facts.CONSOLE_URL, code, api }));
    return true;
  } catch (error) {
    signal.throwIfAborted();
    say(words.appFailed(toldOf(error)));
    return false;
  }
}

/** For the card; without it there are still the demo's e-mail and password. */
async function linkFor(api: Api, facts: StackFacts): Promise<string | undefined> {
  try {
    return (await makeSignInLink(api, facts.CONSOLE_URL)).url;
  } catch {
    return undefined;
  }
}

/** Start to ready; the rest of the launcher's life is waiting. */
async function bringUp(run: Run): Promise<void> {
  const { config, words, say, lock, supervisor, recordsDir, signal, detached, onReady } = run;
  const stackEnv = join(config.home, 'stack.env');
  rmSync(stackEnv, { force: true });
  say(words.preparing(config.home));
  const orphans = await endRecordedParts(recordsDir, { graceCapMs: ORPHAN_GRACE_MS });
  if (orphans.length > 0) say(words.orphansEnded(orphans));
  const onAddress = (apiUrl: string): void => lock.update({ apiUrl });
  const app = chooseApp(config, detached, () => findElectron(config));
  const facts = await startStack({ config, words, say, supervisor, signal, onAddress, opensApp: app.open });
  const { api, done } = await showFirstExecution(run, facts);
  const isOpen = app.open && api !== undefined && (await openApp(run, facts, app.electron, api));
  writeEnvFile(stackEnv, { ...facts });
  lock.update({ state: 'ready' });
  const card = words.card({
    apiUrl: facts.API_URL,
    hasConsole: await servesConsole(facts.CONSOLE_URL),
    // Made after the app has used its own: a newer code ends the one before.
    signInLink: api && (await linkFor(api, facts)),
    app: isOpen ? 'open' : !app.open && app.why === 'no electron' ? 'no electron' : 'not opened',
    portalUrl: facts.PORTAL_URL,
    demoEmail: facts.DEMO_EMAIL,
    demoPassword: facts.DEMO_PASSWORD,
    portalUser: PORTAL_LOGIN.user,
    portalPassword: PORTAL_LOGIN.password,
    demoDone: done,
    detached,
    logsDir: join(config.home, 'logs'),
  });
  for (const line of card) say(line);
  onReady();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/**
 * Runs the stack until it is asked to stop, and leaves no process and no record behind, however it ends. Gives the exit
 * code: 0 after a stop that was asked for, 130 when that came before everything was ready, 1 after a failure.
 */
export async function runLauncher(options: LauncherOptions): Promise<number> {
  const { config } = options;
  const words = WORDS[config.language];
  makeFolder(join(config.home, 'logs'));
  const say = createSay(join(config.home, 'logs'), options.show);
  const recordsDir = join(config.home, 'run');
  let lock: LauncherLock;
  try {
    lock = takeLauncherLock(recordsDir);
  } catch (error) {
    say(explain(words, error));
    return 1;
  }
  const supervisor = createSupervisor({ recordsDir, onEvent: (event) => say(words.event(event)) });
  const stop = new AbortController();
  const stopAll = (): void => {
    stop.abort(new DOMException('stop was asked for', 'AbortError'));
    void supervisor.stopAll();
  };
  // For as long as this process lives: a late Ctrl+C must not turn a clean end into a killed one.
  onStopSignals({
    first: () => {
      say(words.stopping);
      lock.update({ state: 'stopping' });
      stopAll();
    },
    again: () => {
      say(words.forcing);
      void supervisor.stopAll({ force: true });
    },
  });
  let broken = false;
  process.on('uncaughtException', (error) => {
    say(explain(words, error));
    broken = true;
    stopAll();
  });
  let ready = false;
  try {
    await bringUp({ ...options, words, say, lock, supervisor, recordsDir, signal: stop.signal });
    ready = true;
    await aborted(stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) {
      say(explain(words, error));
      broken = true;
    }
  }
  await supervisor.stopAll();
  lock.release();
  if (!broken) say(ready ? words.stopped : words.cancelled);
  if (broken) return 1;
  return ready ? 0 : 130;
}
