import type { Step } from '@sri/shared/model/step.ts';
import { fillExpression, fillText, type Variables } from './variables.ts';

/** Fields that are never templates, or that the step's executor fills itself because their type matters. */
const AS_WRITTEN = new Set([
  'id',
  'type',
  'saveAs',
  'onError',
  'as',
  'items',
  'then',
  'else',
  'steps',
  'catch',
  'finally',
  'condition',
  'while',
  'until',
  'times',
  'from',
  'files',
  'inputs',
  'pattern',
  'contract',
  'by',
]);
/** A string under these names is a CSS selector. */
const SELECTORS = new Set(['target', 'to', 'visible', 'gone', 'next', 'frame', 'container']);

/** Quotes and line ends of a value cannot end the quoted part of a selector in which the value stands. */
export function escapeForSelector(value: string): string {
  return value.replaceAll(/["'\\]/g, String.raw`\$&`).replaceAll(/\r\n|[\n\r\f]/g, String.raw`\a `);
}

function isSelector(key: string, owner: unknown): boolean {
  if (SELECTORS.has(key)) return true;
  const by = typeof owner === 'object' && owner !== null && 'by' in owner ? owner.by : undefined;
  return key === 'value' && (by === 'css' || by === 'point' || by === 'anchored');
}

function walk(value: unknown, key: string, owner: unknown, variables: Variables): unknown {
  if (typeof value === 'string') {
    if (!isSelector(key, owner)) return fillText(value, variables);
    // A selector that is one template and nothing else is meant as a selector.
    const whole = /^\s*\{\{[^{}]+\}\}\s*$/.test(value);
    return fillText(value, variables, whole ? undefined : escapeForSelector);
  }
  if (Array.isArray(value)) return value.map((item) => walk(item, key, owner, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      AS_WRITTEN.has(name) ? inner : walk(inner, name, value, variables),
    ]),
  );
}

/** A target, or anything that holds targets and texts, with its templates filled in. Throws `variable_missing`. */
export function resolveDeep<T>(value: T, variables: Variables, key = ''): T {
  return walk(value, key, undefined, variables) as T;
}

/** The label with its templates filled in where they can be: a label never fails a step. */
export function stepLabel(name: string, variables: Variables): string {
  try {
    return fillText(name, variables).slice(0, 200);
  } catch {
    return name;
  }
}

/**
 * The step as it runs now: every template filled in, except in what is inside it (inner steps, conditions, loop items) and
 * in `setVariable`, whose value keeps its type. Throws `variable_missing`.
 */
export function resolveStep<S extends Step>(step: S, variables: Variables): S {
  const { name, ...rest } = step;
  const label = name === undefined ? {} : { name: stepLabel(name, variables) };
  if (step.type === 'setVariable') return { ...step, ...label };
  if (step.type === 'evaluate') return { ...step, ...label, expression: fillExpression(step.expression, variables) };
  return { ...resolveDeep(rest, variables), ...label } as S;
}
