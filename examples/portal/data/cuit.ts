const WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/** Check digit of a CUIT's first ten digits (modulus 11); undefined where the tax office would choose another prefix. */
function cuitCheckDigit(tenDigits: string): number | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(tenDigits[index]), 0);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
}

/** `30-79012345-6` from prefix `30` and body `79012345`; throws when that pair has no valid check digit. */
export function cuit(prefix: string, body: string): string {
  const digit = cuitCheckDigit(prefix + body);
  if (digit === undefined) throw new Error(`CUIT ${prefix}-${body} has no check digit: choose another number`);
  return `${prefix}-${body}-${digit}`;
}

/** Whether a CUIT, with or without hyphens, has eleven digits of which the last is right. */
export function isValidCuit(text: string): boolean {
  const digits = text.replaceAll('-', '');
  return /^\d{11}$/.test(digits) && cuitCheckDigit(digits.slice(0, 10)) === Number(digits[10]);
}
