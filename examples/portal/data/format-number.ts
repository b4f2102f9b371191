/** Groups of three digits with a dot: `1234567` gives `1.234.567`. */
export function formatWhole(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}

/** A whole number of hundredths (cents, or tonnes of 10 kg) as `1.234,56`; the sign stands in front: `-1.234,56`. */
export function formatHundredths(hundredths: number): string {
  const size = Math.abs(hundredths);
  const whole = formatWhole(Math.floor(size / 100));
  return `${hundredths < 0 ? '-' : ''}${whole},${String(size % 100).padStart(2, '0')}`;
}
