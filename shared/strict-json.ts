import { AppError } from './errors.ts';

/** Of a name that is told: it may be a megabyte. */
const MOST_NAME_CHARACTERS = 100;

function refuse(message: string, field = ''): never {
  throw new AppError('malformed_json', message, {
    hint: 'Send valid JSON in UTF-8, each name once per object.',
    errors: [{ field, message }],
  });
}

/** Ends of the string literal that starts at `start` (a quote). Only called on text that JSON.parse accepted. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

/** Whether a colon follows, whatever space is before it: the string that ended here is a name. */
function isName(text: string, end: number): boolean {
  let at = end + 1;
  while (/[ \t\n\r]/.test(text[at] ?? '')) at += 1;
  return text[at] === ':';
}

function refuseDuplicateNames(text: string, maxDepth: number): void {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
    else if (char === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      if (names && isName(text, end)) {
        const name = JSON.parse(text.slice(at, end + 1)) as string;
        const told = name.slice(0, MOST_NAME_CHARACTERS);
        if (names.has(name)) refuse(`the name "${told}" stands twice in one object`, told);
        names.add(name);
      }
      at = end;
    }
    if (open.length > maxDepth) refuse(`nested deeper than ${maxDepth} levels`);
  }
}

/**
 * Parses JSON that is going to be trusted or signed: like JSON.parse, but refuses duplicate names (two readers could
 * take different ones) and nesting beyond `maxDepth`. Throws `malformed_json`.
 */
export function parseStrictJson(text: string, maxDepth = 64): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    // The parser's own words quote the text, in which there may be a password or a cookie.
    const place = cause instanceof Error ? /position \d+(?: \(line \d+ column \d+\))?/.exec(cause.message) : null;
    return refuse(place === null ? 'is not JSON' : `is not JSON at ${place[0]}`);
  }
  refuseDuplicateNames(text, maxDepth);
  return value;
}
