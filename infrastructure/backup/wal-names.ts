/*
 * Names of write-ahead log files: 8 digits of timeline, 8 of log, 8 of segment, all hexadecimal. While one is being
 * received it ends in `.partial`. A new timeline begins with a `.history`.
 */
const SEGMENT = /^[0-9A-F]{24}$/;
const PARTIAL = /^[0-9A-F]{24}\.partial$/;
const HISTORY = /^[0-9A-F]{8}\.history$/;
/** Segments of 16 MiB, as every cluster has that did not ask for others: 256 of them are one log. */
const SEGMENTS_PER_LOG = 0x100;

export type WalKind = 'segment' | 'partial' | 'history';

/** What a file of the receiver's folder is; undefined for what is none of its files. */
export function walKind(name: string): WalKind | undefined {
  if (SEGMENT.test(name)) return 'segment';
  if (PARTIAL.test(name)) return 'partial';
  return HISTORY.test(name) ? 'history' : undefined;
}

export const timelineOf = (name: string): string => name.slice(0, 8);

/** Where in the log a segment stands, whatever its timeline: texts in the order of the log. */
export const placeOf = (name: string): string => name.slice(8, 24);

/** The segment that follows on the same timeline. */
export function nextSegment(name: string): string {
  const log = Number.parseInt(name.slice(8, 16), 16);
  const segment = Number.parseInt(name.slice(16, 24), 16);
  const number = log * SEGMENTS_PER_LOG + segment + 1;
  const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
  return timelineOf(name) + hex(Math.floor(number / SEGMENTS_PER_LOG)) + hex(number % SEGMENTS_PER_LOG);
}

/** Whether `next` goes on where `last` ended; a new timeline does not, since nothing says here where it branched off. */
export function continues(last: string, next: string): boolean {
  return nextSegment(last) === next;
}
