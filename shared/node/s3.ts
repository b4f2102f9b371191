import { S3Client } from '@aws-sdk/client-s3';

export interface S3Options {
  endpoint: string;
  accessKey: string;
  secretKey: string;
  region?: string;
}

/** An S3 client with our options: path-style addresses, which every S3 server takes, and bounded times (ms). */
export function connectS3({ endpoint, accessKey, secretKey, region = 'us-east-1' }: S3Options): S3Client {
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
    forcePathStyle: true,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 60_000 },
  });
}
