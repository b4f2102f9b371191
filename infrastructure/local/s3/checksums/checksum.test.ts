import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKSUM_ALGORITHMS, checksumOf, isChecksum, startChecksum } from './checksum.ts';

const CHECK = Buffer.from('123456789');

describe('checksums', () => {
  // The check values of the CRC catalogue, and the digests of FIPS 180.
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of "123456789"', (algorithm, hex) => {
    expect(Buffer.from(checksumOf(algorithm, CHECK), 'base64').toString('hex')).toBe(hex);
  });

  it.each(CHECKSUM_ALGORITHMS)('%s does not depend on how the bytes were cut', (algorithm) => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), (pieces) => {
        const running = startChecksum(algorithm);
        for (const piece of pieces) running.update(piece);
        expect(running.digest().toString('base64')).toBe(checksumOf(algorithm, Buffer.concat(pieces)));
      }),
    );
  });

  it('knows a checksum by its length and form', () => {
    expect(isChecksum('crc32', 'AAAAAA==')).toBe(true);
    for (const text of ['', 'AAAAAA', 'AAAA', 'AAAAAAAA', '!!!!!!==']) expect(isChecksum('crc32', text)).toBe(false);
  });
});
