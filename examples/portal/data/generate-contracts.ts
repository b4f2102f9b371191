import type { Day } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { Currency } from './market.ts';
import { CAMPAIGNS, SPECIES, TERMINALS } from './market.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Supplier } from './suppliers.ts';

/** A sale of grain to the firm. Tonnes are hundredths (10 kg), the price is cents of `currency` a tonne. */
export interface Contract {
  number: string;
  date: Day;
  deliveryFrom: Day;
  campaign: string;
  species: string;
  tonnes: number;
  price: number;
  currency: Currency;
  destination: string;
  moisture: readonly [number, number];
}

/** The supplier's contracts, oldest first, numbered in that order. */
export function generateContracts(random: SeededRandom, supplier: Supplier): Contract[] {
  const unnumbered = Array.from({ length: supplier.contracts }, () => inventContract(random));
  unnumbered.sort((a, b) => a.date.localeCompare(b.date));
  let serial = random.int(40, 90);
  return unnumbered.map((contract) => {
    serial += random.int(1, 9);
    return { ...contract, number: `C-${contract.date.slice(2, 4)}-${String(serial).padStart(4, '0')}` };
  });
}

function inventContract(random: SeededRandom): Omit<Contract, 'number'> {
  const campaign = random.pick(CAMPAIGNS);
  const species = random.pick(SPECIES);
  const dollars = random.int(species.dollars[0] * 4, species.dollars[1] * 4) * 25;
  const currency: Currency = random.chance(55) ? 'USD' : 'ARS';
  const firstOfMonth = `${campaign.year}-${String(species.firstMonth).padStart(2, '0')}-01`;
  const deliveryFrom = addDays(firstOfMonth, random.int(0, 190));
  return {
    date: addDays(deliveryFrom, -random.int(12, 75)),
    deliveryFrom,
    campaign: campaign.name,
    species: species.name,
    tonnes: random.int(6, 30) * 1000,
    price: currency === 'USD' ? dollars : dollars * campaign.pesosPerDollar,
    currency,
    destination: random.pick(TERMINALS),
    moisture: species.moisture,
  };
}
