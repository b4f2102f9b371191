import { refuse, type Read } from '../read-result.ts';
import { weightedSum } from './weighted-sum.ts';

/** From the last digit to the first (DIAN, Orden Administrativa 4 of 1989). */
const WEIGHTS = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/** A NIT of Colombia, as `890903938-8`: up to fifteen digits and, behind a hyphen, one by modulus 11. */
export function readNitColombia(text: string): Read<string> {
  const [, given = '', digit = ''] = /^(\d{5,15}|\d{1,3}(?:\.\d{3}){2,4}) ?- ?(\d)$/.exec(text) ?? [];
  if (given === '')
    return refuse(/^(?:\d{6,10}|\d{1,3}(?:\.\d{3}){2,3})$/.test(text) ? 'check_digit_missing' : 'unreadable');
  const body = given.replaceAll('.', '');
  const rest = weightedSum(body, WEIGHTS.slice(0, body.length).toReversed()) % 11;
  return (rest > 1 ? 11 - rest : rest) === Number(digit)
    ? { ok: true, value: `${body}-${digit}` }
    : refuse('check_digit');
}
