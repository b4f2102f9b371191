import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One folder or file and what it may import besides itself. */
export interface Arrow {
  from: string;
  to: string[];
}

/** Parses lines `a/b -> c, d`; an empty right side means "nothing of ours". */
export function parseArrows(text: string): Arrow[] {
  return text
    .split('\n')
    .filter((line) => line.includes('->'))
    .map((line) => {
      const [from = '', to = ''] = line.split('->').map((part) => part.trim());
      return {
        from,
        to: to
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '' && name !== 'nothing'),
      };
    });
}

/** The project's arrows, from README.md: the one place where they stand. */
export function readArrows(root: string): Arrow[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const block = /<!-- arrows -->\s*```\w*\n(.*?)```/s.exec(readme)?.[1];
  if (block === undefined) throw new Error('README.md has no block of arrows after <!-- arrows -->');
  return parseArrows(block);
}

/** True where `file` is `place` itself or lies in it. */
export function liesIn(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

/** The longest place of the list that holds the file. */
export function placeOf(file: string, places: readonly string[]): string | undefined {
  return places.filter((place) => liesIn(file, place)).toSorted((a, b) => b.length - a.length)[0];
}
