import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '@sri/shared/errors.ts';

/*
 * A sealed file: AES-256-GCM in pieces, so that a cluster of any size is encrypted as it streams by and no byte of it is
 * given out before it was proven whole.
 *
 *   "SRIBACK1" | salt (32) | piece, piece, ... last piece
 *
 * Each piece is 1 MiB of content, the last one less or nothing, and its tag (16). The key is HKDF(secret, salt). The nonce
 * is the piece's number and whether it is the last: pieces cannot be reordered, and a file cut short is noticed. The file's
 * name is authenticated with every piece: a file cannot stand in for another.
 */
const MAGIC = Buffer.from('SRIBACK1');
const SALT_BYTES = 32;
const TAG_BYTES = 16;
export const PIECE_BYTES = 1024 * 1024;

type Bytes = AsyncIterable<Buffer>;

const keyOf = (secret: string, salt: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, 'sri/1 backup', 32));

function nonceOf(piece: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(piece), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Pieces of exactly `size` bytes; the last one is shorter, and there always is one. */
async function* inPieces(source: Bytes, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    kept.push(chunk);
    length += chunk.length;
    if (length < size) continue;
    let all = Buffer.concat(kept);
    for (; all.length >= size; all = all.subarray(size)) yield { bytes: all.subarray(0, size), last: false };
    kept = [all];
    length = all.length;
  }
  yield { bytes: Buffer.concat(kept), last: true };
}

/** Encrypts a stream under a secret of at least 32 characters, as the file `name`. */
export function sealer(secret: string, name: string): (source: Bytes) => AsyncGenerator<Buffer> {
  return async function* seal(source) {
    const salt = randomBytes(SALT_BYTES);
    const key = keyOf(secret, salt);
    yield Buffer.concat([MAGIC, salt]);
    let piece = 0;
    for await (const { bytes, last } of inPieces(source, PIECE_BYTES)) {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(piece, last)).setAAD(Buffer.from(name));
      yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
      piece += 1;
    }
  };
}

function refused(name: string, why: string, cause?: unknown): AppError {
  return new AppError('config_invalid', `${name} ${why}`, {
    hint: 'BACKUP_ENCRYPTION_KEY must be the one that it was made with; a changed or cut file is not restored from: take an older backup.',
    cause,
  });
}

async function* afterHead(source: Bytes, name: string): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < MAGIC.length + SALT_BYTES) {
    const next = await iterator.next();
    if (next.done === true) throw refused(name, 'is no backup: it ends within its first bytes');
    head = Buffer.concat([head, next.value]);
  }
  if (!head.subarray(0, MAGIC.length).equals(MAGIC)) throw refused(name, 'is no backup of this system');
  yield head.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  yield head.subarray(MAGIC.length + SALT_BYTES);
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}

/**
 * Opens what `sealer` made, with the first of the secrets that fits. Throws `config_invalid` where none does, or where
 * the file was changed, cut or given another name.
 */
export function opener(secrets: readonly string[], name: string): (source: Bytes) => AsyncGenerator<Buffer> {
  return async function* open(source) {
    const content = afterHead(source, name);
    const salt = (await content.next()).value as Buffer;
    let keys = secrets.map((secret) => keyOf(secret, salt));
    let piece = 0;
    for await (const { bytes, last } of inPieces(content, PIECE_BYTES + TAG_BYTES)) {
      const opened = openPiece(keys, nonceOf(piece, last), name, bytes);
      keys = [opened.key];
      yield opened.content;
      piece += 1;
    }
  };
}

function openPiece(keys: readonly Buffer[], nonce: Buffer, name: string, bytes: Buffer) {
  let cause: unknown;
  if (bytes.length < TAG_BYTES) throw refused(name, 'was cut short');
  const at = bytes.length - TAG_BYTES;
  for (const key of keys) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      decipher.setAuthTag(bytes.subarray(at));
      return { key, content: Buffer.concat([decipher.update(bytes.subarray(0, at)), decipher.final()]) };
    } catch (error) {
      cause = error;
    }
  }
  throw refused(name, 'cannot be opened: another key, or not the bytes that were written', cause);
}
