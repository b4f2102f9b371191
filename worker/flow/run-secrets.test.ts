import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createRunSecrets } from './run-secrets.ts';

/** RFC 6238's key: 287082 is its code of the second half minute after 1970. */
const KEY = 'otpauth://totp/Prueba?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=6&period=30';
const { signal } = new AbortController();

beforeEach(() => vi.useFakeTimers({ now: 40_000 }));
afterEach(() => vi.useRealTimers());

it('writes a text as it is, and a key as its code, which is hidden from then on', async () => {
  const hidden: string[] = [];
  const secret = createRunSecrets({ clave: 'Canario-7731', codigo: KEY }, (value) => hidden.push(value));
  expect(await secret('clave', signal)).toBe('Canario-7731');
  expect(await secret('codigo', signal)).toBe('287082');
  expect(hidden).toEqual(['287082']);
});

it('waits for the next code where the portal has seen this one, or it is about to end', async () => {
  const secret = createRunSecrets({ codigo: KEY }, () => undefined);
  await secret('codigo', signal);
  const second = secret('codigo', signal);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(await Promise.race([second, Promise.resolve('waiting')])).toBe('waiting');
  await vi.advanceTimersByTimeAsync(1000);
  expect(await second).toBe('359152');
  vi.setSystemTime(87_000);
  const late = createRunSecrets({ codigo: KEY }, () => undefined)('codigo', signal);
  await vi.advanceTimersByTimeAsync(3000);
  expect(await late).toBe('969429');
});

it('names the secret that is not there', async () => {
  const secret = createRunSecrets({ otra: 'x' }, () => undefined);
  await expect(secret('clave', signal)).rejects.toMatchObject({ code: 'secret_missing' });
  await expect(secret('toString', signal)).rejects.toMatchObject({ code: 'secret_missing' });
});
