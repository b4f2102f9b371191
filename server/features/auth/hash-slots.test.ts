import { expect, test } from 'vitest';
import { deferred } from '@sri/shared/lang/deferred.ts';
import { createHashSlots } from './hash-slots.ts';

test('R37 never more at a time than there are places, in the order they came', async () => {
  const slots = createHashSlots(2, 50);
  const gates = Array.from({ length: 10 }, () => deferred<void>());
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const works = gates.map((gate, index) =>
    slots.run(async () => {
      started.push(index);
      running += 1;
      most = Math.max(most, running);
      await gate.promise;
      running -= 1;
      return index;
    }),
  );
  await new Promise(setImmediate);
  expect(started).toEqual([0, 1]);
  for (const [index, gate] of gates.entries()) {
    gate.resolve();
    expect(await works[index]).toBe(index);
  }
  expect(most).toBe(2);
  expect(started).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('R37 when the line is full the next is sent away at once, and a failed one gives its place back', async () => {
  const slots = createHashSlots(1, 2);
  const gate = deferred<void>();
  const first = slots.run(() => gate.promise);
  const waiting = [slots.run(() => Promise.reject(new Error('broken'))), slots.run(() => Promise.resolve('done'))];
  await expect(slots.run(() => Promise.resolve())).rejects.toMatchObject({ code: 'too_many_requests', status: 429 });
  gate.resolve();
  await first;
  await expect(waiting[0]).rejects.toThrow('broken');
  expect(await waiting[1]).toBe('done');
  expect(await slots.run(() => Promise.resolve('again'))).toBe('again');
});
