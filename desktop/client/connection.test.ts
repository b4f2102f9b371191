import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnection } from './connection.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a lost server is asked again after 1, 2, 4, 8, 8 s, and is back when it answers', async () => {
  let up = false;
  const probe = vi.fn<() => Promise<string>>(async () => (up ? 'ok' : Promise.reject(new Error('away'))));
  const { store, lost } = createConnection(probe);
  lost();
  const waits: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const wait = (store.getState().retryAt ?? 0) - Date.now();
    waits.push(wait);
    await vi.advanceTimersByTimeAsync(wait);
  }
  expect(waits).toEqual([1000, 2000, 4000, 8000, 8000]);
  expect(store.getState().online).toBe(false);
  up = true;
  await vi.advanceTimersByTimeAsync(8000);
  expect(store.getState()).toMatchObject({ online: true, retryAt: null });
});

test('several calls that fail at once make one round of probes', async () => {
  const probe = vi.fn<() => Promise<string>>(async () => 'ok');
  const { store, lost } = createConnection(probe);
  lost();
  lost();
  lost();
  await vi.advanceTimersByTimeAsync(1000);
  expect(probe).toHaveBeenCalledTimes(1);
  expect(store.getState().online).toBe(true);
});
