const TRUSTED: unique symbol = Symbol('trusted html');

/** Markup that came out of the `html` tag; everything else is text and gets escaped. */
export interface Html {
  readonly [TRUSTED]: string;
}

export type HtmlValue = string | number | false | undefined | Html | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  if (TRUSTED in value) return value[TRUSTED];
  return value.map(render).join('');
}

/**
 * Template tag for markup. The literal parts are trusted; every inserted text is escaped for element content and for quoted
 * attributes (never insert into a script, a style or an unquoted attribute). `false` and `undefined` print nothing.
 */
export function html(parts: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return { [TRUSTED]: parts.reduce((text, part, index) => text + render(values[index - 1]) + part) };
}

/** The markup as the text that goes to the browser. */
export function toText(markup: Html): string {
  return markup[TRUSTED];
}
