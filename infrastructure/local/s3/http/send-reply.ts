import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { S3Error } from './s3-errors.ts';
import type { Reply } from './s3-request.ts';
import { xmlDocument } from './xml-write.ts';

/** How much of a refused body is still taken in, so that the client gets to read why. */
const MAX_DISCARDED_BYTES = 64 * 1024 ** 2;

/** An error in S3's form. */
export function errorReply(error: S3Error, resource: string, requestId: string): Reply {
  const fields = Object.entries(error.fields);
  const xml = xmlDocument('Error', [
    ['Code', error.code],
    ['Message', error.message],
    ...fields,
    ['Resource', resource],
    ['RequestId', requestId],
  ]);
  return { status: error.status, headers: error.headers, xml };
}

function discardRest(message: IncomingMessage): void {
  if (message.complete) return;
  let bytes = 0;
  message.on('data', (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > MAX_DISCARDED_BYTES) message.destroy();
  });
  message.resume();
}

/** Sends a reply; ends, and closes what the reply held open, also when the client is gone. */
export async function sendReply(message: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
  const text = reply.xml === undefined ? undefined : Buffer.from(reply.xml, 'utf8');
  response.writeHead(reply.status, {
    ...(text && { 'content-type': 'application/xml', 'content-length': String(text.length) }),
    ...(!text && reply.status === 200 && { 'content-length': '0' }),
    ...reply.headers,
  });
  if (reply.content && message.method !== 'HEAD') {
    await pipeline(reply.content, response);
    return;
  }
  reply.content?.destroy();
  response.end(message.method === 'HEAD' ? undefined : text);
  discardRest(message);
}
