import type { CellValue } from '../model/contract-result.ts';
import type { ColumnContract } from '../model/data-contract.ts';
import type { Currency, ValueFormat } from '../model/value-format.ts';
import { foldText } from '../lang/clean-text.ts';
import { exhaustive } from '../lang/exhaustive.ts';
import { cellText } from './cell-text.ts';
import { decimalText, type Decimal } from './decimal.ts';
import { readDateCell } from './read-date-cell.ts';
import { readCurrencyCell, readMoneyCell } from './read-money-cell.ts';
import { readNumberCell, readPercentCell } from './read-number-cell.ts';
import { refuse, type Read } from './read-result.ts';
import { convertWeight, readWeightCell } from './read-weight-cell.ts';
import { readTaxIdCell } from './tax-ids/read-tax-id.ts';

/** A cell's value, and the currency that it names itself where its column keeps that. */
export interface ReadCell {
  value: CellValue;
  currency?: Currency;
}

function asNumber(read: Read<Decimal>): Read<ReadCell> {
  return read.ok ? { ok: true, value: { value: Number(decimalText(read.value)) } } : read;
}

function asCell(read: Read<string>): Read<ReadCell> {
  return read.ok ? { ok: true, value: { value: read.value } } : read;
}

/**
 * Reads a cell that is not blank as what its column holds. `format` is how the column writes values; `currency` what the rest of the row says of
 * an amount's currency.
 */
export function readColumnCell(
  text: string,
  column: ColumnContract,
  format: ValueFormat,
  currency?: Currency,
): Read<ReadCell> {
  switch (column.type) {
    case 'text': {
      const value = cellText(text);
      if (column.oneOf === undefined) return { ok: true, value: { value } };
      const known = column.oneOf.find((allowed) => foldText(allowed) === foldText(value));
      return known === undefined ? refuse('not_allowed') : { ok: true, value: { value: known } };
    }
    case 'number':
      return asNumber(readNumberCell(text, format.decimal));
    case 'percent':
      return asNumber(readPercentCell(text, format.decimal));
    case 'date':
      return asCell(readDateCell(text, format.dateOrder));
    case 'weight': {
      const read = readWeightCell(text, column.printedIn ?? column.unit, format);
      return asNumber(read.ok ? convertWeight(read.value, column.unit, format) : read);
    }
    case 'money': {
      const read = readMoneyCell(text, format, currency ?? column.currency);
      if (!read.ok) return read;
      const value = Number(decimalText(read.value.amount));
      return { ok: true, value: { value, currency: read.value.currency } };
    }
    case 'currency':
      return asCell(readCurrencyCell(text, format));
    case 'taxId': {
      const read = readTaxIdCell(text, column.kind);
      return read.ok ? { ok: true, value: { value: read.value.value } } : read;
    }
    default:
      return exhaustive(column);
  }
}
