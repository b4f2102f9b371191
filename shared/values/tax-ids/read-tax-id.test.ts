import { describe, expect, it } from 'vitest';
import type { TaxIdKind } from '../../model/value-format.ts';
import { readTaxIdCell } from './read-tax-id.ts';

const shown = (text: string, kind?: TaxIdKind): string => {
  const read = readTaxIdCell(text, kind);
  if (read.ok) return `${read.value.kind} ${read.value.value}`;
  return [read.code, ...read.readings.map(({ value }) => value)].join(' ');
};

/** Of public bodies and firms that print theirs, and of the offices' own papers. */
const PUBLISHED: [TaxIdKind, string, string][] = [
  // The tax office of Argentina, Banco de la Nación Argentina, YPF.
  ['cuit', '33-69345023-9', '33-69345023-9'],
  ['cuit', '30500010912', '30-50001091-2'],
  ['cuit', '30 54668997 9', '30-54668997-9'],
  ['cuit', '20-05536168-2', '20-05536168-2'],
  // The example of the Receita Federal for letters, Banco do Brasil, Petrobras.
  ['cnpj', '12.ABC.345/01DE-35', '12.ABC.345/01DE-35'],
  ['cnpj', '12abc34501de35', '12.ABC.345/01DE-35'],
  ['cnpj', '00.000.000/0001-91', '00.000.000/0001-91'],
  ['cnpj', '33000167000101', '33.000.167/0001-01'],
  ['cnpj', '44.038.188/0001-32', '44.038.188/0001-32'],
  ['ruc-py', '80028061-0', '80028061-0'],
  ['ruc-py', '80000035-8', '80000035-8'],
  ['ruc-py', '2660-3', '2660-3'],
  // The tax office of Peru, Banco de Crédito del Perú.
  ['ruc-pe', '20131312955', '20131312955'],
  ['ruc-pe', '20100047218', '20100047218'],
  ['ruc-ec', '1792060346001', '1792060346001'],
  // The tax office of Colombia, Bancolombia, Ecopetrol.
  ['nit-co', '800.197.268-4', '800197268-4'],
  ['nit-co', '890.903.938-8', '890903938-8'],
  ['nit-co', '899999068-1', '899999068-1'],
  ['nit-bo', '1020255020', '1020255020'],
];

describe('a tax number', () => {
  it.each(PUBLISHED)('%s %s is right', (kind, text, value) => expect(shown(text, kind)).toBe(`${kind} ${value}`));

  it('with any other check digit is wrong', () => {
    for (const [kind, , value] of PUBLISHED.filter(([kind]) => kind !== 'nit-bo' && kind !== 'ruc-ec')) {
      for (const digit of '0123456789') {
        if (digit === value.at(-1)) continue;
        expect(shown(value.slice(0, -1) + digit, kind)).toBe('check_digit');
      }
    }
  });

  // The other countries make two remainders one digit, so that some slips stay unseen.
  it('a CUIT with one digit mistyped is never right', () => {
    const cuits = PUBLISHED.filter(([kind]) => kind === 'cuit').map(([, , value]) => value);
    for (const value of cuits) {
      for (const [at, sign] of Array.from(value).entries()) {
        for (const digit of sign === '-' ? '' : '0123456789'.replace(sign, ''))
          expect(shown(value.slice(0, at) + digit + value.slice(at + 1), 'cuit')).toBe('check_digit');
      }
    }
  });

  it('may carry its label', () => {
    expect(shown('CUIT: 33-69345023-9')).toBe('cuit 33-69345023-9');
    expect(shown('CNPJ 12.ABC.345/01DE-35', 'cnpj')).toBe('cnpj 12.ABC.345/01DE-35');
  });

  it('of two countries is refused with both where nobody says which', () => {
    expect(shown('20131312955')).toBe('ambiguous 20-13131295-5 (cuit) 20131312955 (ruc-pe) 20131312955 (nit-bo)');
    expect(shown('20131312955', 'ruc-pe')).toBe('ruc-pe 20131312955');
    expect(shown('30-50001091-2')).toBe('cuit 30-50001091-2');
  });

  it.each<[string, TaxIdKind | undefined, string]>([
    ['', 'cuit', 'blank'],
    ['CUIT: ', 'cuit', 'blank'],
    ['sin CUIT', 'cuit', 'unreadable'],
    ['30-5000109-12', 'cuit', 'unreadable'],
    ['30-50001091 2', 'cuit', 'unreadable'],
    ['00000000000000', 'cnpj', 'check_digit'],
    ['12.ABC.345/01DE-3A', 'cnpj', 'unreadable'],
    ['80028061', 'ruc-py', 'check_digit_missing'],
    ['890.903.938', 'nit-co', 'check_digit_missing'],
    ['99131312955', 'ruc-pe', 'unreadable'],
    ['1792060346000', 'ruc-ec', 'unreadable'],
    ['2592060346001', 'ruc-ec', 'unreadable'],
    ['12345', 'nit-bo', 'unreadable'],
    ['33-69345023-8', undefined, 'check_digit'],
  ])('%j as %s is refused: %s', (text, kind, why) => expect(shown(text, kind)).toBe(why));
});
