import { expect, test } from 'vitest';
import type { Ask } from '@sri/shared/model/live-event.ts';
import { createRunPeople } from './run-people.ts';

const scope = { signal: new AbortController().signal, deadline: Number.POSITIVE_INFINITY };

test('a question is told with what can be answered, and the answer goes to who asked', async () => {
  const told: (Ask | null)[] = [];
  const people = createRunPeople({
    sendFrame: () => Promise.resolve(),
    onAsk: (ask) => told.push(ask),
    onHeld: () => undefined,
  });
  const question = { kind: 'question', path: '3', message: '¿Campaña?', options: ['2025', '2026'] } as const;
  const answer = people.ask({ ...question, options: [...question.options], timeoutMs: 60_000 }, scope);
  people.hear({ type: 'code', code: '2026' });
  expect(await answer).toBe('2026');
  expect(told).toMatchObject([question, null]);
  expect(told[0]?.until).toBeGreaterThan(Date.now());
});

test('who only has control and gives it back answers no question', async () => {
  const people = createRunPeople({
    sendFrame: () => Promise.resolve(),
    onAsk: () => undefined,
    onHeld: () => undefined,
  });
  const answer = people.ask({ kind: 'question', path: '1', message: '?', timeoutMs: 60_000 }, scope);
  people.hear({ type: 'hold', hold: { id: 'h', forMs: 60_000 } });
  people.hear({ type: 'hold', hold: null });
  people.hear({ type: 'code', code: 'sí' });
  expect(await answer).toBe('sí');
});
