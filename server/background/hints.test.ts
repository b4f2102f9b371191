import { expect, test } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { parseHint } from './hints.ts';

test('a hint of the queue, and nothing else', () => {
  const [orgId, jobId] = [newId(), newId()];
  expect(parseHint(`claimed ${orgId} ${jobId}`)).toEqual({ kind: 'claimed', orgId, jobId });
  expect(parseHint(`finished ${orgId} ${jobId}`)).toEqual({ kind: 'finished', orgId, jobId });
  expect(parseHint(`asks ${orgId} ${jobId}`)).toEqual({ kind: 'asks', orgId, jobId });
  for (const text of [
    '',
    'claimed',
    `eaten ${orgId} ${jobId}`,
    `claimed ${orgId} x`,
    `claimed ${orgId} ${jobId} more`,
  ]) {
    expect(parseHint(text)).toBeNull();
  }
});
