import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesUrl } from './url-pattern.ts';

describe('address patterns', () => {
  it.each([
    ['https://portal.example/liquidaciones?pagina=2', '*/liquidaciones*', true],
    ['https://portal.example/liquidaciones?pagina=2', '*/liquidaciones', true],
    ['https://portal.example/liquidaciones', 'https://portal.example/*', true],
    ['https://portal.example/ingresar', '*/liquidaciones*', false],
    ['https://portal.example/contratos/7/detalle', '*/contratos/*/detalle', true],
    ['https://portal.example/contratos', '/contratos', true],
    ['https://portal.example/aa', 'https://portal.example/a*a*a', false],
    ['https://portal.example/', '*', true],
  ])('%s against %s is %s', (url, pattern, expected) => {
    expect(matchesUrl(url, pattern)).toBe(expected);
  });

  it('agrees with the regular expression of the same meaning', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 12 }), letters, (url, pattern) => {
        fc.pre(pattern.includes('*'));
        const regex = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matchesUrl(url, pattern)).toBe(regex.test(url));
      }),
    );
  });
});
