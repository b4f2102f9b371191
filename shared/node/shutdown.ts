import type { Logger } from './logger.ts';

export interface Shutdown {
  /** Registers the closer of something that was just opened; closers run in reverse order. */
  onClose(name: string, close: () => Promise<void> | void): void;
  /** Runs all closers once; later calls wait for the same run. A closer that throws does not stop the others. */
  close(): Promise<void>;
}

export function createShutdown(log: Logger): Shutdown {
  const closers: { name: string; close: () => Promise<void> | void }[] = [];
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (const { name, close } of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        log.error({ err: error }, `closing ${name} failed`);
      }
    }
  };
  return {
    onClose: (name, close) => void closers.push({ name, close }),
    close: () => (running ??= run()),
  };
}

/**
 * First SIGTERM or SIGINT: `drain`, then exit 0. A second one: `force` (give back what is held, at once), then exit.
 */
export function onSignals(handlers: { drain: () => Promise<void>; force: () => Promise<void> | void }): void {
  let signals = 0;
  const handle = (): void => {
    signals += 1;
    const work = signals === 1 ? handlers.drain() : signals === 2 ? Promise.resolve(handlers.force()) : undefined;
    void work?.then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', handle);
  process.on('SIGINT', handle);
}
