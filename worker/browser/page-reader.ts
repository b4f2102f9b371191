import { selectors, type FrameLocator, type Locator, type Page } from 'playwright-core';
import {
  cellText,
  elementAttribute,
  elementText,
  markSecret,
  readControl,
  readOptions,
  readOutline,
  readTable,
  readValue,
  visibleText,
} from './in-page/readers.ts';

/*
 * `locator.evaluate` runs among the page's own scripts, where old portals replace Array and JSON functions (and hostile ones
 * do it on purpose). The one way that Playwright offers into its isolated world is a selector engine registered as a content script.
 * Ours "matches" an element that it makes itself, outside the page, whose text is the answer as JSON.
 */
const ENGINE = 'sri';

const READERS = { markSecret, readValue, readControl, readOptions, readOutline, readTable };
type Readers = typeof READERS;
type ReaderName = keyof Readers;

const SOURCE = `(() => {
${[visibleText, elementText, elementAttribute, cellText, ...Object.values(READERS)].map(String).join('\n')}
const readers = { ${Object.keys(READERS).join(', ')} };
const answer = (root, selector) => {
  const { reader, arg } = JSON.parse(selector);
  const holder = document.createElement('i');
  holder.textContent = JSON.stringify(readers[reader](root, arg));
  return holder;
};
return { query: answer, queryAll: (root, selector) => [answer(root, selector)] };
})()`;

let registering: Promise<void> | undefined;

/** Makes the readers known to Playwright, once a process; called again it does nothing. */
export function registerPageReaders(): Promise<void> {
  return (registering ??= selectors.register(ENGINE, { content: SOURCE }, { contentScript: true }));
}

/**
 * Runs a reader on the element, or on the whole document of a page or frame. Waits for the element at most `timeoutMs`;
 * rejects as Playwright does, also when it is several.
 */
export async function readInPage<R extends ReaderName>(
  where: Locator | FrameLocator | Page,
  reader: R,
  arg: Parameters<Readers[R]>[1],
  timeoutMs: number,
): Promise<ReturnType<Readers[R]>> {
  const selector = `${ENGINE}=${JSON.stringify({ reader, arg: arg ?? {} })}`;
  const text = await where.locator(selector).textContent({ timeout: timeoutMs });
  // Our own function made this text, in a world that the page cannot reach.
  return JSON.parse(text ?? 'null') as ReturnType<Readers[R]>;
}
