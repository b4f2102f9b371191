function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inAddress = (text: string): string => encodeURIComponent(text.toWellFormed());

/**
 * What stays the same of a value's base64 wherever it stands in a longer text: base64 takes three bytes at a time, so
 * there are three ways, and what its edges share with their neighbours is left out.
 */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = (before + bytes.length) % 3 === 0;
    const inner = text.slice(before === 0 ? 0 : before + 1, whole ? undefined : -1);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_'), inAddress(inner)];
  });
}

/** How a value may be written: plain, decoded, in an address, in JSON and in JSON within it, in base64. */
export function writtenForms(value: string): string[] {
  return [
    ...new Set(
      [value, decoded(value)].flatMap((text) => [
        text,
        inAddress(text),
        inJson(text),
        inJson(inJson(text)),
        ...inBase64(text),
      ]),
    ),
  ];
}
