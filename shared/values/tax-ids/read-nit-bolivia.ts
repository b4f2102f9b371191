import { refuse, type Read } from '../read-result.ts';

/** A NIT of Bolivia, as `1020255020`: seven to twelve digits. How its last digits are made is not published, so they are not checked. */
export function readNitBolivia(text: string): Read<string> {
  return /^[1-9]\d{6,11}$/.test(text) ? { ok: true, value: text } : refuse('unreadable');
}
