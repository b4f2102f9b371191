import { describe, expect, it } from 'vitest';
import { readCurrency, readNumber } from './read-number.ts';

describe('a number in a text', () => {
  it.each<[string, number]>([
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['$ 1.234.567', 1_234_567],
    ['12,5 t', 12.5],
    ['0,500', 0.5],
    ['-12', -12],
    ['−3,5', -3.5],
    ['(1.234,00)', -1234],
    ['99,10-', -99.1],
    ['1 234 567,8', 1_234_567.8],
    ['12%', 12],
  ])('%s is %d', (text, value) => expect(readNumber(text)).toEqual({ value }));

  it('is not guessed where it could be two', () => {
    expect(readNumber('1.234')).toEqual({ fault: 'ambiguous' });
    expect(readNumber('1.234', ',')).toEqual({ value: 1234 });
    expect(readNumber('1.234', '.')).toEqual({ value: 1.234 });
    expect(readNumber('30,120', ',')).toEqual({ value: 30.12 });
  });

  it.each(['', 'sin datos', '1.23.4', '12,34,5'])('%j is none', (text) =>
    expect(readNumber(text)).toEqual({ fault: 'none' }),
  );

  it('is refused where the sign given cannot stand there, or a number cannot hold it', () => {
    expect(readNumber('0.500', ',')).toEqual({ fault: 'none' });
    expect(readNumber('1234 567')).toEqual({ fault: 'none' });
    expect(readNumber('12345678901234567')).toEqual({ fault: 'too_long' });
  });

  it('is one alone', () => expect(readNumber('página 3 de 12')).toEqual({ fault: 'several' }));

  it.each([
    ['U$S 1.200', 'USD'],
    ['USD 3', 'USD'],
    ['$ 5', '$'],
    ['R$ 5', 'BRL'],
    ['5 €', 'EUR'],
    ['12', null],
    ['PENDIENTE 5', null],
    ['5 pesos', 'pesos'],
  ])('the currency of %s is %s', (text, currency) => expect(readCurrency(text)).toBe(currency));
});
