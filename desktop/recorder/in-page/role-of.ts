/*
 * The role that an element has for the robot, which asks the browser's accessibility tables: HTML-AAM, with what
 * Playwright adds (password and date fields are text boxes). Only roles that a step could name.
 */

const BY_TAG: Readonly<Record<string, string>> = {
  BUTTON: 'button',
  H1: 'heading',
  H2: 'heading',
  H3: 'heading',
  H4: 'heading',
  H5: 'heading',
  H6: 'heading',
  OPTION: 'option',
  TEXTAREA: 'textbox',
  TABLE: 'table',
  DIALOG: 'dialog',
  PROGRESS: 'progressbar',
};
const BY_TYPE: Readonly<Record<string, string>> = {
  button: 'button',
  image: 'button',
  reset: 'button',
  submit: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  number: 'spinbutton',
  range: 'slider',
  search: 'searchbox',
};
const ROLELESS = new Set(['hidden', 'color', 'file']);
const NAMED = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'option',
  'checkbox',
  'radio',
  'switch',
  'tab',
  'menuitem',
  'menuitemcheckbox',
  'menuitemradio',
  'treeitem',
  'slider',
  'spinbutton',
  'heading',
  'img',
  'gridcell',
  'table',
  'grid',
  'dialog',
  'progressbar',
]);

function inputRole(input: HTMLInputElement): string | null {
  const type = input.type;
  if (ROLELESS.has(type)) return null;
  const texts = ['text', 'email', 'tel', 'url', 'search'];
  if (texts.includes(type) && input.list !== null) return 'combobox';
  return BY_TYPE[type] ?? 'textbox';
}

function implicitRole(element: Element): string | null {
  if (element instanceof HTMLInputElement) return inputRole(element);
  if (element instanceof HTMLSelectElement) return element.multiple || element.size > 1 ? 'listbox' : 'combobox';
  if (element.tagName === 'A' || element.tagName === 'AREA') return element.hasAttribute('href') ? 'link' : null;
  if (element.tagName === 'IMG') return element.getAttribute('alt') === '' ? null : 'img';
  return BY_TAG[element.tagName] ?? null;
}

/** Null where it has none, or one by which nobody would look for it. */
export function roleOf(element: Element): string | null {
  const written = (element.getAttribute('role') ?? '').trim().split(/\s+/)[0] ?? '';
  const role = written === '' ? implicitRole(element) : written;
  return role !== null && NAMED.has(role) ? role : null;
}

/** CSS of everything that may have the role; `roleOf` says whether it has. */
export function roleSelector(role: string): string {
  const written = `[role~="${role}"]`;
  const tags: Readonly<Record<string, string>> = {
    button: 'button,input',
    link: 'a[href],area[href]',
    textbox: 'input,textarea',
    searchbox: 'input',
    combobox: 'select,input[list]',
    listbox: 'select',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    slider: 'input[type=range]',
    spinbutton: 'input[type=number]',
    heading: 'h1,h2,h3,h4,h5,h6',
    option: 'option',
    img: 'img',
    table: 'table',
    dialog: 'dialog',
    progressbar: 'progress',
  };
  return tags[role] === undefined ? written : `${written},${tags[role]}`;
}

/** Is it kept from assistive technology, and so from looking by role? */
export function isHiddenFromRoles(element: Element): boolean {
  for (let at: Node | null = element; at !== null; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) {
    if (at instanceof Element && at.getAttribute('aria-hidden')?.toLowerCase() === 'true') return true;
  }
  return element instanceof HTMLOptionElement ? false : !element.checkVisibility({ visibilityProperty: true });
}
