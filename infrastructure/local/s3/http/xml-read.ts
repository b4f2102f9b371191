import { S3Error } from './s3-errors.ts';

export interface XmlElement {
  name: string;
  /** The element's own text; empty where it has children. */
  text: string;
  children: XmlElement[];
}

const MAX_DEPTH = 8;
const DECLARATION = /<\?xml[^<>?]*\?>\s*/y;
const OPEN = /<([A-Za-z][\w.-]*)((?:\s+[A-Za-z][\w:.-]*\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*)\s*(\/?)>/y;
const CLOSE = /<\/([A-Za-z][\w.-]*)\s*>/y;
const TEXT = /[^<]+/y;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function malformed(message: string): S3Error {
  return new S3Error('MalformedXML', { message: `The XML that you provided is not accepted: ${message}.` });
}

function character(code: number): string {
  const allowed = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  if (!allowed) throw malformed('a character reference names no character');
  return String.fromCodePoint(code);
}

function decodeText(text: string): string {
  return text.replaceAll(/&([^;&]{0,10};?)/g, (_, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : '';
    const numeric = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name);
    if (numeric) return character(numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16));
    const known = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
    if (known === undefined) throw malformed('only the five entities of XML and character numbers are known');
    return known;
  });
}

/**
 * Reads the small XML documents of S3: elements, text, the five entities. No document types, no processing
 * instructions, no comments, no CDATA, depth at most 8; everything else throws MalformedXML.
 */
export function parseXml(source: string): XmlElement {
  const text = source.replace(/^\uFEFF/, '');
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const close = (element: XmlElement): void => {
    if (element.children.length > 0 && element.text.trim() !== '') throw malformed('text stands between elements');
    if (element.children.length > 0) element.text = '';
    open.pop();
  };

  match(DECLARATION);
  while (at < text.length) {
    const current = open.at(-1);
    const started = match(OPEN);
    if (started) {
      const element: XmlElement = { name: started[1] ?? '', text: '', children: [] };
      if (current) current.children.push(element);
      else if (root) throw malformed('there is more than one root element');
      else root = element;
      if (open.push(element) > MAX_DEPTH) throw malformed('elements are nested too deeply');
      if (started[3] === '/') close(element);
      continue;
    }
    const ended = match(CLOSE);
    if (ended) {
      if (!current || current.name !== ended[1]) throw malformed(`</${ended[1] ?? ''}> closes nothing`);
      close(current);
      continue;
    }
    const words = match(TEXT)?.[0];
    if (words === undefined) throw malformed('there is markup that has no place here');
    if (current) current.text += decodeText(words);
    else if (words.trim() !== '') throw malformed('text stands outside the root element');
  }
  if (!root || open.length > 0) throw malformed('the root element is missing or not closed');
  return root;
}

/** The text of an element's one child of that name; undefined if it is not there, MalformedXML if there are several. */
export function childText(element: XmlElement, name: string): string | undefined {
  const found = element.children.filter((child) => child.name === name);
  if (found.length > 1) throw malformed(`<${name}> stands more than once`);
  return found[0]?.text;
}

/** Refuses a document whose root, or whose root's children, are not those named. */
export function expectShape(element: XmlElement, name: string, children: readonly string[]): void {
  if (element.name !== name) throw malformed(`<${name}> was expected, not <${element.name}>`);
  const stranger = element.children.find((child) => !children.includes(child.name));
  if (stranger) throw malformed(`<${stranger.name}> is not known inside <${name}>`);
}
