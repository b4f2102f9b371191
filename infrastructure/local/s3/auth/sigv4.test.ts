import { describe, expect, it } from 'vitest';
import { canonicalRequest, fromAmzDate, sha256Hex, sign, signingKey, stringToSign, toAmzDate } from './sigv4.ts';

// The worked examples of Amazon's documentation ("Signature Calculations for the Authorization Header").
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SCOPE = { date: '20130524', region: 'us-east-1', service: 's3' };
const HOST = ['host', 'examplebucket.s3.amazonaws.com'] as const;
const EMPTY = sha256Hex('');

function signature(parts: Parameters<typeof canonicalRequest>[0]): string {
  return sign(signingKey(SECRET, SCOPE), stringToSign('20130524T000000Z', SCOPE, canonicalRequest(parts)));
}

describe('SigV4', () => {
  it('signs Amazon’s example of a GET with a range', () => {
    const headers = [
      HOST,
      ['range', 'bytes=0-9'],
      ['x-amz-content-sha256', EMPTY],
      ['x-amz-date', '20130524T000000Z'],
    ] as const;
    expect(signature({ method: 'GET', path: '/test.txt', query: [], headers, payloadHash: EMPTY })).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('signs Amazon’s example of a PUT, whose key needs encoding', () => {
    const payloadHash = sha256Hex('Welcome to Amazon S3.');
    const headers = [
      ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
      HOST,
      ['x-amz-content-sha256', payloadHash],
      ['x-amz-date', '20130524T000000Z'],
      ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ] as const;
    expect(signature({ method: 'PUT', path: '/test$file.text', query: [], headers, payloadHash })).toBe(
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });

  it('signs Amazon’s example of a listing, its query sorted', () => {
    const headers = [HOST, ['x-amz-content-sha256', EMPTY], ['x-amz-date', '20130524T000000Z']] as const;
    const query = [
      ['prefix', 'J'],
      ['max-keys', '2'],
    ] as const;
    expect(signature({ method: 'GET', path: '/', query, headers, payloadHash: EMPTY })).toBe(
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });

  it('signs Amazon’s example of a presigned URL', () => {
    const query = [
      ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
      ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'],
      ['X-Amz-Date', '20130524T000000Z'],
      ['X-Amz-Expires', '86400'],
      ['X-Amz-SignedHeaders', 'host'],
    ] as const;
    expect(
      signature({ method: 'GET', path: '/test.txt', query, headers: [HOST], payloadHash: 'UNSIGNED-PAYLOAD' }),
    ).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });

  it('folds blanks in header values and keeps the bytes of others', () => {
    const parts = { method: 'GET', path: '/', query: [], payloadHash: EMPTY };
    expect(canonicalRequest({ ...parts, headers: [['a', '  x   y ']] })).toContain('\na:x y\n');
  });

  it('reads and writes its dates, and refuses others', () => {
    expect(toAmzDate(new Date(1_369_353_600_123))).toBe('20130524T000000Z');
    expect(fromAmzDate('20130524T000000Z')).toBe(1_369_353_600_000);
    for (const text of ['', '20130524', '2013-05-24T00:00:00Z', '20131324T000000Z']) {
      expect(fromAmzDate(text)).toBeUndefined();
    }
  });
});
