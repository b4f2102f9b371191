// How a key stands on disk. Every `/` of the key is a folder, so that the files can be found and read by a person:
//
//   results/42/execution.log  ->  d_results/d_42/o_execution.log
//
// The marks keep `a` (o_a) and `a/b` (d_a/o_b) apart, and make `.`, `..`, empty parts and `con` ordinary names. All but
// a-z 0-9 . _ - is %xx: also A-Z, since some disks do not tell A from a. A part of 64 bytes or more is cut: `c_` folders
// hold 64 bytes each and no `/`, so no name outgrows what a disk allows, and everything under one folder begins with the
// same bytes, which is what keeps a walk in key order.

const PIECE = 64;

/** A text's UTF-8 bytes, one character each: such texts compare, slice and search in the byte order of S3. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function fromBytes(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function encode(bytes: string): string {
  return bytes.replaceAll(/[^a-z0-9._-]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function decode(name: string): string {
  return name.replaceAll(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function cut(part: string): { folders: string[]; rest: string } {
  const folders: string[] = [];
  let rest = part;
  for (; rest.length >= PIECE; rest = rest.slice(PIECE)) folders.push(`c_${encode(rest.slice(0, PIECE))}`);
  return { folders, rest };
}

/** The folders (names, outermost first) in which keys beginning with `bytes`, up to its last `/`, stand. */
export function foldersOf(bytes: string): string[] {
  const parts = bytes.split('/').slice(0, -1);
  return parts.flatMap((part) => {
    const { folders, rest } = cut(part);
    return [...folders, `d_${encode(rest)}`];
  });
}

/** Where a key's object stands: its folders, outermost first, and its file. */
export function keyPath(key: string): { folders: string[]; file: string } {
  const bytes = toBytes(key);
  const last = cut(bytes.slice(bytes.lastIndexOf('/') + 1));
  return { folders: [...foldersOf(bytes), ...last.folders], file: `o_${encode(last.rest)}` };
}

export interface DiskEntry {
  kind: 'object' | 'folder';
  /** The whole key of an object; what every key in a folder begins with. In bytes. */
  bytes: string;
  name: string;
}

/** What a name in a folder stands for, `base` being what that folder stands for; undefined for a stranger's file. */
export function readEntry(base: string, name: string): DiskEntry | undefined {
  const bytes = base + decode(name.slice(2));
  switch (name.slice(0, 2)) {
    case 'o_':
      return { kind: 'object', bytes, name };
    case 'c_':
      return { kind: 'folder', bytes, name };
    case 'd_':
      return { kind: 'folder', bytes: `${bytes}/`, name };
    default:
      return undefined;
  }
}
