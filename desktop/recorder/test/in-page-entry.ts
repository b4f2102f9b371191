import { describeElement } from '../in-page/describe.ts';
import { takeLook } from '../in-page/look.ts';
import { isHiddenFromRoles } from '../in-page/role-of.ts';
import type { Described } from '../messages.ts';

/* What tests ask of the in-page code, in the page's own world. */

const MEANT =
  'a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button],[role=option],[role=tab],[role=menuitem],[role=combobox],[role=listbox],[contenteditable=true],li[onclick],[draggable=true]';

export interface Sample {
  truth: string;
  described: Described;
}

/** Shadow roots too: no element of them has the body around it. */
const everywhere = (): Element[] =>
  takeLook()
    .query('*')
    .filter((element) => !element.matches('html,head,head *,body'));

/** Gives each element a number that the recorder does not look at. */
export function numberAll(): void {
  everywhere().forEach((element, index) => element.setAttribute('data-verdad', String(index)));
}

export function describeAll(): Sample[] {
  return takeLook()
    .query(MEANT)
    .map((element) => ({ truth: element.getAttribute('data-verdad') ?? '', described: describeElement(element) }));
}

/** Role and name of every element that has both, as the recorder computes them. */
export function namesOfAll(): { truth: string; role: string; name: string }[] {
  const look = takeLook();
  return everywhere().flatMap((element) => {
    const role = look.role(element);
    if (role === null || isHiddenFromRoles(element)) return [];
    return [{ truth: element.getAttribute('data-verdad') ?? '', role, name: look.name(element) }];
  });
}

const SPOKEN = ['placeholder', 'title', 'aria-label', 'alt', 'label'];

function changeTexts(change: (text: string) => string): void {
  for (const root of takeLook().roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || parent.matches('script,style,title,textarea,[contenteditable]')) continue;
      if (/\p{L}|\d/u.test(node.nodeValue ?? '')) node.nodeValue = change(node.nodeValue ?? '');
    }
  }
  for (const element of everywhere()) {
    for (const name of SPOKEN) {
      const text = element.getAttribute(name) ?? '';
      if (/\p{L}/u.test(text)) element.setAttribute(name, change(text));
    }
    if (element instanceof HTMLInputElement && ['submit', 'button', 'reset'].includes(element.type))
      element.value = change(element.value);
  }
}

function renameIds(): void {
  const renamed = new Map<string, string>();
  for (const element of everywhere()) {
    if (element.id !== '') renamed.set(element.id, `n${renamed.size}x${element.id.length}`);
  }
  for (const element of everywhere()) {
    if (element.id !== '') element.id = renamed.get(element.id) ?? '';
    for (const name of ['for', 'aria-labelledby', 'aria-controls', 'list']) {
      const before = element.getAttribute(name);
      if (before !== null)
        element.setAttribute(
          name,
          before
            .split(' ')
            .map((id) => renamed.get(id) ?? id)
            .join(' '),
        );
    }
    const classes = [...element.classList];
    if (classes.length > 0 && element.getAttribute('class') !== null)
      element.setAttribute('class', classes.map((name) => `v2-${name}`).join(' '));
  }
}

/** Like children change places, everywhere, and something new stands first. */
function changeOrder(): void {
  for (const element of [document.body, ...everywhere()]) {
    const children = [...element.children].filter((one) => !one.matches('script,style,option,legend,thead,caption'));
    const tags = new Set(children.map(({ tagName }) => tagName));
    for (const tag of tags) {
      const same = children.filter(({ tagName }) => tagName === tag);
      if (same.length < 2) continue;
      const places = same.map((one) => {
        const place = document.createComment('');
        one.replaceWith(place);
        return place;
      });
      same.toReversed().forEach((one, at) => places[at]?.replaceWith(one));
    }
  }
  const news = document.createElement('div');
  news.innerHTML = '<p>Novedades del mes</p><button>Leer novedades</button><a href="#novedades">Más</a>';
  document.body.prepend(news);
}

export const MUTATIONS: Record<string, () => void> = {
  none: () => undefined,
  'ids and classes renamed': renameIds,
  'order changed': changeOrder,
  // By so much that no number becomes one that another row had: the row with that number would be the right one then.
  'numbers changed': () => changeTexts((text) => text.replaceAll(/\d+/g, (digits) => String(Number(digits) + 5000))),
  'words added': () => changeTexts((text) => `${text.trimEnd()} ahora`),
  translated: () =>
    changeTexts((text) => text.replaceAll(/\p{L}+/gu, (word) => Array.from(word).toReversed().join('').toLowerCase())),
};

export function mutate(name: string): void {
  MUTATIONS[name]?.();
}
