import { errors } from 'playwright-core';
import { plainMessage } from './plain-message.ts';

const NAVIGATED =
  /execution context was destroyed|frame was detached|frame has been detached|navigat|cannot find context|element is not attached|target frame detached|unable to adopt/i;
const NOT_A_SELECTOR =
  /unexpected token|not a valid (?:selector|xpath)|unknown engine|unsupported|failed to execute '(?:querySelector|evaluate|matches)|malformed|while parsing|parsing (?:css )?selector|role must|expected/i;

/**
 * Why a look at a candidate failed: the reason where it is no usable selector, an empty text where the page was just being
 * replaced (look again), null where it is neither.
 */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof Error) || error instanceof errors.TimeoutError) return null;
  const text = plainMessage(error);
  if (/target crashed|has been closed|browser has disconnected|page closed/i.test(text)) return null;
  if (NAVIGATED.test(text)) return '';
  if (!NOT_A_SELECTOR.test(text)) return null;
  const line = text.split('\n')[0] ?? text;
  return `no es una forma válida de buscar (${line.replace(/^[\w.]+: (?:Error: )?/, '').slice(0, 200)})`;
}
