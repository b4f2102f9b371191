/** One side of a comparison: does its round and says what it measured. */
export type Round<F> = () => Promise<F>;

/**
 * Lets two sides take turns, so that what the machine does besides meets both; which one begins changes each time. The
 * first turn of each only warms up and does not count.
 */
export async function alternate<A, B>(
  rounds: number,
  ours: Round<A>,
  theirs: Round<B>,
): Promise<{ ours: A[]; theirs: B[] }> {
  const measured: { ours: A[]; theirs: B[] } = { ours: [], theirs: [] };
  await ours();
  await theirs();
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) measured.ours.push(await ours());
    measured.theirs.push(await theirs());
    if (round % 2 === 1) measured.ours.push(await ours());
  }
  return measured;
}

/** Does `work` for 0 to `count` - 1, `lanes` at a time. */
export async function inLanes(count: number, lanes: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The same promise, failing after so many seconds: a bench that waits for ever tells nothing. */
export async function within<T>(seconds: number, otherwise: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`${otherwise} within ${seconds} s`)), seconds * 1000);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
