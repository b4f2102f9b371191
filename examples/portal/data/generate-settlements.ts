import type { Day } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { Contract } from './generate-contracts.ts';
import type { Delivery } from './generate-deliveries.ts';
import { CUT_OFF } from './market.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Supplier } from './suppliers.ts';

/** One line of a settlement's account: cents, negative for what is taken off. */
export interface SettlementLine {
  concept: string;
  amount: number;
}

/** What the firm owes for some deliveries. `tonnes` is hundredths, `amount` cents: the sum of `lines`. */
export interface Settlement {
  number: string;
  date: Day;
  kind: 'Parcial' | 'Ajuste';
  /** The tax office's code of the operation, twelve digits. */
  code: string;
  contract: Contract;
  deliveries: readonly Delivery[];
  tonnes: number;
  lines: readonly SettlementLine[];
  amount: number;
}

type Unnumbered = Omit<Settlement, 'number'>;

/** The supplier's settlements, oldest first: one for every one to four trucks, and now and then an adjustment. */
export function generateSettlements(
  random: SeededRandom,
  supplier: Supplier,
  contracts: readonly Contract[],
  deliveries: readonly Delivery[],
): Settlement[] {
  const unnumbered = contracts.flatMap((contract) =>
    settleContract(
      random,
      contract,
      deliveries.filter((delivery) => delivery.contract === contract),
    ),
  );
  const known = unnumbered.filter((settlement) => settlement.date <= CUT_OFF);
  known.sort((a, b) => a.date.localeCompare(b.date));
  let serial = random.int(11_000, 13_000);
  return known.map((settlement) => {
    serial += random.int(1, 12);
    return { ...settlement, number: `${supplier.pointOfSale}-${String(serial).padStart(8, '0')}` };
  });
}

function settleContract(random: SeededRandom, contract: Contract, deliveries: readonly Delivery[]): Unnumbered[] {
  const settlements: Unnumbered[] = [];
  let rest = deliveries;
  while (rest.length > 0) {
    const group = rest.slice(0, random.int(1, 4));
    rest = rest.slice(group.length);
    const lastDay = group.at(-1)?.date ?? contract.deliveryFrom;
    settlements.push(settle(random, contract, group, addDays(lastDay, random.int(2, 9))));
  }
  const last = settlements.at(-1);
  if (last !== undefined && random.chance(25)) settlements.push(adjust(random, last));
  return settlements;
}

function settle(random: SeededRandom, contract: Contract, deliveries: readonly Delivery[], date: Day): Unnumbered {
  const tonnes = deliveries.reduce((sum, delivery) => sum + delivery.netKg / 10, 0);
  const gross = Math.round((tonnes * contract.price) / 100);
  const lines = [
    { concept: 'Subtotal mercadería', amount: gross },
    { concept: 'Comisión (1 %)', amount: -Math.round(gross / 100) },
    { concept: 'Secada y zarandeo', amount: -Math.round((gross * random.int(20, 140)) / 10_000) },
    { concept: 'IVA (10,5 %)', amount: Math.round((gross * 105) / 1000) },
    { concept: 'Retención IVA RG 4310 (5 %)', amount: -Math.round((gross * 5) / 100) },
    { concept: 'Retención Ganancias (0,5 %)', amount: -Math.round((gross * 5) / 1000) },
  ];
  return finish(random, { date, kind: 'Parcial', contract, deliveries, tonnes, lines });
}

/** A correction for quality: no grain moves, and money goes back to the firm. */
function adjust(random: SeededRandom, settlement: Unnumbered): Unnumbered {
  const amount = -Math.round((settlement.amount * random.int(4, 25)) / 1000);
  return finish(random, {
    date: addDays(settlement.date, random.int(6, 20)),
    kind: 'Ajuste',
    contract: settlement.contract,
    deliveries: [],
    tonnes: 0,
    lines: [{ concept: 'Descuento por calidad (análisis de cámara)', amount }],
  });
}

function finish(random: SeededRandom, parts: Omit<Unnumbered, 'code' | 'amount'>): Unnumbered {
  const code = `3301${String(random.int(0, 99_999_999)).padStart(8, '0')}`;
  return { ...parts, code, amount: parts.lines.reduce((sum, line) => sum + line.amount, 0) };
}
