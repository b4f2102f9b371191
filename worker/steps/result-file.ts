import { basename } from 'node:path';
import { AppError } from '@sri/shared/errors.ts';
import { asText } from '@sri/shared/lang/as-text.ts';
import type { StepContext } from './step.ts';

export interface ResultFile {
  /** Within the results, as `downloads/L-1.pdf`. */
  name: string;
  path: string;
}

/** The name of a file in a value: what a download saved, or the name itself. */
function nameIn(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'file' in value) return asText(value.file);
  return asText(value);
}

/** A file of this execution that a step names, as in `{{factura}}`. Throws `step_failed` where there is none. */
export function resultFile(written: string, context: StepContext): ResultFile {
  const name = nameIn(context.value(written));
  const found = context.files.find(name);
  if (found !== undefined) return found;
  throw new AppError('step_failed', `En esta ejecución no hay ningún archivo «${name.slice(0, 200)}»`, {
    hint: 'Nombra lo que guardó un paso de descarga, como {{factura}}, o el nombre de un archivo, como downloads/factura.pdf.',
  });
}

/** Files to be handed to a page. `data:` addresses hold one themselves. */
export interface UploadFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The file in a `data:` address (RFC 2397), with the `name` that it may carry; null for what is none. */
export function dataFile(address: string): UploadFile | null {
  const [, head = '', body = ''] = /^data:([^,]*),(.*)$/s.exec(address) ?? [];
  if (body === '') return null;
  const [mimeType = '', ...parts] = head.split(';');
  const given = parts.find((part) => part.startsWith('name='))?.slice('name='.length);
  const buffer = parts.includes('base64') ? Buffer.from(body, 'base64') : Buffer.from(decodeURIComponent(body));
  return { name: basename(decodeURIComponent(given ?? 'archivo')), mimeType: mimeType || 'text/plain', buffer };
}
