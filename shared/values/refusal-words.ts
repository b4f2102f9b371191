import type { ColumnType } from '../model/data-contract.ts';
import { exhaustive } from '../lang/exhaustive.ts';
import { orList, readingWords } from './spanish-words.ts';
import type { Refusal } from './read-result.ts';

const KINDS: Record<ColumnType, string> = {
  text: 'un texto',
  number: 'un número',
  percent: 'un porcentaje',
  date: 'una fecha',
  weight: 'un peso',
  money: 'un importe',
  currency: 'una moneda',
  taxId: 'una clave tributaria',
};

function ambiguousWords(shown: string, { readings }: Refusal): string {
  const [first] = readings;
  if (first?.format?.quintalKg !== undefined)
    return `No sabemos si el quintal de ${shown} tiene 100 o 46 kilos. Elige el formato del portal.`;
  const could = orList(readings.map(readingWords));
  if (first?.format === undefined) return `No sabemos si ${shown} es ${could}. Di de qué país es.`;
  return first.format.localCurrency === undefined
    ? `No sabemos si ${shown} es ${could}. Elige el formato del portal.`
    : `No sabemos qué moneda es ${shown}: ${could}. Elige el formato del portal.`;
}

/** Why a cell is not read and what to do, in Spanish. `text` is shown as it stands, at most its first 80 signs. */
export function refusalWords(text: string, refusal: Refusal, type: ColumnType): string {
  const shown = `«${text.length > 80 ? `${text.slice(0, 80)}…` : text}»`;
  switch (refusal.code) {
    case 'ambiguous':
      return ambiguousWords(shown, refusal);
    case 'blank':
    case 'unreadable':
      return `${shown} no es ${KINDS[type]}. Revisa la celda en el portal, o qué es esta columna.`;
    case 'not_in_format':
      return `${shown} no está escrito en el formato del portal: sería ${orList(refusal.readings.map(readingWords))}. Revisa la celda o el formato.`;
    case 'too_long':
      return `${shown} tiene más de 15 cifras y no cabe en un número. Lee esta columna como texto.`;
    case 'other_currency':
      return `${shown} está en ${orList(refusal.readings.map(readingWords))}, y esta columna en otra moneda. Revisa la celda en el portal.`;
    case 'currency_missing':
      return `${shown} no dice su moneda. Di cuál es la de la columna.`;
    case 'not_exact':
      return `${shown} no se puede pasar a la unidad pedida sin redondear. Elige otra unidad.`;
    case 'check_digit':
      return `El dígito verificador de ${shown} no es correcto. Revisa la celda en el portal.`;
    case 'check_digit_missing':
      return `A ${shown} le falta el dígito verificador. Revisa la celda en el portal.`;
    case 'not_allowed':
      return `${shown} no es un valor esperado en esta columna. Revisa la celda, o agrega el valor.`;
    default:
      return exhaustive(refusal.code);
  }
}
