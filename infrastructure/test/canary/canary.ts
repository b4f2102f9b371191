import { randomBytes } from 'node:crypto';

/** A secret, and every way in which it may be written down. */
export interface Canary {
  name: string;
  forms: Buffer[];
  /** Every form of it holds a form of the mark. */
  marked: boolean;
}

/** Stands in every value that a test may choose, so that a piece of one is found too. */
export const MARK = `Kanarie${randomBytes(6).toString('hex')}`;

/** A value that nothing else is: with what JSON, addresses and patterns write differently, where `strange` asks for it. */
export function canaryValue(kind: string, strange = false): string {
  const end = randomBytes(6).toString('hex');
  return strange ? `${MARK}-${kind}-"a\\b"%ñ+/=&-${end}` : `${MARK}-${kind}-${end}`;
}

/** Base64 of bytes that stand anywhere in a longer text: the three ways to fall on its groups, without their edges. */
function base64Inside(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, text.length - ((before + bytes.length) % 3 === 0 ? 0 : 1));
  });
}

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_');
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function formsOfBytes(bytes: Buffer): Buffer[] {
  const inside = base64Inside(bytes);
  const texts = [...inside, ...inside.map(urlSafe), bytes.toString('hex'), bytes.toString('hex').toUpperCase()];
  return [bytes, ...texts.map((text) => Buffer.from(text))];
}

function unique(forms: Buffer[]): Buffer[] {
  return [...new Map(forms.map((form) => [form.toString('hex'), form])).values()];
}

/** Plain, in JSON, in JSON within JSON, in an address, in base64 (also within something longer), in hexadecimal. */
export function canaryOf(name: string, value: string): Canary {
  const escaped = encodeURIComponent(value);
  const texts = [inJson(value), inJson(inJson(value)), escaped, escaped.toLowerCase(), escaped.replaceAll('%20', '+')];
  const forms = unique([...formsOfBytes(Buffer.from(value)), ...texts.map((text) => Buffer.from(text))]);
  return { name, forms, marked: value !== MARK && value.includes(MARK) };
}

/** The same of a key that is bytes. */
export function canaryOfKey(name: string, key: Buffer): Canary {
  return { name, forms: unique(formsOfBytes(key)), marked: false };
}

/** Where a canary was found. */
export interface Hit {
  canary: string;
  place: string;
}

const THE_MARK = canaryOf('a piece of some canary', MARK);
const holds = (bytes: Buffer, { forms }: Canary): boolean => forms.some((form) => bytes.includes(form));

/** Which canaries stand in these bytes, or a piece of one. */
export function hitsIn(place: string, content: Buffer | string, canaries: readonly Canary[]): Hit[] {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const piece = holds(bytes, THE_MARK);
  const found = canaries.filter((canary) => (piece || !canary.marked) && holds(bytes, canary));
  const all = found.length === 0 && piece ? [THE_MARK] : found;
  return all.map(({ name }) => ({ canary: name, place }));
}
