import { targetSchema } from '@sri/shared/model/locator.ts';
import { stepSchema } from '@sri/shared/model/step.ts';
import type { TFunction } from 'i18next';
import { place, quoted, short } from '../../../domain/sentence-words.ts';
import { stepSentence } from '../../../domain/step-sentence.ts';
import { targetName } from '../../../domain/target-name.ts';
import { listsOfType, type DraftStep } from '../document/flow-document.ts';
import { asText } from '../schema/as-text.ts';
import { isStepType } from '../schema/step-fields.ts';

export interface Words {
  t: TFunction<'builder'>;
  steps: TFunction<'steps'>;
}

export interface StepTexts {
  /** What a person called it, else what it does. */
  title: string;
  /** With what, and where; empty where the title says it all. */
  detail: string;
  /** Something is missing before it can be said what it does. */
  incomplete: boolean;
}

/** The verb of a type, as in «Hacer clic». */
export function typeName(t: TFunction<'builder'>, type: string): string {
  return isStepType(type) ? t(`type.${type}`, { defaultValue: type }) : t('unknownType', { type });
}

/** What a step acts on, from whatever is written already: the element, an address, a value, the name of a result. */
function objectOf({ steps }: Words, step: DraftStep): string {
  const target = targetSchema.safeParse(step['target']);
  const text = (name: string): string => (typeof step[name] === 'string' ? step[name] : '');
  const value = step['value'];
  const parts = [
    target.success ? quoted(steps, targetName(target.data)) : '',
    place(text('url')),
    text('key'),
    text('question') || text('medium'),
    text('from'),
    text('secret'),
    Array.isArray(step['fields'])
      ? (step['fields'] as { name?: unknown }[]).map(({ name }) => (typeof name === 'string' ? name : '')).join(', ')
      : '',
  ].filter((part) => part !== '');
  const object = short(parts.join(' · '));
  const written =
    value === undefined || value === null || value === ''
      ? ''
      : `= ${short(Array.isArray(value) ? value.join(', ') : asText(value))}`;
  const saved = text('saveAs') === '' ? '' : `→ ${text('saveAs')}`;
  return [object, written, saved].filter((part) => part !== '').join(' ');
}

/** Without what stands in it: that has cards of its own. */
function alone(step: DraftStep): DraftStep {
  const lists = listsOfType(step.type).filter((list) => step[list] !== undefined);
  return { ...step, ...Object.fromEntries(lists.map((list) => [list, []])) };
}

/** Types whose sentence says more than verb and object can. */
const SENTENCED: readonly string[] = [
  'if',
  'forEach',
  'repeat',
  'waitFor',
  'wait',
  'assert',
  'parse',
  'runFlow',
  'dialog',
];

/** The two lines of a step's card. */
export function stepTexts(words: Words, step: DraftStep): StepTexts {
  const { t, steps } = words;
  const verb = typeName(t, step.type);
  const own = step.name?.trim() ?? '';
  const title = own === '' ? verb : own;
  const parsed = stepSchema.safeParse(alone(step));
  if (!parsed.success) {
    const object = objectOf(words, step);
    return {
      title,
      detail: [own === '' ? '' : verb, object || t('incomplete')].filter(Boolean).join(' · '),
      incomplete: true,
    };
  }
  const sentence = stepSentence(steps, { ...parsed.data, name: undefined });
  if (own !== '' || SENTENCED.includes(step.type)) return { title, detail: sentence, incomplete: false };
  return { title, detail: objectOf(words, step), incomplete: false };
}
