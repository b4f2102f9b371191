import type { Day } from './calendar.ts';

/** The portal's "today": its rows end here, whatever the real date is. */
export const CUT_OFF: Day = '2026-10-31';

export type Currency = 'ARS' | 'USD';

/** The harvests on show: `2025/26` is gathered in 2026. */
export const CAMPAIGNS = [
  { name: '2023/24', year: 2024, pesosPerDollar: 930 },
  { name: '2024/25', year: 2025, pesosPerDollar: 1180 },
  { name: '2025/26', year: 2026, pesosPerDollar: 1465 },
] as const;

/** What is traded: dollars a tonne (range), first month of delivery (January is 1), per cent of moisture (tenths, range). */
export const SPECIES = [
  { name: 'Soja', dollars: [292, 338], firstMonth: 4, moisture: [118, 141] },
  { name: 'Maíz', dollars: [168, 201], firstMonth: 3, moisture: [132, 158] },
  { name: 'Trigo', dollars: [196, 233], firstMonth: 1, moisture: [112, 139] },
  { name: 'Girasol', dollars: [318, 372], firstMonth: 2, moisture: [92, 118] },
  { name: 'Sorgo', dollars: [152, 187], firstMonth: 4, moisture: [128, 152] },
] as const;

/** Where trucks unload. */
export const TERMINALS = ['Terminal Timbúes', 'Puerto Quequén', 'Planta Pergamino', 'Acopio Rufino'] as const;
