import { dataName } from '@sri/shared/model/data-name.ts';
import type { Described, PageAct } from '../messages.ts';
import type { ActEvent } from '../raw-event.ts';
import type { DraftStep, Flag } from './recorded-step.ts';
import { targetOf } from './target-of.ts';

type Kind = PageAct['kind'];
type ActOf<K extends Kind> = Extract<PageAct, { kind: K }>;
type Frame = NonNullable<ActEvent['frame']>;
/** A step without what every step has. */
export type Made = { step: DraftStep; about: Described | undefined; flags: Flag[]; sample?: string[][] };

/** E-mail addresses, tax numbers, telephones: different for each who runs the flow. */
const PERSONAL = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+?[\d\s().-]{9,20}$|^\d{1,2}\.?\d{3}\.?\d{3}-[\dkK]$/;

const make = (step: DraftStep, about: Described | undefined, flags: Flag[] = []): Made => ({ step, about, flags });

/** Of the control that turns a page: its address and its place are another one's on the next page. */
function onEveryPage(next: Described): Described {
  const lasting = next.candidates.filter(({ by }) => by !== 'css' && by !== 'anchored');
  return lasting.length === 0 ? next : { ...next, candidates: lasting };
}

const MAKERS: { [K in Kind]?: (act: ActOf<K>, id: string, frame: Frame) => Made } = {
  click: ({ target, button, count }, id, frame) =>
    make(
      {
        id,
        type: 'click',
        target: targetOf(target, frame),
        ...(button === 'middle' ? { button } : {}),
        ...(count > 1 ? { count } : {}),
      },
      target,
    ),
  fill: ({ target, value }, id, frame) =>
    make({ id, type: 'fill', target: targetOf(target, frame), value }, target, PERSONAL.test(value) ? ['input'] : []),
  secret: ({ target }, id, frame) =>
    make({ id, type: 'fillSecret', target: targetOf(target, frame), secret: '' }, target, ['secret']),
  press: ({ target, key }, id, frame) =>
    make({ id, type: 'press', key, ...(target === undefined ? {} : { target: targetOf(target, frame) }) }, target),
  choose: ({ target, values }, id, frame) => {
    const [first = ''] = values;
    return make(
      { id, type: 'choose', target: targetOf(target, frame), value: values.length === 1 ? first : values },
      target,
    );
  },
  check: ({ target, checked }, id, frame) =>
    make({ id, type: 'setChecked', target: targetOf(target, frame), checked }, target),
  upload: ({ target }, id, frame) =>
    make(
      { id, type: 'upload', target: targetOf(target, frame), files: `{{inputs.${dataName(target.name, 'archivo')}}}` },
      target,
      ['file'],
    ),
  drag: ({ target, to }, id, frame) =>
    make({ id, type: 'drag', target: targetOf(target, frame), to: targetOf(to, frame) }, target, ['dragged']),
  hover: ({ target, guessed }, id, frame) =>
    make({ id, type: 'hover', target: targetOf(target, frame) }, target, guessed === true ? ['guessed'] : []),
  submit: ({ target }, id, frame) => make({ id, type: 'press', key: 'Enter', target: targetOf(target, frame) }, target),
  picked: ({ target, text, table }, id, frame) => {
    if (table === undefined) {
      const field = { name: dataName(target.name, 'dato'), target: targetOf(target, frame) };
      return { ...make({ id, type: 'extract', fields: [field], saveAs: 'datos' }, target), sample: [[text]] };
    }
    const { columns, next, sample } = table;
    const pagination =
      next === undefined ? {} : { pagination: { next: targetOf(onEveryPage(next), frame), maxPages: 50 } };
    const plain = columns.map(({ name, header, index }) => ({
      name,
      ...(header === undefined ? {} : { header }),
      ...(index === undefined ? {} : { index }),
    }));
    const named = plain.length === 0 ? {} : { columns: plain };
    const step: DraftStep = {
      id,
      type: 'extractTable',
      target: targetOf(target, frame),
      ...named,
      ...pagination,
      saveAs: 'tabla',
    };
    return { ...make(step, target), sample };
  },
};

/** The step that an act of a person is; null for what only says something about others. */
export function stepOf(event: ActEvent, frame: Frame): Made | null {
  const maker = MAKERS[event.act.kind] as ((act: PageAct, id: string, frame: Frame) => Made) | undefined;
  return maker === undefined ? null : maker(event.act, event.id, frame);
}
