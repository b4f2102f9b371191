import { refuse, type Read } from '../read-result.ts';

/**
 * A RUC of Ecuador, as `1792060346001`: thirteen digits, province first, branch last. Its check digit is not looked at: numbers that were
 * issued late do not keep the old rule, so that a wrong one proves nothing.
 */
export function readRucEcuador(text: string): Read<string> {
  const [, body = '', branch = ''] = /^((?:0[1-9]|1\d|2[0-4]|30)[0-69]\d{7})-?(\d{3})$/.exec(text) ?? [];
  return body === '' || branch === '000' ? refuse('unreadable') : { ok: true, value: `${body}${branch}` };
}
