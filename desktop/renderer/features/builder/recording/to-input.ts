import { dataName } from '@sri/shared/model/data-name.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import { targetName } from '../../../domain/target-name.ts';
import { setField } from '../document/change-tree.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { findStep } from '../document/tree.ts';

/** One that no input has yet. */
function freeName(wanted: string, taken: Record<string, unknown>): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? wanted : `${wanted}_${count}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}

/**
 * Makes a text of a step something that each execution may bring, with the text as what holds where it brings nothing.
 * The same document where there is no text, or where it holds a variable already.
 */
export function toInput(document: FlowDocument, stepId: string, path: readonly PropertyKey[]): FlowDocument {
  const step = findStep(document, stepId);
  const text = path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], step);
  if (step === undefined || typeof text !== 'string' || text === '' || text.includes('{{')) return document;
  const target = step['target'] as Target | undefined;
  const label = target === undefined ? '' : targetName(target);
  const name = freeName(dataName(label, 'dato'), document.inputs);
  const input = { type: 'text', ...(label === '' ? {} : { label: label.slice(0, 200) }), default: text };
  return {
    ...setField(document, stepId, path, `{{inputs.${name}}}`),
    inputs: { ...document.inputs, [name]: input },
  };
}
