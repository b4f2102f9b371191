import { createHash } from 'node:crypto';
import { checksumOf, startChecksum } from '../checksums/checksum.ts';
import { checksumInHeaders } from '../http/announced-checksum.ts';
import { readText } from '../http/request-body.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { childText, expectShape, parseXml } from '../http/xml-read.ts';
import { xmlDocument } from '../http/xml-write.ts';
import { requireBucket } from '../store/bucket-store.ts';
import { listParts, partContents, readUpload, removeUpload, type Part, type Upload } from '../store/multipart-store.ts';
import type { ObjectMeta } from '../store/object-meta.ts';
import { putObject } from '../store/object-store.ts';
import { writeCondition } from './conditions.ts';
import { uploadAddress } from './multipart-operations.ts';
import { quoteEtag } from './object-headers.ts';
import { checksumElement, checksumElementName } from './object-xml.ts';

const MAX_DOCUMENT_BYTES = 4 * 1024 ** 2;
const MIN_PART_BYTES = 5 * 1024 ** 2;
const MAX_PARTS = 10_000;
const PART_FIELDS = [
  'PartNumber',
  'ETag',
  ...['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'].map((n) => `Checksum${n}`),
];

interface NamedPart {
  number: number;
  etag: string;
  /** `ChecksumCRC32` and the like, as the client wrote them. */
  checksums: Map<string, string>;
}

function parseParts(text: string): NamedPart[] {
  const root = parseXml(text);
  expectShape(root, 'CompleteMultipartUpload', ['Part']);
  const parts = root.children.map((element) => {
    expectShape(element, 'Part', PART_FIELDS);
    const number = childText(element, 'PartNumber') ?? '';
    const etag = childText(element, 'ETag');
    if (!/^\d{1,5}$/.test(number) || etag === undefined) {
      throw new S3Error('MalformedXML', { message: 'A <Part> needs <PartNumber> and <ETag>.' });
    }
    const checksums = element.children.filter((child) => child.name.startsWith('Checksum'));
    return {
      number: Number(number),
      etag: etag.trim().replace(/^"(.*)"$/, '$1'),
      checksums: new Map(checksums.map((child) => [child.name, child.text])),
    };
  });
  if (parts.length === 0 || parts.length > MAX_PARTS) {
    throw new S3Error('MalformedXML', { message: `An upload has 1 to ${MAX_PARTS} parts.` });
  }
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0))) {
    throw new S3Error('InvalidPartOrder');
  }
  return parts;
}

function sameChecksum(named: NamedPart, part: Part): boolean {
  const { checksum } = part;
  const expected = checksum && named.checksums.get(checksumElementName(checksum.algorithm));
  return expected === undefined || expected === checksum?.value;
}

/** The uploaded parts that the client named, in their order. */
function choose(named: readonly NamedPart[], uploaded: readonly Part[]): Part[] {
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  return named.map((wish, index) => {
    const part = byNumber.get(wish.number);
    if (!part || part.etag !== wish.etag || !sameChecksum(wish, part)) {
      throw new S3Error('InvalidPart', { fields: { PartNumber: String(wish.number), ETag: wish.etag } });
    }
    if (index < named.length - 1 && part.size < MIN_PART_BYTES) {
      throw new S3Error('EntityTooSmall', {
        fields: {
          PartNumber: String(part.number),
          ProposedSize: String(part.size),
          MinSizeAllowed: `${MIN_PART_BYTES}`,
        },
      });
    }
    return part;
  });
}

function compositeChecksum(upload: Upload, parts: readonly Part[]): ObjectMeta['checksum'] {
  if (upload.checksum?.type !== 'COMPOSITE') return undefined;
  const { algorithm } = upload.checksum;
  const bytes = parts.map((part) => Buffer.from(part.checksum?.value ?? '', 'base64'));
  return { algorithm, type: 'COMPOSITE', value: `${checksumOf(algorithm, Buffer.concat(bytes))}-${parts.length}` };
}

function checkWhole(request: S3Request, meta: Pick<ObjectMeta, 'checksum'>): void {
  const wanted = checksumInHeaders(request.headers);
  if (!wanted || !meta.checksum || meta.checksum.type !== 'FULL_OBJECT') return;
  if (wanted.algorithm !== meta.checksum.algorithm || wanted.value !== meta.checksum.value) {
    throw new S3Error('BadDigest', { message: 'The checksum of the whole object did not match.' });
  }
}

async function assemble(request: S3Request, upload: Upload, parts: readonly Part[]): Promise<ObjectMeta> {
  const { folder, bucket, key, headers } = request;
  const md5s = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')));
  const etag = `${createHash('md5').update(md5s).digest('hex')}-${parts.length}`;
  const whole = upload.checksum?.type === 'FULL_OBJECT' ? startChecksum(upload.checksum.algorithm) : undefined;
  async function* content(): AsyncGenerator<Buffer> {
    for await (const piece of partContents(folder, uploadAddress(request), parts)) {
      whole?.update(piece);
      yield piece;
    }
  }
  return await putObject(folder, {
    bucket,
    key,
    content: content(),
    describe: () => {
      const value = whole?.digest().toString('base64');
      const full = value && upload.checksum ? { ...upload.checksum, value } : undefined;
      const checksum = full ?? compositeChecksum(upload, parts);
      const described = { headers: upload.headers, metadata: upload.metadata, etag, ...(checksum && { checksum }) };
      checkWhole(request, described);
      return described;
    },
    condition: writeCondition(headers),
  });
}

/** POST /bucket/key?uploadId= */
export async function completeMultipartOperation(request: S3Request): Promise<Reply> {
  const { folder, bucket, key } = request;
  await requireBucket(folder, bucket);
  const address = uploadAddress(request);
  await readUpload(folder, address);
  const named = parseParts(await readText(request, { maxBytes: MAX_DOCUMENT_BYTES, checksumHeaders: false }));
  const meta = await folder.lock(`upload ${address.uploadId}`, async () => {
    const upload = await readUpload(folder, address);
    const parts = choose(named, await listParts(folder, address));
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    const expected = request.headers.get('x-amz-mp-object-size');
    if (expected !== undefined && expected !== String(size)) {
      throw new S3Error('InvalidRequest', { message: 'The size of the parts is not x-amz-mp-object-size.' });
    }
    const written = await assemble(request, upload, parts);
    await removeUpload(folder, address);
    return written;
  });
  const xml = xmlDocument('CompleteMultipartUploadResult', [
    ['Location', `/${bucket}/${key}`],
    ['Bucket', bucket],
    ['Key', key],
    ['ETag', quoteEtag(meta.etag)],
    ...checksumElement(meta),
  ]);
  return { status: 200, xml };
}
