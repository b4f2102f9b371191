import { describe, expect, it } from 'vitest';
import { cleanUrl, pathPattern } from './clean-url.ts';

describe('an address without what may be secret', () => {
  it.each([
    ['https://p.example/a?pagina=2&desde=01/10/2026', true, 'https://p.example/a?pagina=2&desde=01/10/2026'],
    ['https://p.example/a?pagina=2', false, 'https://p.example/a'],
    ['https://p.example/a?token=abc&x=1', true, 'https://p.example/a?x=1'],
    ['https://p.example/a?x=8f3a91c2d4e5f60718293a4b5c', true, 'https://p.example/a'],
    ['https://u:c@p.example/', true, 'https://p.example/'],
    ['https://p.example/#/saldos', false, 'https://p.example/#/saldos'],
    ['https://p.example/#access_token=abc123', true, 'https://p.example/'],
    ['data:text/html,x', true, 'data:'],
    ['about:blank', true, 'about:blank'],
    ['nada', true, ''],
  ])('%s (%s)', (url, keep, wanted) => expect(cleanUrl(url, keep)).toBe(wanted));
  it('drops what is called as a secret field was', () =>
    expect(cleanUrl('https://p.example/?p=hola&q=soja', true, new Set(['p']))).toBe('https://p.example/?q=soja'));
});

describe('a pattern of an address', () => {
  it.each([
    ['https://p.example/contratos/4711/ver?x=1', 'https://p.example/contratos/*/ver'],
    ['https://p.example/f/2026-11-24.pdf', 'https://p.example/f/*.pdf'],
    ['https://p.example/v1/saldos', 'https://p.example/v1/saldos'],
    ['https://p.example/#/cuotas/88', 'https://p.example/#/cuotas/*'],
  ])('%s', (url, wanted) => expect(pathPattern(url)).toBe(wanted));
});
