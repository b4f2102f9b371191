import type { Day } from './calendar.ts';
import { addDays } from './calendar.ts';
import { CUT_OFF, SPECIES, TERMINALS } from './market.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The right to unload some trucks on a day at a terminal. */
export interface Quota {
  number: string;
  date: Day;
  terminal: string;
  species: string;
  trucks: number;
  used: number;
  state: 'Otorgado' | 'Utilizado' | 'Vencido';
}

/** Eighteen quotas from six weeks before the cut-off day to ten days after it, oldest first. */
export function generateQuotas(random: SeededRandom): Quota[] {
  let serial = random.int(400, 700);
  let date = addDays(CUT_OFF, -42);
  return Array.from({ length: 18 }, () => {
    serial += random.int(1, 14);
    date = addDays(date, random.int(2, 4));
    const trucks = random.int(1, 8);
    const past = date <= CUT_OFF;
    const used = past ? random.int(0, trucks) : 0;
    const state = past ? (used > 0 ? 'Utilizado' : 'Vencido') : 'Otorgado';
    return {
      number: `CUP-26-${String(serial).padStart(5, '0')}`,
      date,
      terminal: random.pick(TERMINALS),
      species: random.pick(SPECIES).name,
      trucks,
      used,
      state,
    };
  });
}
