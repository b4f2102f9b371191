import type { Action } from '../auth/rights.ts';
import type { HeaderMap } from '../auth/claim.ts';
import type { RequestTarget } from '../http/request-target.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { Reply, S3Request } from '../http/s3-request.ts';
import {
  bucketLocationOperation,
  bucketVersioningOperation,
  createBucketOperation,
  deleteBucketOperation,
  headBucketOperation,
  listBucketsOperation,
} from './bucket-operations.ts';
import { completeMultipartOperation } from './complete-multipart.ts';
import { copyObjectOperation } from './copy-object.ts';
import { deleteObjectOperation, deleteObjectsOperation } from './delete-objects.ts';
import { getObjectOperation } from './get-object.ts';
import { listObjectsV1Operation, listObjectsV2Operation } from './list-objects.ts';
import {
  abortMultipartOperation,
  createMultipartOperation,
  listPartsOperation,
  listUploadsOperation,
  uploadPartOperation,
} from './multipart-operations.ts';
import { putObjectOperation } from './put-object.ts';

export interface Route {
  /** What is needed on the bucket, or the key; `self` where the operation asks for more than one right itself. */
  action: Action | 'self';
  run: (request: S3Request) => Promise<Reply>;
}

/** `<method> <level>[?<subresource>]`, for a copy with `+copy`. */
const ROUTES: Record<string, Route> = {
  'GET service': { action: 's3:ListAllMyBuckets', run: listBucketsOperation },
  'PUT bucket': { action: 's3:CreateBucket', run: createBucketOperation },
  'HEAD bucket': { action: 's3:ListBucket', run: headBucketOperation },
  'DELETE bucket': { action: 's3:DeleteBucket', run: deleteBucketOperation },
  'GET bucket': { action: 'self', run: listObjectsV1Operation },
  'GET bucket?list-type': { action: 'self', run: listObjectsV2Operation },
  'GET bucket?location': { action: 's3:GetBucketLocation', run: bucketLocationOperation },
  'GET bucket?versioning': { action: 's3:GetBucketVersioning', run: bucketVersioningOperation },
  'GET bucket?uploads': { action: 's3:ListBucketMultipartUploads', run: listUploadsOperation },
  'POST bucket?delete': { action: 'self', run: deleteObjectsOperation },
  'PUT object': { action: 's3:PutObject', run: putObjectOperation },
  'PUT object+copy': { action: 's3:PutObject', run: copyObjectOperation },
  'GET object': { action: 's3:GetObject', run: getObjectOperation },
  'HEAD object': { action: 's3:GetObject', run: getObjectOperation },
  'DELETE object': { action: 's3:DeleteObject', run: deleteObjectOperation },
  'POST object?uploads': { action: 's3:PutObject', run: createMultipartOperation },
  'PUT object?uploadId': { action: 's3:PutObject', run: uploadPartOperation },
  'POST object?uploadId': { action: 's3:PutObject', run: completeMultipartOperation },
  'DELETE object?uploadId': { action: 's3:AbortMultipartUpload', run: abortMultipartOperation },
  'GET object?uploadId': { action: 's3:ListMultipartUploadParts', run: listPartsOperation },
};

/** Query names that turn a request into another operation. In the order in which they decide. */
const SUBRESOURCES = (
  'uploadId uploads delete list-type location versioning accelerate acl analytics attributes cors encryption ' +
  'intelligent-tiering inventory legal-hold lifecycle logging metrics notification object-lock ownershipControls ' +
  'partNumber policy policyStatus publicAccessBlock renameObject replication requestPayment restore retention select ' +
  'session tagging torrent versions website'
).split(' ');

/** Which operation a request asks for. Throws NotImplemented or MethodNotAllowed. */
export function findRoute(method: string, { bucket, key, query }: RequestTarget, headers: HeaderMap): Route {
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const version = query.get('versionId');
  if (version !== null && version !== 'null') {
    throw new S3Error('NotImplemented', { message: 'There are no versions here.' });
  }
  const subresource = SUBRESOURCES.find((name) => query.has(name));
  const copies = subresource === undefined && method === 'PUT' && headers.has('x-amz-copy-source');
  const name = `${method} ${level}${subresource === undefined ? '' : `?${subresource}`}${copies ? '+copy' : ''}`;
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
  if (route) return route;
  if (subresource !== undefined) {
    throw new S3Error('NotImplemented', { message: `This small server does not implement ${name}.` });
  }
  throw new S3Error('MethodNotAllowed', { fields: { Method: method, ResourceType: level.toUpperCase() } });
}
