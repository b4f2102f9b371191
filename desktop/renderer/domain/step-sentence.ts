import { innerLists, type InnerListName } from '@sri/shared/model/inner-steps.ts';
import { stepSchema, type Step, type StepOf, type StepType } from '@sri/shared/model/step.ts';
import { conditionSentence } from './condition-sentence.ts';
import { place, quoted, short, type Words } from './sentence-words.ts';
import { targetName } from './target-name.ts';

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

function clickSentence(t: Words, { target, count, opens }: StepOf<'click'>): string {
  const click = t(count === 2 ? 'doubleClick' : 'click', { what: quoted(t, targetName(target)) });
  return opens === undefined ? click : t('opens', { click, page: quoted(t, opens) });
}

function repeatSentence(t: Words, step: StepOf<'repeat'>): string {
  if (step.while !== undefined) return t('repeatWhile', { condition: conditionSentence(t, step.while) });
  if (step.until !== undefined) return t('repeatUntil', { condition: conditionSentence(t, step.until) });
  return typeof step.times === 'number'
    ? t('repeat', { count: step.times })
    : t('repeatAsSaid', { value: step.times ?? '' });
}

function ocrSentence(t: Words, { target, from }: StepOf<'ocr'>): string {
  if (target !== undefined) return t('ocrOf', { what: quoted(t, targetName(target)) });
  return from === undefined ? t('ocr') : t('ocrOf', { what: quoted(t, from) });
}

function switchSentence(t: Words, { page, url }: StepOf<'switchPage'>): string {
  return page === undefined
    ? t('switchPageAt', { what: place(url ?? '') })
    : t('switchPage', { page: quoted(t, page) });
}

function dialogSentence(t: Words, { answer, text }: StepOf<'dialog'>): string {
  if (answer === 'dismiss') return t('dialogDismiss');
  return text === undefined ? t('dialogAccept') : t('dialogText', { value: quoted(t, text) });
}

function parseSentence(t: Words, { from, as, table }: StepOf<'parse'>): string {
  const what = quoted(t, from);
  return table === undefined
    ? t('parse', { what, kind: t(`parseAs.${as}`) })
    : t('parseTable', { what, table: quoted(t, table) });
}

function waitAwhile(t: Words, { ms, until }: StepOf<'wait'>): string {
  if (until !== undefined) return t('waitUntil', { condition: conditionSentence(t, until) });
  return t('wait', { seconds: (ms ?? 0) / 1000 });
}

const SENTENCES: { [T in StepType]: (t: Words, step: StepOf<T>) => string } = {
  navigate: (t, { url }) => t('open', { what: place(url) }),
  back: (t) => t('back'),
  reload: (t) => t('reload'),
  switchPage: switchSentence,
  closePage: (t, { page }) => (page === undefined ? t('closePage') : t('closePageNamed', { page: quoted(t, page) })),
  click: clickSentence,
  fill: (t, { target, value }) =>
    t(value === '' ? 'clear' : 'fill', { what: quoted(t, targetName(target)), value: quoted(t, value) }),
  fillSecret: (t, { target, secret }) =>
    t('fillSecret', { what: quoted(t, targetName(target)), secret: quoted(t, secret) }),
  press: (t, { key, target }) =>
    target === undefined ? t('press', { key }) : t('pressOn', { key, what: quoted(t, targetName(target)) }),
  choose: (t, { target, value }) => t('choose', { what: quoted(t, targetName(target)), value: quoted(t, value) }),
  setChecked: (t, { target, checked }) => t(checked ? 'check' : 'uncheck', { what: quoted(t, targetName(target)) }),
  hover: (t, { target }) => t('hover', { what: quoted(t, targetName(target)) }),
  drag: (t, { target, to }) => t('drag', { what: quoted(t, targetName(target)), to: quoted(t, targetName(to)) }),
  upload: (t, { target, files }) => t('upload', { what: quoted(t, targetName(target)), files: quoted(t, files) }),
  dialog: dialogSentence,
  waitFor: waitSentence,
  wait: waitAwhile,
  assert: assertSentence,
  checkSession: (t) => t('checkSession'),
  screenshot: (t, { target, fullPage }) =>
    target === undefined
      ? t(fullPage === true ? 'screenshotWhole' : 'screenshot')
      : t('screenshotOf', { what: quoted(t, targetName(target)) }),
  extract: (t, { fields }) => t('extract', { fields: short(fields.map(({ name }) => name).join(', ')) }),
  extractTable: (t, { target, saveAs, pagination }) =>
    t(pagination === undefined ? 'extractTable' : 'extractPages', { what: quoted(t, saveAs ?? targetName(target)) }),
  download: (t, { target, url }) =>
    t('downloadFrom', { what: target === undefined ? place(url ?? '') : quoted(t, targetName(target)) }),
  pdf: (t, { from }) => t('pdf', { what: quoted(t, from) }),
  ocr: ocrSentence,
  parse: parseSentence,
  evaluate: (t) => t('evaluate'),
  setVariable: (t, { saveAs, value }) => t('setVariable', { name: saveAs, value: quoted(t, value) }),
  askPerson: (t, { question }) => t('askPerson', { question: quoted(t, question) }),
  askCode: (t, { medium }) => (medium === undefined ? t('askCode') : t('askCodeFrom', { what: medium })),
  if: (t, { condition }) => t('if', { condition: conditionSentence(t, condition) }),
  forEach: (t, { items, as }) =>
    t('forEach', { item: as, list: typeof items === 'string' ? items : t('written', { count: items.length }) }),
  repeat: repeatSentence,
  try: (t) => t('try'),
  runFlow: (t, { version }) => (version === undefined ? t('runFlow') : t('runFlowVersion', { version })),
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
  /** Null: it is no step, but the beginning of another list of one. */
  type: StepType | null;
  disabled: boolean;
  saveAs: string | null;
}

/** What stands above a container's further lists. */
const HEADINGS: Partial<Record<InnerListName, 'ifElse' | 'tryCatch' | 'tryFinally'>> = {
  else: 'ifElse',
  catch: 'tryCatch',
  finally: 'tryFinally',
};

/** The inner lists of a step as lines, those after the first one below a line of their own. */
function innerLines(t: Words, step: Step, line: StepLine): StepLine[] {
  return innerLists(step).flatMap(({ name, steps }) => {
    const inner = stepLines(t, steps, line.depth + 1, `${line.key}.${name}.`);
    const heading = HEADINGS[name];
    if (heading === undefined || inner.length === 0) return inner;
    return [{ ...line, key: `${line.key}.${name}`, sentence: t(heading), type: null, saveAs: null }, ...inner];
  });
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
    return [line, ...innerLines(t, step, line)];
  });
}
