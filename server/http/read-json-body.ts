import type { IncomingMessage } from 'node:http';
import { AppError } from '@sri/shared/errors.ts';
import { parseStrictJson } from '@sri/shared/strict-json.ts';

const DEFAULT_LIMIT = 1024 * 1024;

function tooLarge(limit: number): AppError {
  return new AppError('payload_too_large', `The body is larger than ${Math.floor(limit / 1024)} KB.`, {
    hint: 'Send less at once.',
  });
}

function malformed(message: string, cause: unknown): AppError {
  return new AppError('malformed_json', message, {
    hint: 'Send valid JSON in UTF-8.',
    errors: [{ field: '', message }],
    cause,
  });
}

function requireJson(request: IncomingMessage): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith('charset='));
  const utf8 = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  const plain = (request.headers['content-encoding'] ?? 'identity') === 'identity';
  if (/^application\/(?:[\w.+-]+\+)?json$/.test(type.trim()) && utf8 && plain) return;
  throw new AppError('unsupported_media_type', 'The body must be JSON in UTF-8, not compressed.', {
    hint: 'Send it with the header "Content-Type: application/json".',
  });
}

async function readAll(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    // Whoever sent it has gone: no fault of ours, and nobody hears the answer.
    throw malformed('The body broke off.', cause);
  }
  if (size > limit) {
    // What is still to come is let go by: unread, it would keep the connection's next request from being seen.
    request.resume();
    throw tooLarge(limit);
  }
  return Buffer.concat(chunks);
}

/**
 * The request's body, parsed: strict JSON (no name twice, depth limited), `undefined` where there is none. `limit` in
 * bytes. Throws `payload_too_large`, `unsupported_media_type` or `malformed_json`.
 */
export async function readJsonBody(request: IncomingMessage, limit = DEFAULT_LIMIT): Promise<unknown> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return undefined;
  const bytes = await readAll(request, limit);
  if (bytes.length === 0) return undefined;
  requireJson(request);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed('The body is not UTF-8.', cause);
  }
  return parseStrictJson(text);
}
