/*
 * Runs in the page's isolated world, as text, after the person has said that they are inside. It hears pointer and
 * click events alone: no key, no input, no value of a field.
 */

export interface PickedMark {
  /** Ways to find the element, best first: CSS that finds it and nothing else. */
  candidates: { element: string; words: string }[];
  url: string;
}

const PICKER = 'sri-picker';

/** Resolves with what the person clicks; null when it was ended. The click does not reach the page. */
export function pickMark({ name }: { name: string }): Promise<PickedMark | null> {
  const LONGEST_WORDS = 120;
  const MOST = 4;
  const world = globalThis as unknown as Record<string, (() => void) | undefined>;
  world[name]?.();

  const wordsOf = (element: Element): string => {
    const said = element.getAttribute('aria-label') ?? element.getAttribute('title') ?? element.textContent;
    const alt = element.querySelector('img[alt]')?.getAttribute('alt') ?? '';
    const text = (said.trim() === '' ? alt : said).replaceAll(/\s+/g, ' ').trim();
    return text === '' ? element.tagName.toLowerCase() : text.slice(0, LONGEST_WORDS);
  };
  const isOnlyOne = (selector: string): boolean => {
    try {
      return document.querySelectorAll(selector).length === 1;
    } catch {
      return false;
    }
  };
  /** Names that a program made up change with the next version of the portal. */
  const isMadeUp = (text: string): boolean => /\d{3}|[:]|[a-z]+[A-Z]+[a-z]*\d|^[a-f0-9-]{12,}$/.test(text);
  const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const byAttribute = (element: Element): string[] => {
    const tag = element.tagName.toLowerCase();
    const names = ['data-testid', 'data-test', 'data-qa', 'name', 'aria-label', 'href', 'title'];
    return names.flatMap((attribute) => {
      const value = element.getAttribute(attribute);
      if (value === null || value === '' || value.length > 200 || value.startsWith('javascript:')) return [];
      return [`${tag}[${attribute}=${quoted(value)}]`];
    });
  };
  const byClass = (element: Element): string[] => {
    const classes = [...element.classList].filter((one) => !isMadeUp(one)).slice(0, 3);
    return classes.length === 0
      ? []
      : [`${element.tagName.toLowerCase()}${classes.map((one) => `.${CSS.escape(one)}`).join('')}`];
  };
  const step = (element: Element): string => {
    const tag = element.tagName.toLowerCase();
    const same = [...(element.parentElement?.children ?? [])].filter(({ tagName }) => tagName === element.tagName);
    return same.length < 2 ? tag : `${tag}:nth-of-type(${same.indexOf(element) + 1})`;
  };
  /** From the nearest ancestor with a name of its own down to the element. */
  const byPath = (element: Element): string => {
    const parts: string[] = [];
    let at: Element | null = element;
    while (at !== null && at !== document.documentElement) {
      if (at.id !== '' && !isMadeUp(at.id) && isOnlyOne(`#${CSS.escape(at.id)}`)) {
        return [`#${CSS.escape(at.id)}`, ...parts].join(' > ');
      }
      parts.unshift(step(at));
      at = at.parentElement;
    }
    return ['html', ...parts].join(' > ');
  };
  const waysTo = (element: Element): string[] => [
    ...(element.id !== '' && !isMadeUp(element.id) ? [`#${CSS.escape(element.id)}`] : []),
    ...byAttribute(element),
    ...byClass(element),
    byPath(element),
  ];
  const describe = (hit: Element): PickedMark['candidates'] => {
    const control = hit.closest('a, button, [role="button"], [role="menuitem"], [role="link"]');
    const elements = [...new Set([control ?? hit, hit])];
    const ways = elements.flatMap((element) =>
      waysTo(element).map((selector) => ({ element: selector, words: wordsOf(element) })),
    );
    const good = ways.filter(({ element }, index) => {
      const first = ways.findIndex((other) => other.element === element) === index;
      return first && element.length <= 2000 && isOnlyOne(element);
    });
    return good.slice(0, MOST);
  };

  return new Promise((resolve) => {
    const box = document.createElement('div');
    box.style.cssText =
      'position:fixed;z-index:2147483647;pointer-events:none;border:2px solid #384699;background:rgba(56,70,153,.12);border-radius:3px;display:none';
    document.documentElement.append(box);
    const targetOf = (event: Event): Element | null => {
      const [target] = event.composedPath();
      return target instanceof Element ? target : null;
    };
    const hold = (event: Event): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const show = (event: Event): void => {
      const at = targetOf(event)?.getBoundingClientRect();
      if (at === undefined) return;
      Object.assign(box.style, {
        display: 'block',
        left: `${at.left}px`,
        top: `${at.top}px`,
        width: `${at.width}px`,
        height: `${at.height}px`,
      });
    };
    const take = (event: Event): void => {
      hold(event);
      const target = targetOf(event);
      end();
      resolve(target === null ? null : { candidates: describe(target), url: location.href });
    };
    const HELD = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'auxclick', 'dblclick', 'contextmenu'];
    const options = { capture: true, passive: false };
    function end(): void {
      for (const type of HELD) window.removeEventListener(type, hold, options);
      window.removeEventListener('click', take, options);
      window.removeEventListener('pointermove', show, options);
      box.remove();
      world[name] = undefined;
    }
    for (const type of HELD) window.addEventListener(type, hold, options);
    window.addEventListener('click', take, options);
    window.addEventListener('pointermove', show, options);
    world[name] = () => {
      end();
      resolve(null);
    };
  });
}

/** The picker as an expression for an isolated world. */
export function pickMarkCode(): string {
  return `(${pickMark.toString()})({ name: ${JSON.stringify(PICKER)} })`;
}

/** Ends a picker that still waits; the page is as before. */
export function endPickCode(): string {
  return `void globalThis[${JSON.stringify(PICKER)}]?.()`;
}
