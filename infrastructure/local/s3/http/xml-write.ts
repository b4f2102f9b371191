/** What stands inside an element: text, or more elements; entries that are undefined are left out. */
export type XmlContent = string | number | boolean | readonly (XmlElementOut | undefined)[];
export type XmlElementOut = readonly [name: string, content: XmlContent | undefined];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element: markup as entities, control characters (which a key may hold) as numbers. */
export function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what has to be found
  return text.replaceAll(/[&<>"\u0000-\u001f\u007f]/g, (c) => ENTITIES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`);
}

function element([name, content]: XmlElementOut): string {
  if (content === undefined) return '';
  if (typeof content !== 'object') return `<${name}>${escapeXml(String(content))}</${name}>`;
  return `<${name}>${content.map((child) => (child === undefined ? '' : element(child))).join('')}</${name}>`;
}

/** A whole document; `Error` is the one root that S3 leaves without its namespace. */
export function xmlDocument(root: string, content: XmlContent): string {
  const inner = element([root, content]);
  const opened = root === 'Error' ? inner : inner.replace(`<${root}>`, `<${root} xmlns="${NAMESPACE}">`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${opened}`;
}
