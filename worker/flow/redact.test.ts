import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redact.ts';

const cookie = (value: string): { name: string; value: string; domain: string } => ({
  name: 'c',
  value,
  domain: 'x.example',
});

describe('R50 redaction', () => {
  it('hides cookie values from 8 characters up, in every spelling', () => {
    const { clean } = createRedactor({ cookies: [cookie('abc=12345%2F'), cookie('es')] });
    expect(clean('GET /?s=abc=12345%2F y abc=12345/ y abc%3D12345%252F en es')).toBe('GET /?s=••• y ••• y ••• en es');
  });

  it('hides typed passwords from then on, and stored tokens', () => {
    const redactor = createRedactor({
      cookies: [],
      origins: [{ origin: 'https://x.example', localStorage: [{ name: 't', value: 'eyJhbGciOiJIUzI1NiJ9' }] }],
    });
    redactor.hide('Soja2026');
    expect(redactor.clean('Soja2026 eyJhbGciOiJIUzI1NiJ9')).toBe('••• •••');
  });

  it('hides them also where a page wrote them in JSON or base64, at any place', () => {
    const value = 'clave"con\\cosas/ñ+?12345';
    const { clean } = createRedactor({ cookies: [cookie(value)] });
    for (const before of ['', 'a', 'ab', 'abc']) {
      const text = `${before}${value} fin`;
      const written = [
        JSON.stringify(text),
        JSON.stringify(JSON.stringify(text)),
        encodeURIComponent(text),
        Buffer.from(text).toString('base64'),
        Buffer.from(text).toString('base64url'),
        encodeURIComponent(Buffer.from(text).toString('base64')),
      ];
      for (const one of written) expect(clean(one)).toContain('•••');
      const coded = Buffer.from(clean(Buffer.from(text).toString('base64')).replace('•••', ''), 'base64').toString();
      expect(coded).not.toContain('cosas');
    }
  });

  it('hides what is left of one where the text was cut, and no more than that', () => {
    const { clean } = createRedactor({ cookies: [cookie('sesion-de-A-1234567890'), cookie('sesion-de-A-0987')] });
    expect(clean('antes sesion-de-A-12345... después')).toBe('antes •••... después');
    expect(clean('sesion-de-A-0987 y sesion-de-A-1234567890')).toBe('••• y •••');
    expect(clean('una sesion-de-B y sesion-de')).toBe('una sesion-de-B y sesion-de');
  });

  it('leaves no value behind, whatever the values', () => {
    const values = fc.array(fc.string({ minLength: 8, maxLength: 30 }), { maxLength: 5 });
    fc.assert(
      fc.property(values, fc.string(), (secrets, text) => {
        const { clean } = createRedactor({ cookies: secrets.map(cookie) });
        const cleaned = clean(`${text}${secrets.join(text)}`);
        expect(secrets.filter((secret) => !secret.includes('•') && cleaned.includes(secret))).toEqual([]);
      }),
    );
  });
});
