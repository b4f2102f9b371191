import { refuse, type Read } from '../read-result.ts';
import { weightedSum } from './weighted-sum.ts';

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** A CUIT or CUIL (Argentina), as `30-50001091-2`: eleven digits, the last one by modulus 11. */
export function readCuit(text: string): Read<string> {
  const [, prefix = '', , body = '', digit = ''] = /^(\d{2})([- ]?)(\d{8})\2(\d)$/.exec(text) ?? [];
  if (prefix === '') return refuse('unreadable');
  // A remainder that leaves 10 is never issued: the office takes another prefix.
  const expected = (11 - (weightedSum(prefix + body, WEIGHTS) % 11)) % 11;
  return expected === Number(digit) ? { ok: true, value: `${prefix}-${body}-${digit}` } : refuse('check_digit');
}
