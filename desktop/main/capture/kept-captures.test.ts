import { beforeEach, expect, test } from 'vitest';
import { AppError } from '@sri/shared/errors.ts';
import type { Session } from '@sri/shared/model/session.ts';
import { keepCaptures, type KeptCaptures, type SignedInAs } from './kept-captures.ts';

const PORTAL = '01890000-0000-7000-8000-000000000001';
const session = (value: string): Session => ({
  cookies: [{ name: 'sid', value, domain: 'agro.example' }],
  connectedAt: 1,
});
const ana: SignedInAs = { server: 'https://sri.example', userId: 'ana' };

let texts: Map<string, string>;
let who: SignedInAs | null;
let sent: string[];
let refusal: AppError | undefined;
let kept: KeptCaptures;
beforeEach(() => {
  texts = new Map();
  who = ana;
  sent = [];
  refusal = undefined;
  kept = keepCaptures(
    {
      kind: 'encrypted',
      keep: (id, text) => Promise.resolve(void texts.set(id, text)),
      list: () => Promise.resolve([...texts].map(([id, text]) => ({ id, text }))),
      remove: (id) => void texts.delete(id),
    },
    () => who,
    (_id, { cookies }) => {
      if (refusal !== undefined) return Promise.reject(refusal);
      sent.push(cookies[0]?.value ?? '');
      return Promise.resolve({ dropped: [] });
    },
  );
});

test('what waits is sent once, and a newer login replaces the older one', async () => {
  await kept.keep(PORTAL, session('vieja'));
  await kept.keep(PORTAL, session('nueva'));
  expect(await kept.sendAll()).toEqual([PORTAL]);
  expect(await kept.sendAll()).toEqual([]);
  expect(sent).toEqual(['nueva']);
});

test('it is sent by whoever captured it, at the server it is for', async () => {
  await kept.keep(PORTAL, session('de-ana'));
  for (const other of [null, { ...ana, userId: 'bea' }, { ...ana, server: 'https://otro.example' }]) {
    who = other;
    expect(await kept.sendAll()).toEqual([]);
  }
  who = ana;
  expect(await kept.sendAll()).toEqual([PORTAL]);
});

test('it waits on while the server is away or the sign-in has ended, and is given up when it is refused', async () => {
  await kept.keep(PORTAL, session('x'));
  for (const code of ['server_unreachable', 'token_expired'] as const) {
    refusal = new AppError(code, '-', { hint: '-' });
    await kept.sendAll();
    expect(texts.size).toBe(1);
  }
  refusal = new AppError('invalid_request', '-', { hint: '-' });
  await kept.sendAll();
  expect(texts.size).toBe(0);
});
