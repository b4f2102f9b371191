import { defineParser } from './provider-parser.ts';
import { optional, TRADE } from './trade-columns.ts';

/**
 * Cargill's portal. Its tables are not public: the names are those of the trade, and no format is set, so that each column's own values settle
 * theirs or are refused. Whoever sees the portal writes its own names and its format down here.
 */
export const cargill = defineParser('cargill', {
  liquidaciones: {
    columns: [
      TRADE.settlement,
      TRADE.date,
      optional(TRADE.contract),
      optional(TRADE.species),
      optional(TRADE.campaign),
      optional(TRADE.tonnes),
      optional(TRADE.netKg),
      optional(TRADE.price),
      optional(TRADE.amount),
      optional(TRADE.netAmount),
      optional(TRADE.currency),
      optional(TRADE.cuit),
    ],
    key: ['liquidacion'],
  },
  contratos: {
    columns: [
      TRADE.contract,
      TRADE.date,
      TRADE.species,
      optional(TRADE.agreedTonnes),
      optional(TRADE.deliveredTonnes),
      optional(TRADE.campaign),
      optional(TRADE.price),
      optional(TRADE.currency),
      optional(TRADE.dueDate),
      optional(TRADE.destination),
      optional(TRADE.state),
    ],
    key: ['contrato'],
  },
  cupos: {
    columns: [
      TRADE.quota,
      TRADE.date,
      optional(TRADE.destination),
      optional(TRADE.species),
      optional(TRADE.contract),
      optional(TRADE.state),
    ],
    key: ['cupo'],
  },
  entregas: {
    columns: [
      TRADE.waybill,
      TRADE.date,
      TRADE.netKg,
      optional(TRADE.ticket),
      optional(TRADE.contract),
      optional(TRADE.species),
      optional(TRADE.plate),
      optional(TRADE.grossKg),
      optional(TRADE.tareKg),
      optional(TRADE.moisture),
    ],
    key: ['carta_de_porte'],
  },
});
