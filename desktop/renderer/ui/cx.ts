import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  override: { theme: { text: ['caption', 'meta', 'body', 'section', 'title', 'display'] } },
});

/** Joins class names; of two that set the same thing the later one counts. */
export function cx(...values: ClassValue[]): string {
  return merge(clsx(values));
}
