// Zero-width characters, the soft hyphen, marks of direction and the byte order mark: nobody sees them in a cell.
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * A cell as it is compared and read: nothing invisible, every kind of space the plain one, none at the ends. Runs of spaces stay, since two
 * of them may stand between two values; and digits of other scripts or raised ones stay what they are, since they are none.
 */
export function cellText(text: string): string {
  return text
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\p{Zs}|\t/gu, ' ')
    .trim();
}

/** Whether a cell shows nothing. */
export function isBlankCell(text: string): boolean {
  return cellText(text) === '';
}
