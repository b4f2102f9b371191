/** A time of day as people type it (`6`, `6:30`, `630`, `18.15`) as `06:30`; undefined: it is none. */
export function readClock(text: string): string | undefined {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.h]?(\d{2}))?$/.exec(text.trim()) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}
