import { expect, test } from 'vitest';
import { z } from 'zod';
import { createReach, failpointSetting, GO_ON, noFailpoint } from './failpoint.ts';
import { createLogger } from './logger.ts';
import { readEnv } from './read-env.ts';

const log = createLogger({ name: 'test', level: 'silent' });
const read = (text: string | undefined, production = false) =>
  readEnv(z.object({ SRI_FAIL: failpointSetting(production) }), { SRI_FAIL: text }).SRI_FAIL;

test('places, what happens there, and at which time', () => {
  expect(read('after-claim:exit')).toEqual([{ place: 'after-claim', act: 'exit', nth: 1 }]);
  expect(read('after-claim:exit:3, before-finish:pause')).toEqual([
    { place: 'after-claim', act: 'exit', nth: 3 },
    { place: 'before-finish', act: 'pause', nth: 1 },
  ]);
  expect([read(undefined), read('')]).toEqual([[], []]);
});

test.each(['after-lunch:exit', 'after-claim', 'after-claim:sleep', 'after-claim:exit:0', 'after-claim:exit,'])(
  'what cannot be read is no start, and the places are told: %s',
  (text) => {
    expect(() => read(text)).toThrow(/^SRI_FAIL: must be places.*after-claim/);
  },
);

test('production refuses it, and starts without it', () => {
  expect(() => read('after-claim:exit', true)).toThrow('SRI_FAIL: is for tests only and must not be set in production');
  expect([read(undefined, true), read('', true)]).toEqual([[], []]);
});

test('without points a place is passed; with one, at the time that it names, until the signal', async () => {
  expect(createReach([], log)).toBe(noFailpoint);
  const reach = createReach([{ place: 'after-claim', act: 'pause', nth: 2 }], log);
  const passed: string[] = [];
  const pass = async (name: string): Promise<void> => {
    await reach('after-claim');
    passed.push(name);
  };
  await pass('first');
  await reach('after-upload');
  const second = pass('second');
  await pass('third');
  expect(passed).toEqual(['first', 'third']);
  process.kill(process.pid, GO_ON);
  await second;
  expect(passed).toEqual(['first', 'third', 'second']);
});
