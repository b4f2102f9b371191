/*
 * Runs inside the page, in the browser's isolated world. Its source is sent as it stands, so it may use the browser's own
 * names and nothing else: this file imports nothing.
 */

interface Mask {
  on: () => void;
  off: () => void;
}

/**
 * Paints over the fields of a selector in this document and its open shadow roots, now and as they come, before the
 * browser paints. A field that was a password once stays covered when the portal shows it as text.
 */
export function maskFields(selector: string, wanted: boolean): void {
  const SWEEP_MS = 1000;
  const world = globalThis as typeof globalThis & { sriMask?: Mask };
  const cover =
    '{ color: transparent !important; -webkit-text-fill-color: transparent !important; text-shadow: none !important;' +
    ' background: #3b4252 !important; caret-color: #ffffff !important; transition: none !important; }';

  function make(): Mask {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`:is(${selector}) ${cover}`);
    const once = new WeakSet<Element>();
    const marked = new Map<HTMLElement, string>();
    const roots = new Set<Document | ShadowRoot>();
    let sweeps: ReturnType<typeof setInterval> | undefined;

    const dress = (root: Document | ShadowRoot): void => {
      if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    };
    const coverOne = (field: HTMLElement): void => {
      if (marked.has(field)) return;
      marked.set(field, field.style.cssText);
      field.style.setProperty('-webkit-text-fill-color', 'transparent', 'important');
      field.style.setProperty('background', '#3b4252', 'important');
      field.style.setProperty('transition', 'none', 'important');
    };
    const look = (root: Document | ShadowRoot | Element): void => {
      for (const element of root.querySelectorAll('*')) if (element.shadowRoot !== null) enter(element.shadowRoot);
      for (const field of root.querySelectorAll('input[type="password"]')) once.add(field);
    };
    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === 'attributes' && target instanceof HTMLInputElement) {
          if (target.type === 'password') once.add(target);
          else if (once.has(target)) coverOne(target);
        }
        for (const node of addedNodes) {
          if (!(node instanceof Element)) continue;
          if (node.shadowRoot !== null) enter(node.shadowRoot);
          if (node.matches('input[type="password"]')) once.add(node);
          look(node);
        }
      }
    });
    const enter = (root: Document | ShadowRoot): void => {
      dress(root);
      if (roots.has(root)) return;
      roots.add(root);
      observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['type', 'style'] });
      look(root);
    };
    return {
      on: () => {
        enter(document);
        // A portal may replace the document's sheets, or attach a shadow root to what stands there already.
        sweeps ??= setInterval(() => {
          for (const root of roots) dress(root);
          look(document);
        }, SWEEP_MS);
      },
      off: () => {
        clearInterval(sweeps);
        sweeps = undefined;
        observer.disconnect();
        for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
        roots.clear();
        for (const [field, style] of marked) field.style.cssText = style;
        marked.clear();
      },
    };
  }

  if (!wanted) return world.sriMask?.off();
  world.sriMask ??= make();
  world.sriMask.on();
}
