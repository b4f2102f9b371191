import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAwsChunked } from './aws-chunked.ts';
import { scopeText, signingKey } from './sigv4.ts';

// Amazon's example: 66560 times "a" in chunks of 64 KiB and 1 KiB ("Transferring Payload in Multiple Chunks").
const SCOPE = { date: '20130524', region: 'us-east-1', service: 's3' };
const SEAL = {
  key: signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', SCOPE),
  amzDate: '20130524T000000Z',
  scope: scopeText(SCOPE),
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
};
const SIGNATURES = [
  'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
  '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
  'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
];
const BODY =
  `10000;chunk-signature=${SIGNATURES[0]}\r\n${'a'.repeat(65_536)}\r\n` +
  `400;chunk-signature=${SIGNATURES[1]}\r\n${'a'.repeat(1024)}\r\n` +
  `0;chunk-signature=${SIGNATURES[2]}\r\n\r\n`;

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function decode(text: string, size: number, seal: typeof SEAL | undefined, trailer = false): Promise<string> {
  const pieces: Buffer[] = [];
  const options = { seal, trailer, trailers: new Map<string, string>() };
  for await (const piece of decodeAwsChunked(inPieces(text, size), options)) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

describe('aws-chunked', () => {
  it.each([1000, 65_536, 1_000_000])(
    'verifies and decodes Amazon’s example, arriving in pieces of %d',
    async (size) => {
      expect(await decode(BODY, size, SEAL)).toBe('a'.repeat(66_560));
    },
  );

  it('refuses the example when one byte, one signature or the order of chunks was changed', async () => {
    const changes = [
      BODY.replace('aaa', 'aba'),
      BODY.replace('0055627c', '0055627d'),
      BODY.replace(`400;chunk-signature=${SIGNATURES[1]}\r\n${'a'.repeat(1024)}\r\n`, ''),
      BODY.replace(/^10000;chunk-signature=[0-9a-f]+/, '10000'),
    ];
    for (const body of changes) {
      await expect(decode(body, 5000, SEAL)).rejects.toMatchObject({ name: 'S3Error' });
    }
  });

  it('gives back whatever was framed, however it is cut', async () => {
    const chunks = fc.array(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 50 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 40 }), async (texts, size) => {
        const framed = texts.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join('');
        expect(await decode(`${framed}0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n`, size, undefined, true)).toBe(
          texts.join(''),
        );
      }),
    );
  });

  it('refuses a body that ends anywhere before its end', async () => {
    const body = '5\r\nhello\r\n3\r\nyou\r\n0\r\n';
    for (let length = 0; length < body.length - 2; length++) {
      await expect(decode(body.slice(0, length), 4, undefined, true), `${length} bytes`).rejects.toMatchObject({
        name: 'S3Error',
      });
    }
  });
});
