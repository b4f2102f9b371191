import { stripVTControlCharacters } from 'node:util';

/** An error's message without the colours that Playwright puts into its logs. */
export function plainMessage(error: unknown): string {
  return stripVTControlCharacters(error instanceof Error ? error.message : String(error));
}
