import { expect, test } from 'vitest';
import { isUnavailable, violatedConstraint } from './unavailable.ts';

const withCode = (code: string, more: object = {}): Error => Object.assign(new Error('x'), { code, ...more });

test.each(['ECONNREFUSED', 'EPIPE', '08006', '57P01', '57014', '53300', '55P03', '40P01', '25P03'])(
  '%s means: not now',
  (code) => {
    expect(isUnavailable(withCode(code))).toBe(true);
  },
);

test.each(['42501', '23505', '22P02', 'ENOENT', ''])('%s does not', (code) => {
  expect(isUnavailable(withCode(code))).toBe(false);
});

test('all addresses of a host refused means: not now', () => {
  expect(isUnavailable(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true);
  expect(isUnavailable(new AggregateError([withCode('ECONNREFUSED'), withCode('22P02')]))).toBe(false);
});

test('the constraint is told of unique and foreign key violations only', () => {
  expect(violatedConstraint(withCode('23505', { constraint: 'users_email_key' }))).toBe('users_email_key');
  expect(violatedConstraint(withCode('23503', { constraint: 'fk' }))).toBe('fk');
  expect(violatedConstraint(withCode('23514', { constraint: 'check' }))).toBeUndefined();
  expect(violatedConstraint('no error')).toBeUndefined();
});
