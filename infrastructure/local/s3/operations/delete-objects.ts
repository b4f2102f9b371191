import { mayDo } from '../auth/rights.ts';
import { readText } from '../http/request-body.ts';
import { checkKey } from '../http/request-target.ts';
import { S3Error, toS3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import { childText, expectShape, parseXml } from '../http/xml-read.ts';
import { xmlDocument, type XmlElementOut } from '../http/xml-write.ts';
import { requireBucket } from '../store/bucket-store.ts';
import { deleteObject } from '../store/object-store.ts';
import { writeCondition } from './conditions.ts';

const MAX_DOCUMENT_BYTES = 4 * 1024 ** 2;
const MAX_KEYS = 1000;

interface Wish {
  key: string;
  versionId: string | undefined;
  etag: string | undefined;
}

function parseDelete(text: string): { quiet: boolean; wishes: Wish[] } {
  const root = parseXml(text);
  expectShape(root, 'Delete', ['Object', 'Quiet']);
  const wishes = root.children
    .filter((child) => child.name === 'Object')
    .map((object) => {
      expectShape(object, 'Object', ['Key', 'VersionId', 'ETag', 'LastModifiedTime', 'Size']);
      const key = childText(object, 'Key');
      if (!key) throw new S3Error('MalformedXML', { message: 'An <Object> has no <Key>.' });
      return { key, versionId: childText(object, 'VersionId'), etag: childText(object, 'ETag') };
    });
  if (wishes.length === 0 || wishes.length > MAX_KEYS) {
    throw new S3Error('MalformedXML', { message: `A request deletes 1 to ${MAX_KEYS} objects.` });
  }
  return { quiet: childText(root, 'Quiet') === 'true', wishes };
}

async function deleteOne({ folder, bucket, user }: S3Request, wish: Wish): Promise<void> {
  checkKey(wish.key);
  if (!mayDo(user, 's3:DeleteObject', `${bucket}/${wish.key}`)) throw new S3Error('AccessDenied');
  if (wish.versionId !== undefined && wish.versionId !== 'null') {
    throw new S3Error('NotImplemented', { message: 'There are no versions here.' });
  }
  const condition = wish.etag === undefined ? undefined : writeCondition(new Map([['if-match', wish.etag]]));
  await deleteObject(folder, { bucket, key: wish.key }, condition);
}

/** POST /bucket?delete */
export async function deleteObjectsOperation(request: S3Request): Promise<Reply> {
  await requireBucket(request.folder, request.bucket);
  const announced = [...request.headers.keys()].some(
    (name) => name === 'content-md5' || name === 'x-amz-trailer' || /^x-amz-checksum-(?!algorithm)/.test(name),
  );
  if (!announced) {
    throw new S3Error('InvalidRequest', { message: 'Missing required header for this request: Content-MD5' });
  }
  const { quiet, wishes } = parseDelete(await readText(request, { maxBytes: MAX_DOCUMENT_BYTES }));
  const results: XmlElementOut[] = [];
  for (const wish of wishes) {
    try {
      await deleteOne(request, wish);
      if (!quiet) results.push(['Deleted', [['Key', wish.key]]]);
    } catch (error) {
      const { code, message } = toS3Error(error);
      if (code === 'InternalError') request.folder.warn(`deleting ${wish.key}: ${String(error)}`);
      results.push([
        'Error',
        [
          ['Key', wish.key],
          ['Code', code],
          ['Message', message],
        ],
      ]);
    }
  }
  return { status: 200, xml: xmlDocument('DeleteResult', results) };
}

/** DELETE /bucket/key */
export async function deleteObjectOperation({ folder, bucket, key, headers }: S3Request): Promise<Reply> {
  await requireBucket(folder, bucket);
  await deleteObject(folder, { bucket, key }, writeCondition(headers));
  return { status: 204 };
}
