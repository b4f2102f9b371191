import { S3Error } from '../http/s3-errors.ts';

const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);

export interface ByteReader {
  /** The text up to the next CRLF, without it; undefined when the source ended before one. */
  line(maxBytes: number): Promise<string | undefined>;
  /** At least one and at most `max` bytes; undefined at the source's end. */
  some(max: number): Promise<Buffer | undefined>;
  /** Everything that is left, as text. */
  rest(maxBytes: number): Promise<string>;
}

/** Reads lines and lengths out of a source of buffers, holding at most one of them and one line. */
export function byteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let pending: Buffer = NOTHING;

  async function fill(): Promise<boolean> {
    const next = await iterator.next();
    if (next.done === true) return false;
    pending = pending.length === 0 ? next.value : Buffer.concat([pending, next.value]);
    return true;
  }

  function take(length: number): Buffer {
    const piece = pending.subarray(0, length);
    pending = pending.subarray(length);
    return piece;
  }

  function tooLong(): S3Error {
    return new S3Error('InvalidRequest', { message: 'The aws-chunked body is not valid: a line in it is too long.' });
  }

  return {
    async line(maxBytes) {
      for (;;) {
        const end = pending.indexOf(LINE_FEED);
        if (end > maxBytes || (end === -1 && pending.length > maxBytes)) throw tooLong();
        if (end !== -1)
          return take(end + 1)
            .toString('latin1')
            .replace(/\r?\n$/, '');
        if (!(await fill())) return undefined;
      }
    },
    async some(max) {
      while (pending.length === 0) if (!(await fill())) return undefined;
      return take(max);
    },
    async rest(maxBytes) {
      while (await fill()) if (pending.length > maxBytes) throw tooLong();
      return take(pending.length).toString('latin1');
    },
  };
}
