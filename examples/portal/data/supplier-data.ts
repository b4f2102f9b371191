import type { Contract } from './generate-contracts.ts';
import { generateContracts } from './generate-contracts.ts';
import type { Delivery } from './generate-deliveries.ts';
import { generateDeliveries } from './generate-deliveries.ts';
import type { Quota } from './generate-quotas.ts';
import { generateQuotas } from './generate-quotas.ts';
import type { Settlement } from './generate-settlements.ts';
import { generateSettlements } from './generate-settlements.ts';
import { seededRandom } from './seeded-random.ts';
import type { Supplier } from './suppliers.ts';

/** Everything that one supplier may see, newest first (quotas: next day last). */
export interface SupplierData {
  contracts: readonly Contract[];
  deliveries: readonly Delivery[];
  settlements: readonly Settlement[];
  quotas: readonly Quota[];
}

/** The same rows for the same supplier on every start. */
export function generateSupplierData(supplier: Supplier): SupplierData {
  const random = seededRandom(supplier.seed);
  const contracts = generateContracts(random, supplier);
  const deliveries = generateDeliveries(random, contracts);
  const settlements = generateSettlements(random, supplier, contracts, deliveries);
  return {
    contracts: contracts.toReversed(),
    deliveries: deliveries.toReversed(),
    settlements: settlements.toReversed(),
    quotas: generateQuotas(random),
  };
}
