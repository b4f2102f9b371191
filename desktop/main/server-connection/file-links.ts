import { randomUUID } from 'node:crypto';
import { APP_ORIGIN } from '../../contract/channel.ts';

const FILES = `${APP_ORIGIN}/files/`;
const MOST = 5000;

/** Short-lived links to the object store, each behind an address of our own. */
export interface FileLinks {
  /** The same answer with our addresses in place of the links. */
  hide<T extends { items: readonly { url: string }[] }>(answer: T): T;
  /** The link behind one of our addresses. */
  find(address: string): string | null;
}

/**
 * Pictures and files of executions lie in an object store, at an origin that differs by installation. The page's policy
 * allows nothing but the app itself, so it is given addresses of the app, and the main process fetches what stands
 * behind them: only links that the control plane handed out, and no link reaches the page.
 */
export function createFileLinks(): FileLinks {
  const links = new Map<string, string>();

  function address(link: string): string {
    const id = randomUUID();
    links.set(id, link);
    const [oldest] = links.keys();
    if (links.size > MOST && oldest !== undefined) links.delete(oldest);
    return `${FILES}${id}`;
  }

  return {
    hide: (answer) => ({ ...answer, items: answer.items.map((item) => ({ ...item, url: address(item.url) })) }),
    find: (given) => (given.startsWith(FILES) ? (links.get(given.slice(FILES.length)) ?? null) : null),
  };
}
