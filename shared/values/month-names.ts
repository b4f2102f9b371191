// Spanish, Portuguese, English; no two of them use one word for two months.
const MONTHS = [
  'enero ene janeiro january jan',
  'febrero feb fevereiro fev february',
  'marzo mar março marco march',
  'abril abr april apr',
  'mayo may maio mai',
  'junio jun junho june',
  'julio jul julho july',
  'agosto ago august aug',
  'septiembre setiembre sept sep set setembro september',
  'octubre oct outubro out october',
  'noviembre nov novembro november',
  'diciembre dic dezembro dez december dec',
];

const NUMBERS = new Map(MONTHS.flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)));

/** The month, from 1, that a name or its usual short form means in Spanish, Portuguese or English. */
export function monthNamed(name: string): number | undefined {
  return NUMBERS.get(name.toLowerCase());
}
