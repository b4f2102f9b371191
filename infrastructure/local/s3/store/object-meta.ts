import { z } from 'zod';
import { CHECKSUM_ALGORITHMS } from '../checksums/checksum.ts';

export const checksumSchema = z.object({
  algorithm: z.enum(CHECKSUM_ALGORITHMS),
  /** Base64; of a composite one, `-<parts>` follows. */
  value: z.string(),
});

/** What is kept with an object beside its bytes. */
export const objectMetaSchema = z.object({
  key: z.string(),
  /** Without quotes: MD5 in hex; of a multipart upload, the MD5 of the parts' MD5s and `-<parts>`. */
  etag: z.string(),
  /** Milliseconds since 1970. */
  modified: z.number(),
  /** Content-Type and the other headers that are given back as they came. */
  headers: z.record(z.string(), z.string()),
  /** x-amz-meta-*, without that prefix. */
  metadata: z.record(z.string(), z.string()),
  checksum: checksumSchema.extend({ type: z.enum(['FULL_OBJECT', 'COMPOSITE']) }).optional(),
});
export type ObjectMeta = z.infer<typeof objectMetaSchema>;

/** The part of it that a request sets. */
export type ObjectAttributes = Pick<ObjectMeta, 'headers' | 'metadata'>;
