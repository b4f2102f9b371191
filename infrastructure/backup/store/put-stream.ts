import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** S3 takes 10,000 parts of a file: at this size 320 GB, encrypted and compressed. One part is held in memory. */
const PART_BYTES = 32 * 1024 * 1024;

interface Target {
  Bucket: string;
  Key: string;
}

async function* inParts(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    kept.push(chunk);
    length += chunk.length;
    if (length < PART_BYTES) continue;
    yield Buffer.concat(kept);
    kept = [];
    length = 0;
  }
  yield Buffer.concat(kept);
}

/** Puts a stream of any length; it is there whole or not at all. Returns how many bytes it had. */
export async function putStream(s3: S3Client, target: Target, source: AsyncIterable<Buffer>): Promise<number> {
  const parts = inParts(source);
  const first = (await parts.next()).value as Buffer;
  const second = await parts.next();
  if (second.done === true) {
    await s3.send(new PutObjectCommand({ ...target, Body: first }));
    return first.length;
  }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target));
  const done: { PartNumber: number; ETag: string | undefined }[] = [];
  let bytes = 0;
  const put = async (Body: Buffer): Promise<void> => {
    const PartNumber = done.length + 1;
    const { ETag } = await s3.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
    done.push({ PartNumber, ETag });
    bytes += Body.length;
  };
  try {
    await put(first);
    await put(second.value);
    for await (const part of parts) await put(part);
    await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: done } }));
    return bytes;
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => undefined);
    throw error;
  }
}
