import { describe, expect, it } from 'vitest';
import { parseRange } from './byte-range.ts';

describe('ranges (RFC 9110, section 14)', () => {
  it.each([
    ['bytes=0-4', { start: 0, end: 4 }],
    ['bytes=5-', { start: 5, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-99', { start: 0, end: 9 }],
    ['bytes=9-9', { start: 9, end: 9 }],
    ['bytes=3-99', { start: 3, end: 9 }],
  ])('%s of ten bytes', (header, range) => expect(parseRange(header, 10)).toEqual(range));

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=4-2', 'bytes=0-1,3-4', 'items=0-1', 'bytes=a-b', 'bytes=1.5-2'])(
    '"%s" means all of it',
    (header) => expect(parseRange(header, 10)).toBeUndefined(),
  );

  it.each([
    ['bytes=10-', 10],
    ['bytes=10-20', 10],
    ['bytes=-0', 10],
    ['bytes=0-', 0],
    ['bytes=-1', 0],
  ])('%s of %d bytes cannot be had', (header, size) =>
    expect(() => parseRange(header, size)).toThrow(expect.objectContaining({ code: 'InvalidRange' })),
  );
});
