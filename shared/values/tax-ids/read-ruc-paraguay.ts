import { refuse, type Read } from '../read-result.ts';
import { weightedSum } from './weighted-sum.ts';

/** A RUC of Paraguay, as `80028061-0`: up to eight digits and, behind a hyphen, one by modulus 11. */
export function readRucParaguay(text: string): Read<string> {
  const [, given = '', digit = ''] = /^(\d{1,8}|\d{1,2}(?:\.\d{3}){1,2}) ?- ?(\d)$/.exec(text) ?? [];
  if (given === '') return refuse(/^\d{5,9}$/.test(text) ? 'check_digit_missing' : 'unreadable');
  const body = given.replaceAll('.', '');
  const weights = Array.from(body, (_, at) => body.length + 1 - at);
  const rest = weightedSum(body, weights) % 11;
  return (rest > 1 ? 11 - rest : 0) === Number(digit) ? { ok: true, value: `${body}-${digit}` } : refuse('check_digit');
}
