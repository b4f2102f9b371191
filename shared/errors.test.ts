import { expect, test } from 'vitest';
import { AppError, ERROR_CODES, fromProblem, problemSchema, toProblem, type ErrorCode } from './errors.ts';

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
