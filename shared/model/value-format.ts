import { z } from 'zod';

/** The sign before the decimals; the other one stands between thousands. */
export const decimalSignSchema = z.enum([',', '.']);
export type DecimalSign = z.infer<typeof decimalSignSchema>;

/** The order of a date in numbers: 24/11/2026 is `dmy`. */
export const dateOrderSchema = z.enum(['dmy', 'mdy', 'ymd']);
export type DateOrder = z.infer<typeof dateOrderSchema>;

/** Currencies by their ISO 4217 code. */
export const currencySchema = z.enum([
  'ARS',
  'USD',
  'BRL',
  'UYU',
  'PYG',
  'EUR',
  'CLP',
  'COP',
  'MXN',
  'PEN',
  'BOB',
  'VES',
]);
export type Currency = z.infer<typeof currencySchema>;

/** Units of weight: tonne of 1000 kg, quintal, kilogram. */
export const weightUnitSchema = z.enum(['t', 'qq', 'kg']);
export type WeightUnit = z.infer<typeof weightUnitSchema>;

/** Tax numbers by country: Argentina (CUIT and CUIL are one), Brazil, Paraguay, Peru, Ecuador, Colombia, Bolivia. */
export const taxIdKindSchema = z.enum(['cuit', 'cnpj', 'ruc-py', 'ruc-pe', 'ruc-ec', 'nit-co', 'nit-bo']);
export type TaxIdKind = z.infer<typeof taxIdKindSchema>;

/** How a portal writes values. What is not said is found out from the values, and refused where they could mean two things. */
export const valueFormatSchema = z.strictObject({
  decimal: decimalSignSchema.optional(),
  dateOrder: dateOrderSchema.optional(),
  /** What a sign of several currencies, as `$`, stands for. */
  localCurrency: currencySchema.optional(),
  /** Kilograms of a quintal: 100 where it is metric, 46 where it is a hundred pounds. */
  quintalKg: z.union([z.literal(100), z.literal(46)]).optional(),
});
export type ValueFormat = z.infer<typeof valueFormatSchema>;
