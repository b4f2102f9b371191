import { AppError, toFieldFaults, toProblem } from '@sri/shared/errors.ts';
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { z } from 'zod';
import { IPC_CHANNEL } from '../../contract/channel.ts';
import type { IpcCalls } from '../../contract/ipc-call.ts';
import type { IpcAnswer } from '../../contract/ipc.ts';

/** Who called: the contents of one of our own windows. */
export interface Caller {
  contents: WebContents;
}

/** A function for each call of a table; a missing one does not compile. */
export type HandlersOf<C extends IpcCalls> = {
  [N in keyof C]: (
    input: z.output<C[N]['input']>,
    caller: Caller,
  ) => z.input<C[N]['output']> | Promise<z.input<C[N]['output']>>;
};

export interface ServeOptions<C extends IpcCalls> {
  ipcMain: Pick<IpcMain, 'handle'>;
  calls: C;
  handlers: HandlersOf<C>;
  /** Whether a call comes from the main frame of one of our own windows, on our own page. */
  isOwn: (event: IpcMainInvokeEvent) => boolean;
  /** Told of what is not an `AppError`: a fault of ours. */
  onFault: (name: string, error: unknown) => void;
}

type Handler = (input: unknown, caller: Caller) => unknown;

function refused(message: string, hint: string): AppError {
  return new AppError('forbidden', message, { hint });
}

/** Answers every call of the renderer: the only place that listens to it. Refuses senders that are not our own page. */
export function serveIpc<C extends IpcCalls>({ ipcMain, calls, handlers, isOwn, onFault }: ServeOptions<C>): void {
  async function carryOut(event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<unknown> {
    if (!isOwn(event)) throw refused('This page may not call the app.', 'Only the app’s own window can.');
    if (typeof name !== 'string' || !Object.hasOwn(calls, name)) {
      throw refused('There is no such call.', 'Window and main process may be of different versions: restart the app.');
    }
    const parsed = calls[name]?.input.safeParse(input);
    if (parsed?.success !== true) {
      throw new AppError('invalid_request', `The input of ${name} does not keep its contract.`, {
        hint: 'Restart the app; if it happens again, export the diagnostics.',
        ...(parsed === undefined ? {} : { errors: toFieldFaults(parsed.error) }),
      });
    }
    return (handlers[name] as Handler)(parsed.data, { contents: event.sender });
  }

  ipcMain.handle(IPC_CHANNEL, async (event, name: unknown, input: unknown): Promise<IpcAnswer> => {
    try {
      return { ok: true, value: await carryOut(event, name, input) };
    } catch (error) {
      if (error instanceof AppError) return { ok: false, problem: toProblem(error) };
      onFault(String(name), error);
      const internal = new AppError('internal', 'Something in the app failed.', {
        hint: 'Try again; if it happens again, export the diagnostics.',
      });
      return { ok: false, problem: toProblem(internal) };
    }
  });
}
