// The runner: the worker's child that owns the browser and carries out scripts. It has no secrets and reaches neither
// Redis nor S3 (R48); it talks to its parent over the IPC pipe alone, and ends with it.
import { AppError } from '@sri/shared/errors.ts';
import { createBrowserKeeper, type BrowserKeeper } from './browser-keeper.ts';
import { createQuestions } from './questions.ts';
import { orderSchema, type Order, type Report } from './messages.ts';
import { runScript } from './run-script.ts';

const runs = new Map<number, AbortController>();
let keeper: BrowserKeeper | undefined;

const tell = (report: Report): void => {
  if (process.connected) process.send?.(report);
};
const questions = createQuestions(tell);

async function start(settings: Extract<Order, { type: 'start' }>['settings']): Promise<void> {
  process.title = `sri-worker-runner ${settings.workerId}`;
  keeper = createBrowserKeeper(settings);
  try {
    tell({ type: 'ready', browserVersion: (await keeper.warm()).version() });
  } catch (error) {
    tell({ type: 'unable', message: error instanceof Error ? error.message : String(error) });
  }
}

async function run({ runId, job }: Extract<Order, { type: 'run' }>): Promise<void> {
  const abort = new AbortController();
  runs.set(runId, abort);
  const use = await keeper?.use();
  if (use === undefined) throw new Error('the runner was not started');
  try {
    const result = await runScript({
      ...job,
      browser: use.browser,
      freshContext: use.freshContext,
      signal: abort.signal,
      deadline: performance.now() + job.limitMs,
      onEvent: (event) => tell({ type: 'event', runId, event }),
      passPointOfNoReturn: async (stepId) => {
        if (await questions.mayPass(runId, stepId)) return;
        throw new AppError('redis_unavailable', 'No se pudo anotar que el paso ya no se repite', {
          hint: 'El paso no se hizo. Se vuelve a intentar solo.',
        });
      },
      egressFailure: (url) => questions.egressFailure(url),
    });
    tell({ type: 'result', runId, result });
  } finally {
    runs.delete(runId);
    await use.done();
  }
}

function crashed(runId: number, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  tell({
    type: 'result',
    runId,
    result: {
      status: 'failed',
      error: {
        code: 'browser_crashed',
        message: `El navegador no pudo empezar o se cayó: ${message.split('\n')[0] ?? ''}`,
        hint: 'Se vuelve a intentar solo. Si ocurre siempre, mira el registro del robot.',
        retryable: true,
      },
      steps: [],
      pastPointOfNoReturn: false,
      data: [],
    },
  });
}

async function end(): Promise<never> {
  for (const abort of runs.values()) abort.abort();
  // The browser's own exit handler kills what does not close in time.
  await Promise.race([keeper?.close(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  process.exit(0);
}

process.on('message', (message) => {
  const order = orderSchema.parse(message);
  if (order.type === 'start') void start(order.settings);
  else if (order.type === 'run') run(order).catch((error: unknown) => crashed(order.runId, error));
  else if (order.type === 'abort') runs.get(order.runId)?.abort();
  else if (order.type === 'close') void end();
  else questions.answer(order);
});
process.on('disconnect', () => process.exit(0));
// Signals to the whole group are the parent's to act on: it drains first.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
