import type { Session } from '@sri/shared/model/session.ts';

/** Takes secrets out of what people read (R50): by value, from 8 characters up. */
export interface Redactor {
  hide: (value: string) => void;
  clean: (text: string) => string;
}

const SHORTEST = 8;
const SHORTEST_PASSWORD = 4;
const LONGEST = 8192;
const MASK = '•••';

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** A redactor that knows the session's cookies and what lies in its storage. */
export function createRedactor(session: Pick<Session, 'cookies' | 'origins'>): Redactor {
  const secrets = new Set<string>();
  const add = (value: string, shortest: number): void => {
    for (const form of [value, decoded(value), encodeURIComponent(value.toWellFormed())]) {
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
      return longestFirst.reduce(
        (left, secret) => (left.includes(secret) ? left.replaceAll(secret, MASK) : left),
        text,
      );
    },
  };
}
