import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError, ERROR_CODES, GUIDE_ERRORS, type ErrorCode } from '@sri/shared/errors.ts';
import { failedWith, judged, resultOf, toOutcome, type AttemptResult } from './to-outcome.ts';

const facts = { workerId: 'w', startedAt: 1, objects: {}, retry: { baseMs: 5000, capMs: 900_000 } };
const codes = Object.keys(ERROR_CODES) as ErrorCode[];
const nothing = { steps: [], pastPointOfNoReturn: false, data: [] };

describe('R18 what is tried again', () => {
  it('draws a pause from 0 to 5 s, doubled each time, 15 minutes at most', () => {
    const result = failedWith(new AppError('page_unreachable', 'x', { hint: 'y' }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (attempt) => {
        const delay = toOutcome(result, { ...facts, attempt }).retry?.delayMs ?? -1;
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(Math.min(900_000, 5000 * 2 ** (attempt - 1)));
      }),
    );
  });

  it.each(codes)('%s only where the table of codes says so', (code) => {
    const outcome = toOutcome(failedWith(new AppError(code, 'x', { hint: 'y' })), { ...facts, attempt: 1 });
    expect(outcome.retry !== undefined).toBe(ERROR_CODES[code].retryable);
  });

  it('never the guide’s three errors, nor what the worker does not know', () => {
    for (const code of Object.keys(GUIDE_ERRORS) as (keyof typeof GUIDE_ERRORS)[]) {
      const outcome = toOutcome(failedWith(new AppError(code, GUIDE_ERRORS[code], { hint: 'x' })), {
        ...facts,
        attempt: 1,
      });
      expect(outcome).toMatchObject({ status: 'failed', error: { message: GUIDE_ERRORS[code] } });
      expect(outcome).not.toHaveProperty('retry');
    }
    expect(failedWith(new TypeError('x is not a function'))).toMatchObject({
      retryable: false,
      error: { code: 'internal' },
    });
  });
});

describe('what an attempt that was stopped counts as', () => {
  const failed: AttemptResult = {
    status: 'failed',
    error: { code: 'page_timeout', message: '', hint: '' },
    retryable: true,
    steps: [],
  };
  const done: AttemptResult = { status: 'completed', retryable: false, steps: [] };

  it('cancelled, or failed for its time, unless it had ended already (R21, R22)', () => {
    expect(judged(failed, 'cancel', false)).toMatchObject({ status: 'cancelled', retryable: false });
    expect(judged(failed, 'overdue', false)).toMatchObject({
      status: 'failed',
      retryable: false,
      error: { code: 'run_limit' },
    });
    expect(judged(resultOf({ status: 'cancelled', ...nothing }), 'overdue', false).error?.code).toBe('run_limit');
    for (const why of ['cancel', 'overdue'] as const) expect(judged(done, why, true)).toBe(done);
  });

  it('R19 for a person to look at, where it could be tried again but must not', () => {
    expect(judged(failed, undefined, true)).toMatchObject({ status: 'needs_review', retryable: false });
    expect(judged(failed, undefined, false)).toBe(failed);
    expect(judged({ ...failed, retryable: false }, undefined, true).status).toBe('failed');
  });

  it('held only where it needs a login', () => {
    const needs: AttemptResult = { status: 'needs_login', retryable: false, steps: [] };
    expect(toOutcome(needs, { ...facts, attempt: 1, heldSession: 'abc' }).heldSession).toBe('abc');
    expect(toOutcome(done, { ...facts, attempt: 1, heldSession: 'abc' })).not.toHaveProperty('heldSession');
  });
});
