import type { Session } from '@sri/shared/model/session.ts';
import { writtenForms } from './written-forms.ts';

/** Takes secrets out of what people read (R50): by value, from 8 characters up. */
export interface Redactor {
  hide: (value: string) => void;
  clean: (text: string) => string;
}

const SHORTEST = 8;
const SHORTEST_PASSWORD = 4;
const LONGEST = 8192;
const MASK = '•••';
/** A text may have been cut in the middle of a secret: so much of its beginning is hidden too. */
const HEAD = 12;

const withoutWhole = (text: string, secret: string): string =>
  text.includes(secret) ? text.replaceAll(secret, MASK) : text;

function withoutBeginning(text: string, secret: string): string {
  const head = secret.slice(0, HEAD);
  let left = text;
  for (let at = left.indexOf(head); at !== -1; at = left.indexOf(head, at + MASK.length)) {
    let end = at + HEAD;
    while (end < left.length && left[end] === secret[end - at]) end += 1;
    left = left.slice(0, at) + MASK + left.slice(end);
  }
  return left;
}

/** A redactor that knows the session's cookies and what lies in its storage. */
export function createRedactor(session: Pick<Session, 'cookies' | 'origins'>): Redactor {
  const secrets = new Set<string>();
  const add = (value: string, shortest: number): void => {
    for (const form of writtenForms(value)) {
      if (form.length >= shortest && form.length <= LONGEST) secrets.add(form);
    }
  };
  for (const { value } of session.cookies) add(value, SHORTEST);
  for (const { localStorage = [], sessionStorage = [] } of session.origins ?? []) {
    for (const { value } of [...localStorage, ...sessionStorage]) add(value, 2 * SHORTEST);
  }
  let longestFirst: string[] | undefined;
  return {
    hide: (value) => {
      add(value, SHORTEST_PASSWORD);
      longestFirst = undefined;
    },
    clean: (text) => {
      // The longest first, so that no tail of one that contains another stays.
      longestFirst ??= [...secrets].toSorted((a, b) => b.length - a.length);
      // Whole ones before pieces: the beginning of one may be the beginning of another.
      const rest = longestFirst.reduce(withoutWhole, text);
      return longestFirst.filter(({ length }) => length > HEAD).reduce(withoutBeginning, rest);
    },
  };
}
