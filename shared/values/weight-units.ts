import type { WeightUnit } from '../model/value-format.ts';

const WORDS: Record<WeightUnit, readonly string[]> = {
  t: ['t', 'tn', 'tns', 'ton', 'tons', 'tm', 'tonelada', 'toneladas', 'toneladas métricas'],
  qq: ['qq', 'quintal', 'quintales', 'quintais'],
  kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogramo', 'kilogramos', 'quilo', 'quilos', 'quilograma', 'quilogramas'],
};

/** What people write for a weight's unit, longer words first. */
export const UNIT_WORDS: readonly { word: string; unit: WeightUnit }[] = Object.entries(WORDS)
  // Short words are also written as abbreviations, with a point.
  .flatMap(([unit, words]) =>
    words
      .flatMap((word) => (word.length < 5 ? [word, `${word}.`] : [word]))
      .map((word) => ({ word, unit: unit as WeightUnit })),
  )
  .toSorted((a, b) => b.word.length - a.word.length);
