import { defineParser } from './provider-parser.ts';
import { optional, TRADE } from './trade-columns.ts';

/** Any portal: columns of the trade are read as what they are, all others stay texts; no column has to be there, and no format is known. */
export const generic = defineParser('generic', {
  tabla: { columns: Object.values(TRADE).map(optional) },
});
