const MAX_BYTES = 120;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** Path signs, what Windows forbids, control and invisible characters, marks that turn the direction of text. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029\ufffc-\uffff<>:"/\\|?*]/gu;

function cutToBytes(text: string, bytes: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > bytes) cut = Array.from(cut).slice(0, -1).join('');
  return cut;
}

/**
 * A name that a portal suggests, made fit to be a file on any system and the last part of an S3 key: no folders, no hidden or
 * reserved names, at most 120 bytes; the extension stays.
 */
export function safeFileName(suggested: string): string {
  const last = suggested.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replaceAll(FORBIDDEN, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const [, stem = clean, extension = ''] = /^(.+?)(\.[A-Za-z0-9]{1,10})?$/.exec(clean) ?? [];
  const name = stem === '' || /^_+$/.test(stem) ? 'archivo' : RESERVED.test(stem) ? `${stem}_` : stem;
  return `${cutToBytes(name, MAX_BYTES - extension.length).trimEnd()}${extension}`;
}

/** The name, or with " (2)", " (3)" before its extension, so that it is not `taken` (in small letters: Windows sees no case). */
export function freeFileName(name: string, taken: ReadonlySet<string>): string {
  const [, stem = name, extension = ''] = /^(.+?)(\.[A-Za-z0-9]{1,10})?$/.exec(name) ?? [];
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${stem} (${number})${extension}`;
  return free;
}
