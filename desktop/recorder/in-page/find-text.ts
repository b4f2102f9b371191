import { parentOf, type Look } from './look.ts';
import { elementText, normalText } from './normal-text.ts';

/*
 * The smallest elements that hold a text, as the robot's text search. Instead of reading every element's text this goes
 * up from the text nodes that hold a part of it.
 */

const UNREAD = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'HEAD', 'TEMPLATE', 'TITLE']);

/** So many that hold a text are surely not one. */
const MANY = 400;

function captions(look: Look, fits: (text: string) => boolean): Element[] {
  return look
    .query('input[type=submit],input[type=button],input[type=reset]')
    .filter((one) => fits(normalText((one as HTMLInputElement).value)));
}

export function findText(look: Look, text: string, exact: boolean): Element[] {
  const wanted = normalText(text);
  const folded = wanted.toLowerCase();
  const fits = (found: string): boolean => (exact ? found === wanted : found.toLowerCase().includes(folded));
  const matches = new Set<Element>();
  for (const { node, text: part } of look.texts()) {
    if (!(folded.includes(part) || (!exact && part.includes(folded)))) continue;
    for (let at = parentOf(node); at !== null; at = parentOf(at)) {
      if (UNREAD.has(at.tagName)) break;
      const found = elementText(at, wanted.length * 4 + 200);
      if (fits(found)) {
        matches.add(at);
        break;
      }
      if (exact && found.length > wanted.length) break;
    }
    if (matches.size > MANY) break;
  }
  const all = [...matches, ...captions(look, fits)];
  return all.filter((one) => !all.some((other) => other !== one && one.contains(other)));
}
