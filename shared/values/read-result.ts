import type { Reading, RefusalCode } from '../model/contract-result.ts';

/** Why a text is not read, and what it could mean. */
export interface Refusal {
  ok: false;
  code: RefusalCode;
  readings: Reading[];
}
/** A text as a value, or a refusal; a value is never a guess. */
export type Read<T> = { ok: true; value: T } | Refusal;

export function refuse(code: RefusalCode, readings: Reading[] = []): Refusal {
  return { ok: false, code, readings };
}
