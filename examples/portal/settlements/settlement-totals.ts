import type { Settlement } from '../data/generate-settlements.ts';
import type { Currency } from '../data/market.ts';

/** Sums over settlements: tonnes in hundredths, money in cents; currencies are never added to one another. */
export interface SettlementTotals {
  count: number;
  tonnes: number;
  ars: number;
  usd: number;
}

/** The totals that the portal prints under its list. */
export function settlementTotals(settlements: readonly Settlement[]): SettlementTotals {
  const sumOf = (currency: Currency): number =>
    settlements.filter(({ contract }) => contract.currency === currency).reduce((sum, { amount }) => sum + amount, 0);
  return {
    count: settlements.length,
    tonnes: settlements.reduce((sum, { tonnes }) => sum + tonnes, 0),
    ars: sumOf('ARS'),
    usd: sumOf('USD'),
  };
}
