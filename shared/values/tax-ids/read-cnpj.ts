import { refuse, type Read } from '../read-result.ts';
import { weightedSum } from './weighted-sum.ts';

const FORM = /^([\dA-Z]{2})\.?([\dA-Z]{3})\.?([\dA-Z]{3})\/?([\dA-Z]{4})-?(\d{2})$/;
const FIRST = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const SECOND = [6, ...FIRST];

function digitOf(signs: string, weights: readonly number[]): number {
  const rest = weightedSum(signs, weights) % 11;
  return rest < 2 ? 0 : 11 - rest;
}

/**
 * A CNPJ (Brazil), as `12.ABC.345/01DE-35`: fourteen signs, since July 2026 with capital letters in the first twelve (Instrução Normativa RFB
 * 2.229 of 2024), two check digits by modulus 11.
 */
export function readCnpj(text: string): Read<string> {
  const [, ...parts] = FORM.exec(text.toUpperCase()) ?? [];
  const [first = '', second = '', third = '', branch = '', digits = ''] = parts;
  if (digits === '') return refuse('unreadable');
  const body = first + second + third + branch;
  const one = digitOf(body, FIRST);
  const two = digitOf(`${body}${one}`, SECOND);
  // Nothing but zeros has right check digits and belongs to nobody.
  if (`${one}${two}` !== digits || /^0+$/.test(body)) return refuse('check_digit');
  return { ok: true, value: `${first}.${second}.${third}/${branch}-${digits}` };
}
