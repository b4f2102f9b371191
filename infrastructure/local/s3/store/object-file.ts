import { open, rm, type FileHandle } from 'node:fs/promises';

// An object is one file: its bytes, then what is known about it as JSON, the JSON's length (4 bytes) and a mark. So one
// rename puts both in place, the bytes start at 0, and they can be read with any tool.

const MARK = Buffer.from('SRI-S3\u0000\u0001', 'latin1');
const TAIL_BYTES = 4 + MARK.length;
const FIRST_READ = 4096;

export interface OpenObject {
  handle: FileHandle;
  /** Bytes of content. */
  size: number;
  /** What was written about it, not yet checked. */
  about: unknown;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
}

/**
 * Writes a new file, durably; `describe` is asked after the last byte. If anything fails, the file is gone again and the
 * error is the caller's.
 */
export async function writeObjectFile(
  path: string,
  content: AsyncIterable<Uint8Array>,
  describe: () => object,
): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    try {
      for await (const piece of content) await writeAll(handle, piece);
      const about = Buffer.from(JSON.stringify(describe()), 'utf8');
      const length = Buffer.alloc(4);
      length.writeUInt32BE(about.length);
      await writeAll(handle, Buffer.concat([about, length, MARK]));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length;) {
    const { bytesRead } = await handle.read(bytes, at, length - at, position + at);
    if (bytesRead === 0) throw new Error('the file ended while it was read');
    at += bytesRead;
  }
  return bytes;
}

async function readTail(handle: FileHandle): Promise<{ size: number; about: unknown }> {
  const { size: total } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, total - FIRST_READ), Math.min(total, FIRST_READ));
  if (tail.length < TAIL_BYTES || !tail.subarray(-MARK.length).equals(MARK)) throw new Error('its mark is missing');
  const length = tail.readUInt32BE(tail.length - TAIL_BYTES);
  const size = total - TAIL_BYTES - length;
  if (size < 0) throw new Error('it is shorter than it says');
  const inTail = tail.length - TAIL_BYTES - length;
  const about = inTail >= 0 ? tail.subarray(inTail, inTail + length) : await readAt(handle, size, length);
  return { size, about: JSON.parse(about.toString('utf8')) };
}

/** Opens an object's file; the caller closes the handle. Throws ENOENT, or an Error for a file that is not one of ours. */
export async function openObjectFile(path: string): Promise<OpenObject> {
  const handle = await open(path, 'r');
  try {
    return { handle, ...(await readTail(handle)) };
  } catch (cause) {
    await handle.close();
    throw new Error(`${path} is not an object of this server`, { cause });
  }
}

/** The content of an open object, in pieces; closes it at the end. */
export async function* contentOf(object: OpenObject): AsyncGenerator<Buffer> {
  try {
    if (object.size === 0) return;
    const stream = object.handle.createReadStream({ start: 0, end: object.size - 1, autoClose: false });
    for await (const piece of stream as AsyncIterable<Buffer>) yield piece;
  } finally {
    await object.handle.close();
  }
}
