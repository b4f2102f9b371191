import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import { crc32c } from './crc32c.ts';
import { digestCrc64, startCrc64, updateCrc64 } from './crc64nvme.ts';

/** The checksums of S3 that this server computes, as in `x-amz-checksum-crc32`. */
export const CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

const DIGEST_BYTES: Record<ChecksumAlgorithm, number> = { crc32: 4, crc32c: 4, crc64nvme: 8, sha1: 20, sha256: 32 };

export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  /** The checksum's bytes, most significant first; ends it. */
  digest(): Buffer;
}

function running32(step: (bytes: Uint8Array, previous: number) => number): RunningChecksum {
  let value = 0;
  return {
    update: (bytes) => {
      value = step(bytes, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

function running64(): RunningChecksum {
  const state = startCrc64();
  return { update: (bytes) => updateCrc64(state, bytes), digest: () => digestCrc64(state) };
}

function runningHash(name: 'sha1' | 'sha256'): RunningChecksum {
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'crc32':
      return running32((bytes, previous) => crc32(bytes, previous));
    case 'crc32c':
      return running32(crc32c);
    case 'crc64nvme':
      return running64();
    case 'sha1':
    case 'sha256':
      return runningHash(algorithm);
    default:
      return exhaustive(algorithm);
  }
}

/** The checksum of bytes at hand, base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  const checksum = startChecksum(algorithm);
  checksum.update(bytes);
  return checksum.digest().toString('base64');
}

/** `CRC32` or `crc32` as the algorithm, or undefined for one that is not computed here. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((known) => known === name.toLowerCase());
}

/** Whether a base64 text has the length and form of that algorithm's checksum. */
export function isChecksum(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === DIGEST_BYTES[algorithm] && bytes.toString('base64') === text;
}
