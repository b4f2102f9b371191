/** npm passes on the Ctrl+C that the terminal has sent to everybody already: what comes so soon is the same one. */
const SAME_PRESS_MS = 1000;

/**
 * Tells one request to stop from the next: gives 'first' for the first, 'again' for a later one that was meant, and
 * nothing for an echo of one just seen. `now` in ms.
 */
export function createStopRequests(now: () => number): () => 'first' | 'again' | undefined {
  let last: number | undefined;
  return () => {
    const before = last;
    last = now();
    if (before === undefined) return 'first';
    return last - before < SAME_PRESS_MS ? undefined : 'again';
  };
}

/** Calls `first` at the first SIGINT, SIGTERM or SIGHUP and `again` at later ones. Gives back how to stop listening. */
export function onStopSignals(handlers: { first: () => void; again: () => void }): () => void {
  const request = createStopRequests(() => performance.now());
  const handle = (): void => {
    const which = request();
    if (which === 'first') handlers.first();
    else if (which === 'again') handlers.again();
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
}
