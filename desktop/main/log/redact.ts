const SECRET_KEY = /token|password|secret|cookie|authorization|session|sealed|apikey/i;
const DEEPEST = 6;

/** Values that give themselves away wherever they stand: bearer tokens, JWTs, our own opaque tokens, link signatures. */
const SECRET_TEXT: readonly [RegExp, string][] = [
  [/\bBearer\s+\S+/gi, 'Bearer [hidden]'],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '[hidden]'],
  [/\bsr[a-z]_[\w-]{12,}/g, '[hidden]'],
  [/([?&](?:X-Amz-[A-Za-z]+|token|code|state)=)[^&\s"]+/gi, '$1[hidden]'],
];

function redactText(text: string): string {
  return SECRET_TEXT.reduce((left, [pattern, by]) => left.replaceAll(pattern, by), text);
}

/** The same without secrets: by the names of fields, and by what is known to be secret wherever it stands. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '[deep]';
  if (value instanceof Error) return redactText(value.stack ?? String(value));
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, SECRET_KEY.test(key) ? '[hidden]' : redact(item, depth + 1)]),
  );
}
