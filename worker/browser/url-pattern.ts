/** Does the address match the pattern? `*` stands for any text; without a `*` the pattern may be a part of the address. */
export function matchesUrl(url: string, pattern: string): boolean {
  if (!pattern.includes('*')) return url.includes(pattern);
  return globMatches(url, pattern) || globMatches(withoutQuery(url), pattern);
}

function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** Linear in both lengths times at worst, no backtracking over several stars: patterns come from people. */
function globMatches(text: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
