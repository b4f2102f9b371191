import { AppError, ERROR_CODES, type ErrorCode } from '@sri/shared/errors.ts';
import { expect, test } from 'vitest';
import { isWorthRetrying } from './worth-retrying.ts';

const codes = Object.keys(ERROR_CODES) as ErrorCode[];
const after = (failures: number) =>
  codes.filter((code) => isWorthRetrying(failures, new AppError(code, code, { hint: '' })));

test('what the server refused is never asked for again', () => {
  expect(after(0).filter((code) => ERROR_CODES[code].status < 500)).toEqual([]);
});

test('a passing fault of the server is tried twice more, a missing connection is left to the connection', () => {
  expect(after(0)).toContain('database_unavailable');
  expect(after(1)).toContain('database_unavailable');
  expect(after(2)).toEqual([]);
  expect(after(0)).not.toContain('server_unreachable');
  expect(isWorthRetrying(0, new TypeError('a fault of ours'))).toBe(false);
});
