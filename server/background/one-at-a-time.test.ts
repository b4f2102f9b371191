import { expect, test } from 'vitest';
import { deferred } from '@sri/shared/lang/deferred.ts';
import { oneAtATime } from './one-at-a-time.ts';

test('one run a key, calls that come meanwhile share one more, and another key does not wait', async () => {
  const gates: { key: string; open: () => void }[] = [];
  let atOnce = 0;
  let most = 0;
  const run = oneAtATime(async (key) => {
    const gate = deferred<void>();
    gates.push({ key, open: () => gate.resolve() });
    atOnce += 1;
    most = Math.max(most, atOnce);
    await gate.promise;
    atOnce -= 1;
    return gates.length;
  });
  const first = run('a');
  const [second, third] = [run('a'), run('a')];
  expect(gates).toHaveLength(1);
  gates[0]?.open();
  await first;
  await Promise.resolve().then(() => undefined);
  while (gates.length < 2) await Promise.resolve();
  gates[1]?.open();
  expect(await second).toBe(await third);
  expect([gates.length, most]).toEqual([2, 1]);
  const [other] = [run('b'), run('c')];
  expect(gates.map(({ key }) => key)).toEqual(['a', 'a', 'b', 'c']);
  gates[2]?.open();
  await other;
});

test('a run that fails fails its callers alone', async () => {
  let fails = true;
  const run = oneAtATime(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve('yes')));
  const first = run('a');
  const second = run('a');
  fails = false;
  await expect(first).rejects.toThrow('no');
  expect(await second).toBe('yes');
});
