import type { TFunction } from 'i18next';
import type { Choice } from '../../ui/select.tsx';

/** Cities of the region with their names, one of each zone: what most choose from. */
const CITIES = {
  'America/Argentina/Buenos_Aires': 'Buenos Aires',
  'America/Sao_Paulo': 'São Paulo',
  'America/Manaus': 'Manaos',
  'America/Montevideo': 'Montevideo',
  'America/Asuncion': 'Asunción',
  'America/Santiago': 'Santiago de Chile',
  'America/La_Paz': 'La Paz',
  'America/Lima': 'Lima',
  'America/Bogota': 'Bogotá',
  'America/Guayaquil': 'Guayaquil',
  'America/Caracas': 'Caracas',
  'America/Panama': 'Panamá',
  'America/Costa_Rica': 'Costa Rica',
  'America/Guatemala': 'Guatemala',
  'America/Tegucigalpa': 'Tegucigalpa',
  'America/Santo_Domingo': 'Santo Domingo',
  'America/Mexico_City': 'Ciudad de México',
  'America/Monterrey': 'Monterrey',
  'America/Tijuana': 'Tijuana',
  'America/New_York': 'Nueva York',
  'America/Chicago': 'Chicago',
  'Europe/Madrid': 'Madrid',
} as const satisfies Record<string, string>;

/** The zone of the machine. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A zone by its city. */
export function zoneName(zone: string): string {
  if (Object.hasOwn(CITIES, zone)) return CITIES[zone as keyof typeof CITIES];
  return zone === 'UTC' ? 'UTC' : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** The known cities first, then every zone that the machine knows. */
export function zoneChoices(t: TFunction<'schedules'>, chosen: string): Choice<string>[] {
  const known = Object.keys(CITIES);
  const rest = ['UTC', ...Intl.supportedValuesOf('timeZone')].filter((zone) => !known.includes(zone));
  const zones = [...new Set([...known, ...rest, chosen])];
  return zones.map((value) => ({ value, label: t('zone', { city: zoneName(value) }) }));
}

/** Whether two zones show the same time on the wall at a moment. */
export function sameWall(at: number, zone: string, other: string): boolean {
  const read = (timeZone: string): string =>
    new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at);
  return read(zone) === read(other);
}
