import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ValueFormat, WeightUnit } from '../model/value-format.ts';
import { decimalOf, decimalText, ZERO } from './decimal.ts';
import { convertWeight, readWeightCell } from './read-weight-cell.ts';

const shown = (text: string, to: WeightUnit, format: ValueFormat = { decimal: ',' }): string => {
  const read = readWeightCell(text, to, format);
  const turned = read.ok ? convertWeight(read.value, to, format) : read;
  if (turned.ok) return decimalText(turned.value);
  return [turned.code, ...turned.readings.map(({ value }) => value)].join(' ');
};

it.each<[string, WeightUnit, string, ValueFormat?]>([
  ['28.540 kg', 't', '28.54'],
  ['28.540', 'kg', '28540'],
  ['30,5 tn', 'kg', '30500'],
  ['30,5 Toneladas', 't', '30.5'],
  ['1 TM', 'kg', '1000'],
  ['28.540 Kg.', 'kg', '28540'],
  ['30tn.', 't', '30'],
  ['0,001 kg', 't', '0.000001'],
  ['12 qq', 'qq', '12'],
  ['12 qq', 'kg', '1200', { quintalKg: 100 }],
  ['12 quintales', 'kg', '552', { quintalKg: 46 }],
  ['92 kg', 'qq', '2', { quintalKg: 46 }],
  ['100 kg', 'qq', 'not_exact', { quintalKg: 46 }],
  ['12 qq', 'kg', 'ambiguous 1200 552'],
  ['28.540 kg', 't', 'ambiguous 28540 28.54', {}],
  ['5 libras', 't', 'unreadable'],
  ['5 t kg', 't', 'unreadable'],
  ['t 5', 't', 'unreadable'],
  ['$ 5', 't', 'unreadable'],
  ['5 %', 't', 'unreadable'],
  ['', 't', 'blank'],
])('%s in %s is %s', (text, unit, value, format) => expect(shown(text, unit, format)).toBe(value));

it('a weight that goes to another unit and comes back is the same to the last digit', () => {
  const units = fc.constantFrom<WeightUnit>('t', 'qq', 'kg');
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 9n), 10n ** 9n),
      fc.integer({ min: 0, max: 6 }),
      units,
      units,
      (digits, scale, from, to) => {
        const amount = decimalOf(`${digits}e-${scale}`) ?? ZERO;
        const there = convertWeight({ amount, unit: from }, to, { quintalKg: 100 });
        if (!there.ok) throw new Error(there.code);
        expect(convertWeight({ amount: there.value, unit: to }, from, { quintalKg: 100 })).toEqual({
          ok: true,
          value: amount,
        });
      },
    ),
  );
});
