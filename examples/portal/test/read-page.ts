const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function plain(markup: string): string {
  const text = markup.replaceAll(/<[^>]*>/g, '').replaceAll(/\s+/g, ' ');
  return text.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity).trim();
}

/** The text of the element with that id; undefined when the page has none. */
export function textOf(page: string, id: string): string | undefined {
  const match = new RegExp(`<(\\w+)[^>]* id="${id}"[^>]*>([\\s\\S]*?)</\\1>`).exec(page);
  return match?.[2] === undefined ? undefined : plain(match[2]);
}

/** The cells' text of the body of the first table of that class, row by row. */
export function tableRows(page: string, className: string): string[][] {
  const table = new RegExp(`<table class="[^"]*\\b${className}\\b[^"]*">([\\s\\S]*?)</table>`).exec(page)?.[1] ?? '';
  const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(table)?.[1] ?? '';
  return [...body.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>([\s\S]*?)<\/td>/g)].map(([, cell = '']) => plain(cell)),
  );
}

/** The address of "Siguiente", or undefined when the link is gone or leads nowhere. */
export function nextAddress(page: string): string | undefined {
  const link = /<a class="siguiente[^>]*>/.exec(page)?.[0] ?? '';
  return /href="([^"]*)"/.exec(link)?.[1]?.replaceAll('&amp;', '&');
}

/** `-1.234,56` as hundredths. */
export function hundredths(text: string): number {
  return Number(text.replaceAll('.', '').replace(',', ''));
}
