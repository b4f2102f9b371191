import type { Day } from './calendar.ts';
import { addDays } from './calendar.ts';
import type { Contract } from './generate-contracts.ts';
import { CUT_OFF } from './market.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A truck's ticket at the scale. Weights are kilograms in tens, moisture is tenths of a per cent. */
export interface Delivery {
  ticket: string;
  date: Day;
  waybill: string;
  contract: Contract;
  plate: string;
  grossKg: number;
  tareKg: number;
  netKg: number;
  moisture: number;
}

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'V'] as const;

/** Trucks for every contract until it is nearly full or the cut-off day is reached; oldest first. */
export function generateDeliveries(random: SeededRandom, contracts: readonly Contract[]): Delivery[] {
  const unnumbered = contracts.flatMap((contract) => trucksOf(random, contract));
  unnumbered.sort((a, b) => a.date.localeCompare(b.date));
  let serial = random.int(51_000, 58_000);
  return unnumbered.map((delivery) => {
    serial += random.int(3, 90);
    return { ...delivery, ticket: `T-${String(serial).padStart(6, '0')}` };
  });
}

function trucksOf(random: SeededRandom, contract: Contract): Omit<Delivery, 'ticket'>[] {
  const trucks: Omit<Delivery, 'ticket'>[] = [];
  const longestPause = random.chance(35) ? 45 : 9;
  let leftKg = contract.tonnes * 10;
  let day = addDays(contract.deliveryFrom, random.int(0, 6));
  while (leftKg > 31_000 && day <= CUT_OFF) {
    const netKg = random.int(2580, 3040) * 10;
    const tareKg = random.int(1420, 1610) * 10;
    leftKg -= netKg;
    trucks.push({
      date: day,
      waybill: `${random.int(100, 199)}${String(random.int(0, 99_999_999)).padStart(8, '0')}`,
      contract,
      plate: inventPlate(random),
      grossKg: netKg + tareKg,
      tareKg,
      netKg,
      moisture: random.int(contract.moisture[0], contract.moisture[1]),
    });
    day = addDays(day, random.int(0, longestPause));
  }
  return trucks;
}

/** Both kinds that Argentine roads show: `AB123CD` and the older `ABC123`. */
function inventPlate(random: SeededRandom): string {
  const letter = (): string => random.pick(LETTERS);
  const digits = String(random.int(0, 999)).padStart(3, '0');
  if (random.chance(30)) return `${letter()}${letter()}${letter()}${digits}`;
  return `A${letter()}${digits}${letter()}${letter()}`;
}
