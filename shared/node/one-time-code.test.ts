import { describe, expect, it } from 'vitest';
import { isOneTimeKey, oneTimeCode, readOneTimeKey } from './one-time-code.ts';

/** RFC 6238, appendix B: the ASCII text 12345678901234567890, in Base32. */
const RFC_KEY = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a one-time code', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_234_567_890, '89005924'],
    [20_000_000_000, '65353130'],
  ])('is the one of RFC 6238 at %i s', (seconds, code) => {
    const key = readOneTimeKey(`otpauth://totp/Prueba?secret=${RFC_KEY}&digits=8`) ?? '';
    expect(oneTimeCode(key, seconds * 1000).code).toBe(code);
  });

  it('is the same from the address and from what the portal prints', () => {
    const printed = readOneTimeKey('gezd gnbv gy3t qojq-gezd gnbv gy3t qojq') ?? '';
    expect(isOneTimeKey(printed)).toBe(true);
    expect(oneTimeCode(printed, 59_000)).toEqual({ code: '287082', leftMs: 1000 });
  });

  it('keeps what the address says of digits, seconds and digest', () => {
    const key = readOneTimeKey(`otpauth://totp/Cargill:ana?secret=${RFC_KEY}&digits=8&period=60&algorithm=SHA1`) ?? '';
    expect(oneTimeCode(key, 59_000)).toEqual({ code: '84755224', leftMs: 1000 });
  });
});

it.each([
  ['a counter', `otpauth://hotp/x?secret=${RFC_KEY}&counter=1`],
  ['no key in it', 'otpauth://totp/x'],
  ['too short', 'GEZDGNBV'],
  ['digits that Base32 has not', 'GEZDGNBVGY3TQOJ1'],
  ['a password', 'Canario-7731-ñandú'],
  ['nothing', ' '],
])('refuses what is no key: %s', (_what, text) => {
  expect(readOneTimeKey(text)).toBeNull();
});
