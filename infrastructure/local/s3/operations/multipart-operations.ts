import { MAX_OBJECT_BYTES, namedAlgorithm, openBody } from '../http/request-body.ts';
import { checksumHeader } from '../http/announced-checksum.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { xmlDocument, type XmlElementOut } from '../http/xml-write.ts';
import { requireBucket } from '../store/bucket-store.ts';
import * as store from '../store/multipart-store.ts';
import { queryNumber } from './list-objects.ts';
import { attributesFromHeaders, quoteEtag } from './object-headers.ts';
import { checksumElementName, OWNER } from './object-xml.ts';

const MAX_PARTS = 10_000;
const PAGE = 1000;

/** The upload that a request's `uploadId` names. */
export function uploadAddress({ bucket, key, query }: S3Request): store.UploadAddress {
  return { bucket, key, uploadId: query.get('uploadId') ?? '' };
}

function wantedChecksum(request: S3Request): store.Upload['checksum'] {
  const algorithm = namedAlgorithm(request, 'x-amz-checksum-algorithm');
  if (algorithm === undefined) return undefined;
  const fallback = algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = request.headers.get('x-amz-checksum-type') ?? fallback;
  const isHash = algorithm === 'sha1' || algorithm === 'sha256';
  if ((type === 'FULL_OBJECT' && !isHash) || (type === 'COMPOSITE' && algorithm !== 'crc64nvme')) {
    return { algorithm, type };
  }
  throw new S3Error('InvalidRequest', {
    message: `The ${type} checksum type cannot be used with the ${algorithm} checksum algorithm.`,
  });
}

/** POST /bucket/key?uploads */
export async function createMultipartOperation(request: S3Request): Promise<Reply> {
  const { folder, bucket, key, headers } = request;
  const attributes = attributesFromHeaders(headers);
  const checksum = wantedChecksum(request);
  await requireBucket(folder, bucket);
  const upload = { key, ...attributes, initiated: Date.now(), ...(checksum && { checksum }) };
  const uploadId = await store.createUpload(folder, bucket, upload);
  const xml = xmlDocument('InitiateMultipartUploadResult', [
    ['Bucket', bucket],
    ['Key', key],
    ['UploadId', uploadId],
  ]);
  const told = checksum && {
    'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(),
    'x-amz-checksum-type': checksum.type,
  };
  return { status: 200, xml, ...(told && { headers: told }) };
}

/** PUT /bucket/key?partNumber=&uploadId= */
export async function uploadPartOperation(request: S3Request): Promise<Reply> {
  const { folder, bucket, query, headers } = request;
  if (headers.has('x-amz-copy-source')) {
    throw new S3Error('NotImplemented', { message: 'UploadPartCopy is not implemented here: use CopyObject.' });
  }
  const number = queryNumber(query, 'partNumber', 0, MAX_PARTS + 1);
  if (number < 1 || number > MAX_PARTS) {
    throw new S3Error('InvalidArgument', { message: `Part number must be an integer between 1 and ${MAX_PARTS}.` });
  }
  await requireBucket(folder, bucket);
  const address = uploadAddress(request);
  const upload = await store.readUpload(folder, address);
  const body = openBody(request, { maxBytes: MAX_OBJECT_BYTES, compute: upload.checksum?.algorithm });
  await store.putPart(folder, address, {
    number,
    content: body.chunks,
    describe: () => {
      const { md5, checksum } = body.digests();
      return { etag: md5, modified: Date.now(), ...(checksum && { checksum }) };
    },
  });
  const { md5, checksum } = body.digests();
  const told = checksum && { [checksumHeader(checksum.algorithm)]: checksum.value };
  return { status: 200, headers: { etag: quoteEtag(md5), ...told } };
}

/** DELETE /bucket/key?uploadId= */
export async function abortMultipartOperation(request: S3Request): Promise<Reply> {
  const { folder } = request;
  await requireBucket(folder, request.bucket);
  const address = uploadAddress(request);
  await folder.lock(`upload ${address.uploadId}`, async () => {
    await store.readUpload(folder, address);
    await store.removeUpload(folder, address);
  });
  return { status: 204 };
}

function partElement({ number, modified, etag, size, checksum }: store.Part): XmlElementOut {
  return [
    'Part',
    [
      ['PartNumber', number],
      ['LastModified', new Date(modified).toISOString()],
      ['ETag', quoteEtag(etag)],
      ['Size', size],
      checksum && [checksumElementName(checksum.algorithm), checksum.value],
    ],
  ];
}

/** GET /bucket/key?uploadId= */
export async function listPartsOperation(request: S3Request): Promise<Reply> {
  const { folder, bucket, key, query } = request;
  await requireBucket(folder, bucket);
  const address = uploadAddress(request);
  const marker = queryNumber(query, 'part-number-marker', 0, MAX_PARTS);
  const limit = queryNumber(query, 'max-parts', PAGE, PAGE);
  const { upload, parts } = await folder.lock(`upload ${address.uploadId}`, async () => ({
    upload: await store.readUpload(folder, address),
    parts: await store.listParts(folder, address),
  }));
  const rest = parts.filter((part) => part.number > marker);
  const page = rest.slice(0, limit);
  const xml = xmlDocument('ListPartsResult', [
    ['Bucket', bucket],
    ['Key', key],
    ['UploadId', address.uploadId],
    ['PartNumberMarker', marker],
    ['NextPartNumberMarker', page.at(-1)?.number ?? marker],
    ['MaxParts', limit],
    ['IsTruncated', rest.length > page.length],
    ['ChecksumAlgorithm', upload.checksum?.algorithm.toUpperCase()],
    ['ChecksumType', upload.checksum?.type],
    ...page.map(partElement),
    ['Initiator', OWNER],
    ['Owner', OWNER],
    ['StorageClass', 'STANDARD'],
  ]);
  return { status: 200, xml };
}

/** GET /bucket?uploads; one page only, the oldest thousand of each prefix. */
export async function listUploadsOperation({ folder, bucket, query }: S3Request): Promise<Reply> {
  await requireBucket(folder, bucket);
  const prefix = query.get('prefix') ?? '';
  const uploads = (await store.listUploads(folder, bucket)).filter((upload) => upload.key.startsWith(prefix));
  const xml = xmlDocument('ListMultipartUploadsResult', [
    ['Bucket', bucket],
    ['Prefix', prefix],
    ['MaxUploads', PAGE],
    ['IsTruncated', false],
    ...uploads.slice(0, PAGE).map((upload): XmlElementOut => [
      'Upload',
      [
        ['Key', upload.key],
        ['UploadId', upload.uploadId],
        ['Initiator', OWNER],
        ['Owner', OWNER],
        ['StorageClass', 'STANDARD'],
        ['Initiated', new Date(upload.initiated).toISOString()],
      ],
    ]),
  ]);
  return { status: 200, xml };
}
