import { expect, test } from 'vitest';
import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';
import { networkFault, responseFault } from './page-fault.ts';

const URL = 'https://portal.example/entregas';
const KINDS: [EgressFailure['kind'], string, string][] = [
  ['refused', 'address_refused', 'la dirección no es pública'],
  ['unresolved', 'page_unreachable', 'ese nombre de sitio no existe'],
  ['unreachable', 'page_unreachable', 'no hay camino'],
  ['timeout', 'page_timeout', 'no respondió'],
];
const guardSays = (kind: EgressFailure['kind']) => () =>
  Promise.resolve({ kind, message: 'The name portal.example has no address.' });

test.each(KINDS)('what the guard met (%s) is told in one language', async (kind, code, words) => {
  const fault = await networkFault('net::ERR_TUNNEL_CONNECTION_FAILED', URL, guardSays(kind));
  expect(fault?.code).toBe(code);
  expect(fault?.message).toContain(URL);
  expect(fault?.message).toContain(words);
  expect(fault?.message).not.toContain('has no address');
});

test.each(KINDS)('so is the page that the guard answers with (%s)', async (kind, code, words) => {
  const response = { status: () => 502, url: () => URL, headers: () => ({ 'x-sri-egress': kind }) };
  const forgotten = await responseFault(response, () => Promise.resolve(null));
  expect(forgotten).toMatchObject({ code });
  expect(forgotten?.message).toContain(words);
});
