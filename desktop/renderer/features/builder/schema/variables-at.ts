import type { FlowDocument } from '../document/flow-document.ts';
import { ancestors, indexOf } from '../document/tree.ts';

/** A value that a step can name. */
export interface KnownVariable {
  /** As it stands between `{{` and `}}`. */
  name: string;
  from: 'input' | 'result' | 'item' | 'error';
  /** The input's label, or the step that it comes from. */
  label: string;
  stepId?: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function inputVariables(inputs: FlowDocument['inputs']): KnownVariable[] {
  return Object.entries(inputs).map(([name, declared]) => {
    const label = typeof declared === 'object' && declared !== null && 'label' in declared ? text(declared.label) : '';
    return { name: `inputs.${name}`, from: 'input', label };
  });
}

/** What a step can name: the flow's inputs, the results of the steps before it, the items of the loops around it. */
export function variablesAt(document: FlowDocument, id: string): KnownVariable[] {
  const index = indexOf(document);
  const holders = ancestors(document, id);
  const around = new Set(holders.map((step) => step.id));
  const found = new Map(inputVariables(document.inputs).map((variable) => [variable.name, variable]));
  const add = (variable: KnownVariable): void => void (variable.name !== '' && found.set(variable.name, variable));
  for (const { step } of index.values()) {
    if (step.id === id) break;
    // What a container saves is there once it has ended.
    if (!around.has(step.id)) add({ name: text(step['saveAs']), from: 'result', label: '', stepId: step.id });
  }
  let inner = id;
  for (const holder of holders) {
    const item = text(holder['as']);
    if (holder.type === 'forEach' && item !== '') {
      add({ name: item, from: 'item', label: '', stepId: holder.id });
      add({ name: `${item}Index`, from: 'item', label: '', stepId: holder.id });
    }
    if (holder.type === 'try' && index.get(inner)?.place.list === 'catch') {
      for (const part of ['message', 'code', 'stepId']) {
        add({ name: `error.${part}`, from: 'error', label: '', stepId: holder.id });
      }
    }
    inner = holder.id;
  }
  return [...found.values()];
}

const REFERENCE = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The first names of what a text asks for, as `fila` of `{{fila.numero}}`; of an input two, as `inputs.desde`. */
export function namesIn(value: string): string[] {
  return [...value.matchAll(REFERENCE)].map(([, path = '']) => {
    const [head = '', second] = path.split(/[.[]/, 2);
    return head === 'inputs' && second !== undefined ? `inputs.${second.replace(/[\]"']/g, '')}` : head.trim();
  });
}
