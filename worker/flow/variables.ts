import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';

/** The values that `{{templates}}` can name: inputs, results of earlier steps, loop items. */
export interface Variables {
  has: (name: string) => boolean;
  get: (name: string) => unknown;
  names: () => string[];
  /** Sets a result; it outlives the loop in which it was set. */
  set: (name: string, value: unknown) => void;
  /** The same variables with names of their own on top, as a loop gives to its inner steps. */
  with: (own: Record<string, unknown>) => Variables;
}

/** Variables that start with these values. */
export function createVariables(start: Record<string, unknown>): Variables {
  const results = new Map(Object.entries(start));
  const layer = (own: ReadonlyMap<string, unknown>): Variables => ({
    has: (name) => own.has(name) || results.has(name),
    get: (name) => (own.has(name) ? own.get(name) : results.get(name)),
    names: () => [...new Set([...own.keys(), ...results.keys()])],
    set: (name, value) => void results.set(name, value),
    with: (more) => layer(new Map([...own, ...Object.entries(more)])),
  });
  return layer(new Map());
}

const TEMPLATE = /\{\{([^{}]+)\}\}/g;
const WHOLE = /^\s*\{\{([^{}]+)\}\}\s*$/;
const PART = /\s*(?:\.\s*([^.[\]]+)|\[\s*(\d+)\s*\]|\[\s*"([^"]*)"\s*\]|\[\s*'([^']*)'\s*\])/y;

/** `fila.numero`, `filas[0]`, `fila["Importe (USD)"]` as a list of names; null for what is no path. */
export function parsePath(text: string): string[] | null {
  const head = /^\s*([^.[\]]+)/.exec(text);
  if (head?.[1] === undefined) return null;
  const path = [head[1].trim()];
  PART.lastIndex = head[0].length;
  while (PART.lastIndex < text.trimEnd().length) {
    const part = PART.exec(text);
    if (part === null) return null;
    path.push(part[1]?.trim() ?? part[2] ?? part[3] ?? part[4] ?? '');
  }
  return path;
}

const missing = (what: string, names: readonly string[]): AppError =>
  new AppError('variable_missing', `No existe la variable «${what}»`, {
    hint:
      names.length === 0
        ? 'Todavía no hay ninguna. Revisa el nombre y que el paso que la guarda esté antes.'
        : `Existen: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ' …' : ''}. Revisa el nombre y que el paso que la guarda esté antes.`,
  });

function namesIn(value: unknown, prefix: string): string[] {
  if (Array.isArray(value)) return [`${prefix}.length`, ...(value.length > 0 ? [`${prefix}[0]`] : [])];
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).map((key) => (/[.[\]"]/.test(key) ? `${prefix}['${key}']` : `${prefix}.${key}`));
}

/** Everything that can be named at the first level and one below, for people. */
function allNames(variables: Variables): string[] {
  return variables.names().flatMap((name) => {
    const inner = namesIn(variables.get(name), name);
    return name === 'inputs' ? inner : [name, ...(inner.length <= 12 ? inner : [])];
  });
}

/** The value at a path. Throws `variable_missing` with what was asked and what there is. */
export function readPath(text: string, variables: Variables): unknown {
  const path = parsePath(text);
  const [head, ...rest] = path ?? [];
  if (head === undefined || !variables.has(head)) throw missing(text.trim(), allNames(variables));
  let value = variables.get(head);
  let reached = head;
  for (const name of rest) {
    if (Array.isArray(value) && name === 'length') value = value.length;
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
      value = (value as Record<string, unknown>)[name];
    } else throw missing(text.trim(), namesIn(value, reached));
    reached += `.${name}`;
  }
  return value;
}

/** The text with every `{{template}}` filled in; `escape` makes a value harmless where the text is a language. */
export function fillText(text: string, variables: Variables, escape = (value: string): string => value): string {
  return text.replaceAll(TEMPLATE, (_, path: string) => escape(asText(readPath(path, variables))));
}

/** Like `fillText`, but a text that is one template and nothing else keeps the value's type. */
export function fillValue(text: string, variables: Variables): unknown {
  const whole = WHOLE.exec(text);
  return whole?.[1] === undefined ? fillText(text, variables) : readPath(whole[1], variables);
}

/** JavaScript in which every template stands for its value as JSON: a value can be read there, but never be code. */
export function fillExpression(expression: string, variables: Variables): string {
  return expression.replaceAll(TEMPLATE, (written, path: string) => {
    const parsed = parsePath(path);
    // `{{` may be JavaScript of its own; only what names a variable, or can be nothing but a name, is a template.
    const name = parsed?.[0] ?? '';
    if (!variables.has(name) && !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return written;
    return JSON.stringify(readPath(path, variables) ?? null)
      .replaceAll('\u2028', '\\u2028')
      .replaceAll('\u2029', '\\u2029');
  });
}
