import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { FlowInputs } from '@sri/shared/model/flow.ts';
import type { After } from '@sri/shared/model/step-base.ts';
import { stepSchema, type Step } from '@sri/shared/model/step.ts';
import type { FormatNote } from '@sri/shared/protocol/api/flow-drafts.ts';
import { OWN_STEP, recordedStepSchema, type RecordedStep, type RecordedStepOf } from './chrome-recording.ts';
import { readSelectors } from './read-selectors.ts';

export interface ReadFlow {
  steps: Step[];
  inputs: FlowInputs;
  notes: FormatNote[];
}

interface Reading {
  steps: Step[];
  notes: FormatNote[];
  /** Keys held down at the moment. */
  held: string[];
  /** The page that the steps are in: `main`, or an address. */
  page: string;
  secrets: number;
}

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta']);
const BUTTONS: Record<string, 'left' | 'middle' | 'right'> = { secondary: 'right', auxiliary: 'middle' };
/** Names of fields whose content no file should hold, in the languages of our portals. */
const SECRET = /passw|contrase|clave|senha|secret|\bpin\b|\botp\b|token|cvv/i;
const MAX_WAIT_MS = 600_000;

function pathOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).origin}${new URL(url).pathname}*` : url;
}

/** The navigation that the step was seen to cause. */
function afterOf({ assertedEvents = [] }: RecordedStep): { after?: After } {
  const navigation = assertedEvents.find(({ type }) => type === 'navigation');
  if (navigation === undefined) return {};
  const { url } = navigation;
  return { after: url === undefined || url === '' ? { load: true } : { url: pathOf(url) } };
}

function timeoutOf({ timeout }: RecordedStep): { timeoutMs?: number } {
  return timeout === undefined || !(timeout >= 1) ? {} : { timeoutMs: Math.min(MAX_WAIT_MS, Math.round(timeout)) };
}

const onlySelectors = (step: { selectors: RecordedStepOf<'click'>['selectors'] }): string =>
  step.selectors.flat().join(' ');

function readChange(step: RecordedStepOf<'change'>, reading: Reading, at: string): object {
  const target = readSelectors(step.selectors, step.frame);
  if (!SECRET.test(onlySelectors(step))) return { type: 'fill', target, value: step.value };
  reading.secrets += 1;
  const secret = reading.secrets === 1 ? 'clave' : `clave_${reading.secrets}`;
  const message = `un valor secreto no se importa: guarda el secreto «${secret}», o elige otro en el paso`;
  reading.notes.push({ at, message });
  return { type: 'fillSecret', target, secret };
}

function readWait(step: RecordedStepOf<'waitForElement'>, reading: Reading, at: string): object {
  const target = readSelectors(step.selectors, step.frame);
  const left = [step.properties === undefined ? '' : 'properties', step.attributes === undefined ? '' : 'attributes'];
  const dropped = left.filter((name) => name !== '');
  if (dropped.length > 0) reading.notes.push({ at, message: `no se espera por ${dropped.join(' ni ')}` });
  const { operator = '>=', count = 1 } = step;
  if (operator === '==' && count > 1) return { type: 'assert', target, count };
  const gone = (operator === '==' && count === 0) || (operator === '<=' && count === 0) || step.visible === false;
  if (count > 1) reading.notes.push({ at, message: `se espera un elemento y no ${operator} ${count}` });
  return { type: 'waitFor', target, state: gone ? 'hidden' : step.visible === true ? 'visible' : 'attached' };
}

/** A key: of a chord only its last, with what is held, as in `Control+A`. */
function readKey(step: RecordedStepOf<'keyDown' | 'keyUp'>, reading: Reading): object | null {
  if (MODIFIERS.has(step.key)) {
    reading.held = reading.held.filter((key) => key !== step.key);
    if (step.type === 'keyDown') reading.held.push(step.key);
    return null;
  }
  return step.type === 'keyUp' ? null : { type: 'press', key: [...reading.held, step.key].join('+') };
}

/** The step that a recorded one stands for; null for one that needs none; a text says why there is none. */
function translate(step: RecordedStep, reading: Reading, at: string): object | null | string {
  switch (step.type) {
    case 'setViewport':
      return 'el tamaño de la ventana lo pone la sesión capturada';
    case 'emulateNetworkConditions':
      return 'no se simula una conexión lenta';
    case 'scroll':
      return 'desplazarse no hace falta: cada paso lleva su elemento a la vista';
    case 'waitForExpression':
      return `no se espera por una expresión: ${step.expression.slice(0, 200)}`;
    case 'navigate':
      return { type: 'navigate', url: step.url };
    case 'click':
    case 'doubleClick': {
      const button = BUTTONS[step.button ?? ''];
      const count = step.type === 'doubleClick' ? { count: 2 } : {};
      const target = readSelectors(step.selectors, step.frame);
      return { type: 'click', target, ...count, ...(button === undefined ? {} : { button }) };
    }
    case 'hover':
      return { type: 'hover', target: readSelectors(step.selectors, step.frame) };
    case 'change':
      return readChange(step, reading, at);
    case 'keyDown':
    case 'keyUp':
      return readKey(step, reading);
    case 'waitForElement':
      return readWait(step, reading, at);
    case 'close':
      return { type: 'closePage' };
    case 'customStep':
      return step.name === OWN_STEP && typeof step.parameters === 'object' && step.parameters !== null
        ? step.parameters
        : `un paso propio de otra herramienta: ${step.name}`;
    default:
      return exhaustive(step);
  }
}

/** Steps of another page are in another page here too. */
function switchPage(step: RecordedStep, reading: Reading): void {
  const page = step.target ?? 'main';
  if (page === reading.page) return;
  reading.page = page;
  reading.steps.push(
    page === 'main' ? { type: 'switchPage', page: 'main' } : { type: 'switchPage', url: pathOf(page) },
  );
}

function readStep(given: unknown, reading: Reading, at: string): void {
  const recorded = recordedStepSchema.safeParse(given);
  if (!recorded.success) {
    const type = (given as { type: string }).type;
    const [fault] = recorded.error.issues;
    const why = fault?.code === 'invalid_union' ? 'no se conoce' : `${fault?.path.join('.') ?? ''}: ${fault?.message}`;
    reading.notes.push({ at, message: `paso «${type.slice(0, 60)}»: ${why}` });
    return;
  }
  const made = translate(recorded.data, reading, at);
  if (made === null) return;
  if (typeof made === 'string') {
    reading.notes.push({ at, message: made });
    return;
  }
  const own = recorded.data.type === 'customStep' ? {} : { ...timeoutOf(recorded.data), ...afterOf(recorded.data) };
  const step = stepSchema.safeParse({ ...made, ...own });
  if (!step.success) {
    const [fault] = step.error.issues;
    reading.notes.push({ at, message: `paso «${recorded.data.type}»: ${fault?.path.join('.')}: ${fault?.message}` });
    return;
  }
  switchPage(recorded.data, reading);
  reading.steps.push(step.data);
}

/** Steps of a recording as ours, each with every way to find its element; what has no equal is in the notes. */
export function readChromeRecording(given: readonly unknown[]): ReadFlow {
  const reading: Reading = { steps: [], notes: [], held: [], page: 'main', secrets: 0 };
  for (const [index, step] of given.entries()) readStep(step, reading, `steps[${index}]`);
  return { steps: reading.steps, inputs: {}, notes: reading.notes };
}
