import type { Capture } from './capture-context.ts';
import { isTypedField } from './controls.ts';
import { elementText, normalText } from './normal-text.ts';

const LONGEST = 200;

/** The text of an element as a check or a sample; empty for a secret field. */
export function describeContext({ secrets }: Pick<Capture, 'secrets'>, element: Element): string {
  if (isTypedField(element)) return secrets.isSecret(element) ? '' : safe(normalText(element.value), secrets);
  const holdsSecret = [...element.querySelectorAll('input,textarea,[contenteditable]')].some((one) =>
    secrets.isSecret(one),
  );
  return holdsSecret ? '' : safe(elementText(element, LONGEST), secrets);
}

function safe(text: string, secrets: Capture['secrets']): string {
  return secrets.isTainted(text) ? '' : text.slice(0, LONGEST);
}
