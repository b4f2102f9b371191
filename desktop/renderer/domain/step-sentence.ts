import type { Condition } from '@sri/shared/model/condition.ts';
import { stepSchema, type Step, type StepOf, type StepType } from '@sri/shared/model/step.ts';
import type { TFunction } from 'i18next';
import { targetName } from './target-name.ts';

type Words = TFunction<'steps'>;

const LONGEST = 80;

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** `https://portal.example/a?b` as `portal.example/a`. */
function place(url: string): string {
  return short(
    url
      .replace(/^https?:\/\//i, '')
      .replace(/[?#].*$/, '')
      .replace(/\/$/, ''),
  );
}

function quoted(t: Words, value: unknown): string {
  return t('quote', { text: short(Array.isArray(value) ? value.join(', ') : String(value)) });
}

function conditionSentence(t: Words, condition: Condition): string {
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

function assertSentence(t: Words, step: StepOf<'assert'>): string {
  if (step.target === undefined) return t('assertUrl', { what: place(step.url ?? '') });
  const what = quoted(t, targetName(step.target));
  if (step.text !== undefined) return t('assertText', { what, value: quoted(t, step.text) });
  if (step.value !== undefined) return t('assertValue', { what, value: quoted(t, step.value) });
  if (step.count !== undefined) return t('assertCount', { what, value: step.count });
  return t(step.visible === false ? 'assertHidden' : 'assertVisible', { what });
}

function waitSentence(t: Words, step: StepOf<'waitFor'>): string {
  if (step.url !== undefined) return t('waitUrl', { what: place(step.url) });
  if (step.response !== undefined) return t('waitResponse', { what: place(step.response) });
  if (step.text !== undefined) return t('waitText', { what: quoted(t, step.text) });
  const gone = step.state === 'hidden' || step.state === 'gone';
  return t(gone ? 'waitGone' : 'waitVisible', { what: quoted(t, targetName(step.target ?? '')) });
}

const SENTENCES: { [T in StepType]: (t: Words, step: StepOf<T>) => string } = {
  navigate: (t, { url }) => t('open', { what: place(url) }),
  click: (t, { target, count }) => t(count === 2 ? 'doubleClick' : 'click', { what: quoted(t, targetName(target)) }),
  fill: (t, { target, value }) =>
    t(value === '' ? 'clear' : 'fill', { what: quoted(t, targetName(target)), value: quoted(t, value) }),
  press: (t, { key, target }) =>
    target === undefined ? t('press', { key }) : t('pressOn', { key, what: quoted(t, targetName(target)) }),
  choose: (t, { target, value }) => t('choose', { what: quoted(t, targetName(target)), value: quoted(t, value) }),
  setChecked: (t, { target, checked }) => t(checked ? 'check' : 'uncheck', { what: quoted(t, targetName(target)) }),
  hover: (t, { target }) => t('hover', { what: quoted(t, targetName(target)) }),
  waitFor: waitSentence,
  assert: assertSentence,
  screenshot: (t, { target, fullPage }) =>
    target === undefined
      ? t(fullPage === true ? 'screenshotWhole' : 'screenshot')
      : t('screenshotOf', { what: quoted(t, targetName(target)) }),
  extract: (t, { fields }) => t('extract', { fields: short(fields.map(({ name }) => name).join(', ')) }),
  extractTable: (t, { target, saveAs, pagination }) =>
    t(pagination === undefined ? 'extractTable' : 'extractPages', { what: quoted(t, saveAs ?? targetName(target)) }),
  download: (t, { target, url }) =>
    t('downloadFrom', { what: target === undefined ? place(url ?? '') : quoted(t, targetName(target)) }),
  evaluate: (t) => t('evaluate'),
  setVariable: (t, { saveAs, value }) => t('setVariable', { name: saveAs, value: quoted(t, value) }),
  askCode: (t, { medium }) => (medium === undefined ? t('askCode') : t('askCodeFrom', { what: medium })),
  if: (t, { condition }) => t('if', { condition: conditionSentence(t, condition) }),
  forEach: (t, { items, as }) =>
    t('forEach', { item: as, list: typeof items === 'string' ? items : t('written', { count: items.length }) }),
};

/** What a step does, as a sentence in the reader's words; its own name goes before where somebody gave it one. */
export function stepSentence(t: Words, step: Step): string {
  const sentence = (SENTENCES[step.type] as (t: Words, step: Step) => string)(t, step);
  return step.name === undefined || step.name === '' ? sentence : step.name;
}

/** One line of an outline. */
export interface StepLine {
  key: string;
  sentence: string;
  /** How many containers it stands in. */
  depth: number;
  /** Null: it is no step, but the other branch of one. */
  type: StepType | null;
  disabled: boolean;
  saveAs: string | null;
}

/** A stored flow as lines in reading order. A step that this console does not know yet is a line as well. */
export function stepLines(t: Words, steps: readonly unknown[], depth = 0, path = ''): StepLine[] {
  return steps.flatMap((given, index) => {
    const key = `${path}${index + 1}`;
    const parsed = stepSchema.safeParse(given);
    if (!parsed.success) {
      const type = typeof given === 'object' && given !== null && 'type' in given ? String(given.type) : '';
      return [{ key, sentence: t('unknown', { type }), depth, type: null, disabled: false, saveAs: null }];
    }
    const step = parsed.data;
    const { disabled = false, saveAs = null } = step;
    const line: StepLine = { key, sentence: stepSentence(t, step), depth, type: step.type, disabled, saveAs };
    if (step.type === 'forEach') return [line, ...stepLines(t, step.steps, depth + 1, `${key}.`)];
    if (step.type !== 'if') return [line];
    const other = step.else ?? [];
    const otherwise: StepLine = { ...line, key: `${key}!`, sentence: t('ifElse'), type: null, saveAs: null };
    return [
      line,
      ...stepLines(t, step.then, depth + 1, `${key}a.`),
      ...(other.length === 0 ? [] : [otherwise, ...stepLines(t, other, depth + 1, `${key}b.`)]),
    ];
  });
}
