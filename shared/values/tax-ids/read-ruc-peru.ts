import { refuse, type Read } from '../read-result.ts';
import { weightedSum } from './weighted-sum.ts';

const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** A RUC of Peru, as `20131312955`: eleven digits that begin with 10, 15, 16, 17 or 20, the last one by modulus 11. */
export function readRucPeru(text: string): Read<string> {
  if (!/^(?:10|15|16|17|20)\d{9}$/.test(text)) return refuse('unreadable');
  const expected = (11 - (weightedSum(text, WEIGHTS) % 11)) % 10;
  return expected === Number(text[10]) ? { ok: true, value: text } : refuse('check_digit');
}
