import type { Candidate } from '@sri/shared/model/locator.ts';
import { describeElement } from './describe.ts';
import { cssString } from './css-text.ts';
import { isGenerated } from './stable.ts';

/** The ways to a frame's element in the document that holds it, the best first: name, title, id, address, place. */
export function describeFrame(frame: Element): Candidate[] {
  const tag = frame.tagName.toLowerCase();
  const all = [...document.querySelectorAll(tag)];
  const isOnly = (selector: string): boolean => {
    const found = document.querySelectorAll(selector);
    return found.length === 1 && found[0] === frame;
  };
  const attribute = (name: string): string => frame.getAttribute(name) ?? '';
  const path = attribute('src').replace(/[?#].*$/s, '');
  const selectors = [
    ...(['name', 'title', 'id', 'data-testid'] as const).flatMap((name) =>
      attribute(name) === '' || isGenerated(attribute(name).replaceAll(/\s+/g, '-'))
        ? []
        : [`${tag}[${name}=${cssString(attribute(name))}]`],
    ),
    ...(path === '' ||
    /^(?:about|javascript|data|blob):/i.test(path) ||
    /\d{3}/.test(new URL(path, document.baseURI).pathname)
      ? []
      : [`${tag}[src^=${cssString(path)}]`]),
    ...(all.length === 1 ? [tag] : []),
  ].filter(isOnly);
  const found: Candidate[] = [...new Set(selectors)].map((value) => ({ by: 'css', value }));
  if (found.length > 0) return found.slice(0, 5);
  return describeElement(frame).candidates.slice(0, 2);
}
