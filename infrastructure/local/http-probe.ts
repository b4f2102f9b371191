const PROBE_MS = 2000;

/** A probe that is content with any 2xx answer. */
export function httpProbe(url: string): (signal: AbortSignal) => Promise<void> {
  return async (signal) => {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]) });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  };
}
