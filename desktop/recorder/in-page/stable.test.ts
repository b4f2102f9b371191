import { expect, it } from 'vitest';
import { isGenerated, isStableText, withoutCounts } from './stable.ts';

it.each([
  'ember312',
  'mat-input-7x',
  ':r1:',
  'input-8f3a91',
  'css-1x9k2f',
  'jKmNpQ',
  'radix-2b',
  'a1b2c3d4-1234-5678-9abc-def012345678',
  '123',
  'ext-gen1042',
  'sc-aXZVg',
])('«%s» was made up by a program', (name) => expect(isGenerated(name)).toBe(true));
it.each([
  'btnBuscar',
  'desde',
  'ctl00_Contenido_txtCuit',
  'fecha-desde',
  'menu_principal',
  'filtroCampaña',
  'usuario',
  'q',
  'n1',
  'RazonSocial',
])('«%s» was chosen by a person', (name) => expect(isGenerated(name)).toBe(false));
it.each([
  ['Descargar (3)', 'Descargar'],
  ['[12] Mensajes', 'Mensajes'],
  ['Contrato 4711', ''],
  ['Descargar\u{e9a2}', 'Descargar'],
  ['(3)', ''],
])('«%s» without its count is «%s»', (text, wanted) => expect(withoutCounts(text)).toBe(wanted));
it('dates, amounts and icons do not last', () => {
  for (const text of ['24/11/2026', '$ 1.250,00', 'Saldo 3', '\u{e001}', 'x'.repeat(81)])
    expect(isStableText(text)).toBe(false);
  for (const text of ['Buscar', 'Ver más', 'Liquidación']) expect(isStableText(text)).toBe(true);
});
