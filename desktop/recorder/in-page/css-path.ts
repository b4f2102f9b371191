import { finder } from '@medv/finder';
import { isGenerated } from './stable.ts';

const TELLING = new Set([
  'name',
  'type',
  'aria-label',
  'title',
  'placeholder',
  'for',
  'role',
  'alt',
  'value',
  'action',
]);
const POSITIONED = /:nth-/;

/** A CSS selector by names that a person gave, or one that counts; empty where none is found in time. */
export function cssPath(element: Element): { value: string; counted: boolean } {
  const root = element.getRootNode();
  const inShadow = root instanceof ShadowRoot;
  try {
    const value = finder(element, {
      ...(inShadow ? { root: root as unknown as Element } : {}),
      idName: (name) => !isGenerated(name),
      className: (name) => !isGenerated(name) && !/^(?:active|selected|hover|focus|open|show|is-|has-)/i.test(name),
      attr: (name, text) => TELLING.has(name) && text !== '' && text.length <= 60 && !/\d{3}/.test(text),
      timeoutMs: 25,
    });
    return { value, counted: POSITIONED.test(value) };
  } catch {
    return { value: '', counted: false };
  }
}
