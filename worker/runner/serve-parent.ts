import { AppError } from '@sri/shared/errors.ts';
import { createRunPeople, type RunPeople } from '../live/run-people.ts';
import { createBrowserKeeper, type BrowserKeeper } from './browser-keeper.ts';
import { createFrameLine } from './frame-line.ts';
import { orderSchema, type Order, type Report } from './messages.ts';
import { createQuestions } from './questions.ts';
import { browserCrashed, brokenRun } from './run-results.ts';
import { runScript } from './run-script.ts';

type OrderOf<T extends Order['type']> = Extract<Order, { type: T }>;

const CLOSE_MS = 3000;
const HELD = {
  true: 'Una persona tomó el control: el flujo espera antes del próximo paso',
  false: 'El control se devolvió: el flujo sigue',
};

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

/** Does what the parent says over the IPC pipe of `self`, until it says `close`. */
export function serveParent(self: NodeJS.Process): void {
  const runs = new Map<number, { abort: AbortController; people: RunPeople }>();
  let keeper: BrowserKeeper | undefined;
  const tell = (report: Report): void => {
    if (self.connected) self.send?.(report);
  };
  const questions = createQuestions(tell);
  const frames = createFrameLine(tell);

  async function start({ settings }: OrderOf<'start'>): Promise<void> {
    self.title = `sri-worker-runner ${settings.workerId}`;
    keeper = createBrowserKeeper(settings);
    try {
      tell({ type: 'ready', browserVersion: (await keeper.warm()).version() });
    } catch (error) {
      tell({ type: 'unable', message: firstLine(error) });
    }
  }

  async function carryOut({ runId, job }: OrderOf<'run'>, signal: AbortSignal, people: RunPeople): Promise<void> {
    // Its time counts from the order, not from when a browser is ready for it.
    const deadline = performance.now() + job.limitMs;
    const use = await keeper?.use().catch((error: unknown) => firstLine(error));
    if (use === undefined || typeof use === 'string') {
      return tell({ type: 'result', runId, result: browserCrashed(use) });
    }
    try {
      const result = await runScript({
        ...job,
        browser: use.browser,
        freshContext: use.freshContext,
        signal,
        deadline,
        people,
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
    } catch (error) {
      console.error(error);
      tell({ type: 'result', runId, result: brokenRun() });
    } finally {
      await use.done();
    }
  }

  async function run(order: OrderOf<'run'>): Promise<void> {
    const abort = new AbortController();
    const { runId } = order;
    const people = createRunPeople({
      sendFrame: frames.sender(runId),
      onAsk: (ask) => tell({ type: 'event', runId, event: { type: 'ask', ask } }),
      onHeld: (held) => tell({ type: 'event', runId, event: { type: 'log', level: 'warn', message: HELD[`${held}`] } }),
    });
    runs.set(runId, { abort, people });
    await carryOut(order, abort.signal, people);
    runs.delete(order.runId);
  }

  async function close(): Promise<void> {
    for (const { abort } of runs.values()) abort.abort();
    // What has not closed by then is killed by the browser's own exit handler.
    await Promise.race([keeper?.close(), new Promise((resolve) => setTimeout(resolve, CLOSE_MS))]);
    self.exit(0);
  }

  self.on('message', (message) => {
    const order = orderSchema.parse(message);
    if (order.type === 'start') void start(order);
    else if (order.type === 'run') void run(order);
    else if (order.type === 'abort') runs.get(order.runId)?.abort.abort();
    else if (order.type === 'live') runs.get(order.runId)?.people.hear(order.order);
    else if (order.type === 'frameTaken') frames.taken(order.frameId);
    else if (order.type === 'close') void close();
    else questions.answer(order);
  });
}
