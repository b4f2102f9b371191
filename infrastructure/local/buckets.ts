import { CreateBucketCommand, HeadBucketCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { AppError } from '@sri/shared/errors.ts';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { RESULTS_BUCKET, SCRIPTS_BUCKET } from '@sri/shared/protocol/s3-keys.ts';
import type { S3Access } from './addresses.ts';

const HAVE_IT = new Set(['BucketAlreadyOwnedByYou', 'BucketAlreadyExists']);

/** Makes the two buckets where they are missing. Throws `AppError` (`storage_unavailable`) when the store refuses or does not answer. */
export async function ensureBuckets(access: S3Access): Promise<void> {
  const s3 = connectS3(access);
  try {
    for (const bucket of [SCRIPTS_BUCKET, RESULTS_BUCKET]) {
      try {
        await s3.send(new HeadBucketCommand({ Bucket: bucket }));
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 404) throw error;
        await s3.send(new CreateBucketCommand({ Bucket: bucket })).catch((refused: unknown) => {
          if (!(refused instanceof S3ServiceException) || !HAVE_IT.has(refused.name)) throw refused;
        });
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw new AppError('storage_unavailable', `the S3 store at ${access.endpoint} does not serve: ${why}`, {
      hint: 'Look at S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY, or unset S3_ENDPOINT and a local store is started.',
      cause: error,
    });
  } finally {
    s3.destroy();
  }
}
