/** A body as it goes over the wire, whatever it is. */
export interface RawBody {
  bytes: Buffer;
  /** Undefined: none is sent. */
  type?: string | undefined;
  encoding?: string;
  /** Sent in pieces without a length. */
  chunked?: boolean;
}

const MB = 1024 * 1024;
const JSON_TYPE = 'application/json';
const text = (content: string, type: string | undefined = JSON_TYPE): RawBody => ({
  bytes: Buffer.from(content),
  type,
});

const withField = (name: string, json: string): string => `{${JSON.stringify(name)}:${json}}`;
const STEP = '{"type":"navigate","url":"https://portal.example/"}';

/**
 * Bodies that are wrong as a whole, made out of one that would do. `name` is a field that the body may have, so that what
 * is in it is looked at.
 */
export function hostileBodies(valid: string, name: string): Record<string, RawBody> {
  const key = JSON.stringify(name);
  const rest = valid === '{}' ? '}' : `,${valid.slice(1)}`;
  const spaces = ' '.repeat(200);
  return {
    nothing: text(''),
    'only blanks': text('  \n '),
    'half of it': text(valid.slice(0, Math.ceil(valid.length / 2))),
    'all but the end': text(valid.slice(0, -1)),
    'something after it': text(`${valid} x`),
    'twice the whole': text(valid + valid),
    'a list': text(`[${valid}]`),
    'a text': text('"x"'),
    null: text('null'),
    'a name twice': text(`{${key}:1,${key}:2${rest}`),
    'a name twice, once escaped': text(String.raw`{"\u0061b":1,"ab":2}`),
    'a name twice, far from its colon': text(`{${key}${spaces}:1,${key}${spaces}:2}`),
    prototype: text(`{"__proto__":{"admin":true},"constructor":{"prototype":{}}${rest}`),
    'unknown names': text(String.raw`{"nada":1,"":2,"\u0000":3,"\ud800":4${rest}`),
    NaN: text(withField(name, 'NaN')),
    Infinity: text(withField(name, '-Infinity')),
    'beyond numbers': text(withField(name, '1e999')),
    'a comment': text(`/* */${valid}`),
    'single quotes': text(valid.replaceAll('"', "'")),
    'byte order mark': text(`\ufeff${valid}`),
    'not UTF-8': { bytes: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), type: JSON_TYPE },
    'UTF-16': { bytes: Buffer.from(valid, 'utf16le'), type: JSON_TYPE },
    zeros: { bytes: Buffer.alloc(1000), type: JSON_TYPE },
    'open lists without end': text('['.repeat(10_000)),
    'in pieces': { ...text(valid), chunked: true },
    'as plain text': text(valid, 'text/plain'),
    'as a form': text('a=1&b=2', 'application/x-www-form-urlencoded'),
    'as a file': text('--x\r\n\r\n1\r\n--x--', 'multipart/form-data; boundary=x'),
    'without a type': { bytes: Buffer.from(valid), type: undefined },
    'of a strange type': text(valid, 'application/json/x;;;charset'),
    'in another charset': text(valid, 'application/json; charset=utf-16'),
    compressed: { ...text(valid), encoding: 'gzip' },
  };
}

/** Bodies that are large or deep, each made when it is needed. */
export function hugeBodies(name: string): Record<string, () => RawBody> {
  const filled = (item: string, bytes: number): RawBody =>
    text(withField(name, `[${`${item},`.repeat(Math.floor(bytes / (item.length + 1)) - 20)}${item}]`));
  const deep = (open: string, close: string): RawBody =>
    text(withField(name, `${open.repeat(10_000)}1${close.repeat(10_000)}`));
  const steps = (step: string): RawBody => text(`{"steps":[${Array.from({ length: 10_000 }, () => step).join()}]}`);
  const written = (bytes: number): RawBody => text(withField(name, `"${'x'.repeat(bytes)}"`));
  const names = Array.from({ length: 80_000 }, (_, index) => `"n${index}":1`);
  return {
    'a long name twice': () => text(`{"${'n'.repeat(100_000)}":1,"${'n'.repeat(100_000)}":2}`),
    'ten thousand lists deep': () => deep('[', ']'),
    'ten thousand objects deep': () => deep('{"a":', '}'),
    'ten thousand steps': () => steps(STEP),
    'ten thousand wrong steps': () => steps('{"type":"x"}'),
    'nearly 1 MB of lists': () => filled('[]', MB),
    'nearly 1 MB of numbers': () => filled('1', MB),
    'nearly 1 MB of empty objects': () => filled('{}', MB),
    'nearly 1 MB of names': () => text(`{${names.join()}}`),
    'nearly 1 MB of text': () => written(MB - 100),
    '5 MB of text': () => written(5 * MB - 100),
    '5 MB of lists': () => filled('[]', 5 * MB),
    '5 MB in pieces': () => ({ ...written(5 * MB - 100), chunked: true }),
    '6 MB in pieces': () => ({ ...written(6 * MB), chunked: true }),
    '6 MB': () => written(6 * MB),
  };
}
