import { readText } from '../http/request-body.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { expectShape, parseXml } from '../http/xml-read.ts';
import { xmlDocument, type XmlElementOut } from '../http/xml-write.ts';
import { createBucket, deleteBucket, listBuckets, requireBucket } from '../store/bucket-store.ts';
import { refuseUnknownWishes } from './object-headers.ts';
import { OWNER } from './object-xml.ts';

const MAX_DOCUMENT_BYTES = 64 * 1024;

/** GET / */
export async function listBucketsOperation(request: S3Request): Promise<Reply> {
  const buckets = (await listBuckets(request.folder)).map(({ name, created }): XmlElementOut => [
    'Bucket',
    [
      ['Name', name],
      ['CreationDate', new Date(created).toISOString()],
    ],
  ]);
  const xml = xmlDocument('ListAllMyBucketsResult', [
    ['Owner', OWNER],
    ['Buckets', buckets],
  ]);
  return { status: 200, xml };
}

/** PUT /bucket. Any location is accepted: there is only this one. */
export async function createBucketOperation(request: S3Request): Promise<Reply> {
  refuseUnknownWishes(request.headers);
  const length = request.headers.get('content-length') ?? '0';
  if (length !== '0' || request.payload.kind === 'chunked') {
    const text = await readText(request, { maxBytes: MAX_DOCUMENT_BYTES });
    if (text !== '') {
      expectShape(parseXml(text), 'CreateBucketConfiguration', ['LocationConstraint', 'Location', 'Bucket', 'Tags']);
    }
  }
  await createBucket(request.folder, request.bucket);
  return { status: 200, headers: { location: `/${request.bucket}` } };
}

/** HEAD /bucket */
export async function headBucketOperation({ folder, bucket }: S3Request): Promise<Reply> {
  await requireBucket(folder, bucket);
  return { status: 200, headers: { 'x-amz-bucket-region': 'us-east-1' } };
}

/** DELETE /bucket */
export async function deleteBucketOperation({ folder, bucket }: S3Request): Promise<Reply> {
  await deleteBucket(folder, bucket);
  return { status: 204 };
}

/** GET /bucket?location. An empty constraint is us-east-1. */
export async function bucketLocationOperation({ folder, bucket }: S3Request): Promise<Reply> {
  await requireBucket(folder, bucket);
  return { status: 200, xml: xmlDocument('LocationConstraint', '') };
}

/** GET /bucket?versioning: never switched on; clients such as mc ask before they list. */
export async function bucketVersioningOperation(request: S3Request): Promise<Reply> {
  await requireBucket(request.folder, request.bucket);
  return { status: 200, xml: xmlDocument('VersioningConfiguration', '') };
}
