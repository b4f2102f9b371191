import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  ERROR_CODES,
  fromProblem,
  problemSchema,
  toFieldFaults,
  toProblem,
  type ErrorCode,
} from './errors.ts';

test.each(Object.keys(ERROR_CODES) as ErrorCode[])('the class survives the wire: %s', (code) => {
  const error = new AppError(code, 'what is wrong', {
    hint: 'what to do',
    errors: [{ field: 'steps[3].url', message: 'no' }],
  });
  const problem = problemSchema.parse(JSON.parse(JSON.stringify(toProblem(error, 'r-1'))));
  const back = fromProblem(problem);
  expect(back).toMatchObject({
    code,
    message: 'what is wrong',
    hint: 'what to do',
    status: error.status,
    retryable: error.retryable,
    errors: error.errors,
  });
  expect(problem).toMatchObject({ requestId: 'r-1', status: error.status });
});

test('a code that this version does not know keeps its text', () => {
  const problem = { type: 'x', title: 'x', status: 418, code: 'from_the_future', detail: 'text', hint: 'hint' };
  expect(fromProblem(problem)).toMatchObject({ code: 'internal', message: 'text', hint: 'hint' });
});

test('R56 a refusal names a hundred faults at most, and no more of a name than tells which', () => {
  const items = z.strictObject({ items: z.array(z.union([z.number(), z.array(z.string())])) });
  const many = Array.from({ length: 200_000 }, () => null);
  for (const wrong of [{ items: many }, { items: [many] }, Object.fromEntries(many.map((_, at) => [`n${at}`, 1]))]) {
    const { error } = items.safeParse(wrong);
    expect(toFieldFaults(error as z.ZodError)).toHaveLength(100);
  }
  const [fault] = toFieldFaults(items.safeParse({ ['x'.repeat(1_000_000)]: 1, items: [] }).error as z.ZodError);
  expect(fault).toEqual({ field: 'x'.repeat(300), message: 'is not a field that belongs here' });
});
