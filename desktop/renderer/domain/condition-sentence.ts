import type { Condition } from '@sri/shared/model/condition.ts';
import type { After } from '@sri/shared/model/step-base.ts';
import { place, quoted, short, type Words } from './sentence-words.ts';
import { targetName } from './target-name.ts';

/** A condition as the rest of a sentence: `existe «#aviso»`. */
export function conditionSentence(t: Words, condition: Condition): string {
  const many = (list: readonly Condition[], word: string): string =>
    list.map((one) => conditionSentence(t, one)).join(` ${word} `);
  if ('exists' in condition) return t('exists', { what: quoted(t, targetName(condition.exists)) });
  if ('visible' in condition) return t('visible', { what: quoted(t, targetName(condition.visible)) });
  if ('url' in condition) return t('isAt', { what: place(condition.url) });
  if ('empty' in condition) return t('empty', { what: short(condition.empty) });
  if ('not' in condition) return t('not', { condition: conditionSentence(t, condition.not) });
  if ('all' in condition) return many(condition.all, t('and'));
  if ('any' in condition) return many(condition.any, t('or'));
  if ('equals' in condition) {
    const [a, b] = condition.equals;
    return t('equals', { a: quoted(t, a), b: quoted(t, b) });
  }
  const { target, contains } = condition.text;
  return t('contains', { what: quoted(t, targetName(target)), value: quoted(t, contains) });
}

/** What a step waits for once it has acted, as a sentence: `Esperar a que aparezca «Resultados»`. */
export function afterSentence(t: Words, after: After): string {
  if ('url' in after) return t('waitUrl', { what: place(after.url) });
  if ('visible' in after) return t('waitVisible', { what: quoted(t, targetName(after.visible)) });
  if ('gone' in after) return t('waitGone', { what: quoted(t, targetName(after.gone)) });
  if ('response' in after) return t('waitResponse', { what: place(after.response) });
  return t('waitLoad');
}
