import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { connectS3 } from '@sri/shared/node/s3.ts';
import { type StoreConfig, secretsOf } from '../config.ts';
import { opener, sealer } from '../sealed/seal.ts';
import { putStream } from './put-stream.ts';

/**
 * The bucket of backups. What goes in is compressed and sealed under its own name:
 *
 *   base/<time>/base.tar.zst       the whole cluster, as pg_basebackup gives it
 *   base/<time>/manifest.json      that it is complete, and where in the log it begins (in clear: no data)
 *   dump/<time>.dump.zst           the database as pg_dump gives it: for another version of Postgres, or one table
 *   wal/<segment>.zst              the log since; the newest one as <segment>.partial.zst
 */
export interface BackupStore {
  /** Returns how many bytes the store got. */
  put(key: string, source: AsyncIterable<Buffer> | Readable): Promise<number>;
  /** Streams the content to `to`. Throws `config_invalid` where the file is not what was put. */
  get(key: string, to: NodeJS.WritableStream): Promise<void>;
  putPlain(key: string, text: string): Promise<void>;
  getPlain(key: string): Promise<string>;
  list(prefix: string): Promise<string[]>;
  delete(key: string): Promise<void>;
  close(): void;
}

export function openStore(config: StoreConfig): BackupStore {
  const Bucket = config.BACKUP_BUCKET;
  const s3: S3Client = connectS3({
    endpoint: config.BACKUP_S3_ENDPOINT,
    accessKey: config.BACKUP_S3_ACCESS_KEY,
    secretKey: config.BACKUP_S3_SECRET_KEY,
    region: config.BACKUP_S3_REGION,
  });
  const read = async (Key: string): Promise<Readable> =>
    (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body as Readable;

  return {
    put: (Key, source) =>
      pipeline(source, createZstdCompress(), sealer(config.BACKUP_ENCRYPTION_KEY, Key), (sealed) =>
        putStream(s3, { Bucket, Key }, sealed),
      ),
    get: async (key, to) => pipeline(await read(key), opener(secretsOf(config), key), createZstdDecompress(), to),
    putPlain: async (Key, text) => void (await s3.send(new PutObjectCommand({ Bucket, Key, Body: text }))),
    getPlain: async (Key) =>
      (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString() ?? Promise.resolve(''),
    list: async (Prefix) => {
      const keys: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await s3.send(new ListObjectsV2Command({ Bucket, Prefix, ContinuationToken }));
        keys.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return keys;
    },
    delete: async (Key) => void (await s3.send(new DeleteObjectCommand({ Bucket, Key }))),
    close: () => s3.destroy(),
  };
}
