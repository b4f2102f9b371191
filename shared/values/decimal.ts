/** An exact decimal: `units` divided by ten to the power of `scale`; always the shortest form. */
export interface Decimal {
  units: bigint;
  scale: number;
}

export const ZERO: Decimal = { units: 0n, scale: 0 };
/** A number of JavaScript holds every decimal of so many significant digits, and gives them back. */
const SAFE_DIGITS = 15;

function shortest(units: bigint, scale: number): Decimal {
  let [left, places] = [units, scale];
  while (places > 0 && left % 10n === 0n) {
    left /= 10n;
    places -= 1;
  }
  return { units: left, scale: places };
}

/** The decimal of a text such as `-1234.50` or `1e-7`, as JavaScript writes numbers; undefined where it is none. */
export function decimalOf(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/.exec(text) ?? [];
  if (whole === '' && fraction === '') return undefined;
  const places = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction) * (places < 0 ? 10n ** BigInt(-places) : 1n);
  return shortest(sign === '-' ? -units : units, Math.max(0, places));
}

/** `-1234.5`: no groups, no exponent, no zeros at the end. */
export function decimalText({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

/** Whether a number of JavaScript carries it to the last digit. */
export function fitsNumber({ units }: Decimal): boolean {
  return (units < 0n ? -units : units).toString().length <= SAFE_DIGITS;
}

export function negate({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const raise = (value: Decimal): bigint => value.units * 10n ** BigInt(scale - value.scale);
  return shortest(raise(a) + raise(b), scale);
}

/** `value` times `factor`, divided by `divisor`; undefined where the quotient's decimals do not end. */
export function scaleExactly(value: Decimal, factor: bigint, divisor: bigint): Decimal | undefined {
  let units = value.units * factor;
  let scale = value.scale;
  // A quotient that ends does so once every 2 and every 5 of the divisor has met a 10.
  for (let turns = 0; units % divisor !== 0n; turns += 1) {
    if (turns === 20) return undefined;
    units *= 10n;
    scale += 1;
  }
  return shortest(units / divisor, scale);
}
