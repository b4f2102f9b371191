/** Names that a program made up, which change with the next version or the next load of the portal. */
export function isGenerated(name: string): boolean {
  if (name === '' || name.length > 60) return true;
  if (/[:]|\d{3}|^\d/.test(name)) return true;
  if (
    /^(?:ember|react-|mui-|radix-|headlessui-|cdk-|mat-|ng-|ext-gen|yui_|gwt-uid|isc_|css-|sc-|jss|svelte-|data-v-|_ng|p-id|select2-|cke_|tinymce|dijit_|z_[a-z\d]{2})/i.test(
      name,
    ) &&
    /\d|[a-z][A-Z]/.test(name)
  )
    return true;
  if (/[a-f\d]{8}-[a-f\d]{4}-/i.test(name) || /^[a-f\d-]{12,}$/i.test(name)) return true;
  return name.split(/[-_.]/).some(looksRandom);
}

/** Letters and digits, or cases, that change too often for a word: `k3jX9a`, `QwErTy1`. */
function looksRandom(part: string): boolean {
  if (part.length < 5) return false;
  const classes = Array.from(part, (char) => (/\d/.test(char) ? 'd' : /[A-Z]/.test(char) ? 'U' : 'l'));
  let changes = 0;
  for (let at = 1; at < classes.length; at += 1) {
    const isCamel = classes[at - 1] === 'l' && classes[at] === 'U' && classes[at + 1] === 'l';
    if (classes[at] !== classes[at - 1] && !isCamel && !(classes[at - 1] === 'U' && classes[at] === 'l')) changes += 1;
  }
  const vowels = part.match(/[aeiouáéíóú]/gi)?.length ?? 0;
  return changes >= 2 || (part.length >= 6 && vowels === 0 && /[a-z]/i.test(part) && !/^[A-Z]+$/.test(part));
}

const LONGEST = 80;
const PRIVATE_USE = /[\u{e000}-\u{f8ff}\u{f0000}-\u{10ffff}]/u;

/** A text that says the same tomorrow: no counts, dates, amounts, icons, and of a length that people write. */
export function isStableText(text: string): boolean {
  return text !== '' && text.length <= LONGEST && !/\d/.test(text) && !PRIVATE_USE.test(text) && /\p{L}/u.test(text);
}

/**
 * The text without a count in brackets at its end, as `Descargar (3)`, and without icons; empty where nothing stable is
 * left. A bare number stays: it may be which contract is meant.
 */
export function withoutCounts(text: string): string {
  const words = text
    .replaceAll(new RegExp(PRIVATE_USE.source, 'gu'), ' ')
    .replace(/^\s*[([]\s*[\d.,]+\s*[)\]]\s*/, '')
    .replace(/\s*[([]\s*[\d.,]+\s*[)\]]\s*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.length >= 3 && isStableText(words) ? words : '';
}
