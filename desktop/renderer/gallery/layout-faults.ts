/**
 * What a person would see as broken on the page as it stands: it scrolls sideways, a label is cut off, two things to
 * press lie upon each other, something is drawn outside of the window. One line for each, empty when all is well. Runs
 * in the page on its own: it is also sent there as text.
 */
export function layoutFaults(): string[] {
  const SLACK = 1;
  const PRESSED =
    'button, a[href], input, textarea, select, [role="button"], [role="tab"], [role="combobox"], [role="switch"], [role="checkbox"], [role="radio"]';
  const faults: string[] = [];

  const shown = (element: Element): boolean => {
    const style = getComputedStyle(element);
    const { width, height } = element.getBoundingClientRect();
    if (width < 2 || height < 2 || style.visibility !== 'visible' || style.opacity === '0') return false;
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const nameOf = (element: Element): string => {
    const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
    return `${element.tagName.toLowerCase()} «${text.slice(0, 60)}»`;
  };
  /** The part of an element that its scrolling ancestors leave in sight. */
  const inSight = (element: Element): DOMRect | undefined => {
    let { left, top, right, bottom } = element.getBoundingClientRect();
    for (let above = element.parentElement; above !== null; above = above.parentElement) {
      if (!/auto|scroll|hidden|clip/.test(getComputedStyle(above).overflow)) continue;
      const frame = above.getBoundingClientRect();
      left = Math.max(left, frame.left);
      top = Math.max(top, frame.top);
      right = Math.min(right, frame.right);
      bottom = Math.min(bottom, frame.bottom);
    }
    return right - left > SLACK && bottom - top > SLACK
      ? new DOMRect(left, top, right - left, bottom - top)
      : undefined;
  };

  const page = document.scrollingElement ?? document.documentElement;
  if (page.scrollWidth > page.clientWidth + SLACK)
    faults.push(`the page is ${page.scrollWidth - page.clientWidth} px too wide`);

  const all = [
    ...document.body.querySelectorAll(PRESSED),
    ...document.body.querySelectorAll('h1, h2, h3, th, label, dt'),
  ];
  for (const element of all) {
    if (!shown(element) || element.closest('.sr-only, [inert]') !== null) continue;
    const style = getComputedStyle(element);
    // User data may be shortened, with three points to show it; our own words may not.
    const shortens = style.textOverflow === 'ellipsis' || element.querySelector('.truncate') !== null;
    const isField = /^(?:INPUT|TEXTAREA)$/.test(element.tagName);
    if (isField || shortens) continue;
    if (element.scrollWidth > element.clientWidth + SLACK && element.clientWidth > 0 && style.display !== 'inline') {
      faults.push(`${nameOf(element)} is cut off by ${element.scrollWidth - element.clientWidth} px`);
    }
    const { right, left } = element.getBoundingClientRect();
    const sideways = element.closest('[data-scrolls-sideways]') !== null;
    if (!sideways && (right > innerWidth + SLACK || left < -SLACK)) faults.push(`${nameOf(element)} leaves the window`);
  }

  const pressed = [...document.body.querySelectorAll(PRESSED)]
    .filter((element) => shown(element) && element.closest('.sr-only, [inert], [aria-hidden="true"]') === null)
    .flatMap((element) => {
      const rect = inSight(element);
      if (rect === undefined) return [];
      // A field's own buttons lie in its padding.
      const style = getComputedStyle(element);
      const padded = /^(?:INPUT|TEXTAREA)$/.test(element.tagName);
      const [before, after] = padded ? [parseFloat(style.paddingLeft), parseFloat(style.paddingRight)] : [0, 0];
      return [{ element, rect: new DOMRect(rect.x + before, rect.y, rect.width - before - after, rect.height) }];
    });
  for (const [index, one] of pressed.entries()) {
    for (const other of pressed.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const high = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      if (wide > SLACK && high > SLACK) faults.push(`${nameOf(one.element)} and ${nameOf(other.element)} overlap`);
    }
  }
  return faults;
}
