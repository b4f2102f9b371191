import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Page } from 'playwright';

/** Who records: the pages as they open, and where the fixture stands. */
export interface User {
  page: Page;
  /** The fixture's address, with a `/` at its end. */
  url: string;
  /** The same under another site's name. */
  otherSite: string;
  /** The page that the next act opens. */
  opened: (act: () => Promise<unknown>) => Promise<Page>;
}

export type Answer = (response: ServerResponse, url: URL, request: IncomingMessage) => void;

/** A page of the kind that portals have, what a person does there, and what shows that it was done. */
export interface Fixture {
  name: string;
  /** By path under the fixture's address; '' is where it starts. `OTHER` stands for the other site's address. */
  pages: Record<string, string | Answer>;
  act(user: User): Promise<unknown>;
  /** What the pages note meanwhile, in any order. */
  notes: string[];
  /** An expression whose value in the first page tells the end state, besides what the pages noted. */
  state?: string;
  /** The test tool makes some of the events itself. */
  trustAll?: true;
  /** What a run gives for secrets, in their order, and for inputs. */
  secrets?: string[];
  inputs?: Record<string, string>;
  /** Elements to look for in the mutated pages; those the steps act on in the first page. */
  mutable?: true;
}

/** `nota('…')` tells the test what the page did; `enviadas` is what is still on its way. The answer is no data, so that no step waits for it. */
const NOTE = `<script>var enviadas = []; function nota(x) { enviadas.push(fetch('NOTE_PATH', { method: 'POST', body: String(x), keepalive: true, mode: 'no-cors' }).catch(() => 0)) }</script>`;

export function html(body: string, title = 'Portal'): string {
  return `<!doctype html><html lang="es"><meta charset="utf-8"><title>${title}</title>${NOTE}<body>${body}</body></html>`;
}

export const json =
  (value: unknown, delayMs = 0): Answer =>
  (response) =>
    void setTimeout(
      () => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value)),
      delayMs,
    );

export const file =
  (name: string, text = `contenido de ${name}`): Answer =>
  (response) =>
    void response
      .writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${name}"`,
      })
      .end(text);
