/*
 * Which fields hold a secret is decided here, in the page, and in doubt it is one: nothing of such a field leaves the
 * document, neither what it holds nor how long that is.
 */

const WORDS =
  /contrase[nñ]a|contrasinal|\bclaves?\b|clave|passw|passphrase|passcode|\bpass\b|\bpwd|senha|\bpin\b|token|\botp\b|\bcv[vc]\b|\bcsc\b|secret|c[oó]digo (?:de )?(?:seguridad|verificaci|acceso|confirmaci|autentic)|verification code|security code|one.?time|firma electr|palabra clave|frase (?:de )?seguridad|pergunta secreta|2fa|mfa/i;
const NUMERIC_WORDS = /c[oó]digo|code|token|clave|pin|cvv|otp|sms/i;
const AUTOCOMPLETE = /(?:^|\s)(?:current-password|new-password|one-time-code|cc-[a-z-]+)(?:\s|$)/i;
const SHORTEST_TAINT = 4;
const MOST_KEPT = 200;

export interface Secrets {
  isSecret: (field: Element) => boolean;
  /** Keeps in the page what a secret field holds now, so that no message carries a copy of it that the page shows elsewhere. */
  remember: (field: Element) => void;
  isTainted: (text: string) => boolean;
  /** Looks for fields that are passwords now: they stay secret when the portal shows them. */
  sweep: () => void;
  stop: () => void;
}

const ATTRIBUTES = [
  'name',
  'id',
  'placeholder',
  'aria-label',
  'title',
  'autocomplete',
  'data-testid',
  'formcontrolname',
  'ng-model',
];

function wordsAbout(field: Element): string {
  const own = ATTRIBUTES.map((name) => field.getAttribute(name) ?? '');
  const labels = 'labels' in field && field.labels !== null ? [...(field.labels as NodeListOf<HTMLLabelElement>)] : [];
  const by = (field.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  const named = by.map((id) => document.getElementById(id)?.textContent ?? '');
  const before = field.previousElementSibling?.childElementCount === 0 ? field.previousElementSibling.textContent : '';
  const cell = field.closest('td')?.previousElementSibling?.textContent ?? '';
  const around = [before, cell].filter((text) => text.length <= 60);
  return [...own, ...labels.map((label) => label.textContent), ...named, ...around]
    .join(' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ');
}

/** One of several boxes for one digit each. */
function isDigitBox(field: HTMLInputElement): boolean {
  if (field.maxLength !== 1) return false;
  const around = field.parentElement?.parentElement ?? field.parentElement;
  return (around?.querySelectorAll('input[maxlength="1"]').length ?? 0) >= 3;
}

/** A text field that a portal shows in place of the password beside it, which it hides meanwhile. */
function standsForPassword(field: Element): boolean {
  const beside = [...(field.parentElement?.children ?? [])];
  return beside.some((one) => one !== field && one.matches('input[type=password]') && !one.checkVisibility());
}

function looksSecret(field: Element, extra: string): boolean {
  if (extra !== '' && field.matches(extra)) return true;
  if (AUTOCOMPLETE.test(field.getAttribute('autocomplete') ?? '')) return true;
  const words = wordsAbout(field);
  if (WORDS.test(words)) return true;
  const style = getComputedStyle(field);
  const drawn = style.getPropertyValue('-webkit-text-security');
  if (drawn !== '' && drawn !== 'none') return true;
  if (/password|security|disc/i.test(style.fontFamily)) return true;
  if (!(field instanceof HTMLInputElement)) return false;
  if (field.type === 'password' || isDigitBox(field) || standsForPassword(field)) return true;
  const short = field.maxLength >= 4 && field.maxLength <= 8;
  return field.inputMode === 'numeric' && short && NUMERIC_WORDS.test(words);
}

export function watchSecrets(extraSelector: string): Secrets {
  const once = new WeakSet<Element>();
  const values = new Set<string>();
  const watched = new WeakSet<Node>();
  const note = (node: Element): void => {
    if (node.matches('input[type=password]')) once.add(node);
  };
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes, oldValue } of changes) {
      if (target instanceof HTMLInputElement && (oldValue ?? '').toLowerCase() === 'password') once.add(target);
      if (target instanceof Element) note(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        note(node);
        for (const field of node.querySelectorAll('input[type=password]')) once.add(field);
      }
    }
  });
  const watch = (root: Document | ShadowRoot): void => {
    if (!watched.has(root)) {
      watched.add(root);
      observer.observe(root, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ['type'],
        attributeOldValue: true,
      });
    }
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot !== null) watch(element.shadowRoot);
      else note(element);
    }
  };
  const isSecret = (field: Element): boolean => {
    try {
      if (once.has(field) || looksSecret(field, extraSelector)) return true;
    } catch {
      return true;
    }
    return 'value' in field && typeof field.value === 'string' && values.has(field.value);
  };
  return {
    isSecret,
    remember: (field) => {
      const held = 'value' in field && typeof field.value === 'string' ? field.value : (field.textContent ?? '');
      if (held.length < SHORTEST_TAINT) return;
      if (values.size >= MOST_KEPT) values.delete(values.values().next().value ?? '');
      values.add(held);
    },
    isTainted: (text) => {
      for (const value of values)
        if (text.includes(value) || text.includes(JSON.stringify(value).slice(1, -1))) return true;
      return false;
    },
    sweep: () => watch(document),
    stop: () => observer.disconnect(),
  };
}
