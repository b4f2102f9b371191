import type { TFunction } from 'i18next';
import { pathName } from '../inspector/field-words.ts';
import { UNKNOWN_VARIABLE, type Problem } from './find-problems.ts';

type Key =
  | 'missing'
  | 'noSteps'
  | 'noCandidate'
  | 'unknownType'
  | 'address'
  | 'name'
  | 'variable'
  | 'targetOrUrl'
  | 'exactlyOne'
  | 'repeatOne'
  | 'catch'
  | 'pageOrUrl'
  | 'msOrUntil'
  | 'tooShort'
  | 'tableOrContract'
  | 'taken'
  | 'noTotal'
  | 'noColumn'
  | 'oneCurrency'
  | 'otherWay'
  | 'unknownVariable';

/** What the schemas say in English, by how it begins. */
const KNOWN: readonly [string, Key][] = [
  ['is missing', 'missing'],
  ['at least one step', 'noSteps'],
  ['at least one candidate', 'noCandidate'],
  ['unknown step type', 'unknownType'],
  ['not an address', 'address'],
  ['letters, digits', 'name'],
  ['a variable, as in', 'variable'],
  ['a target or a url', 'targetOrUrl'],
  ['either a target', 'targetOrUrl'],
  ['exactly one of target', 'exactlyOne'],
  ['exactly one of times', 'repeatOne'],
  ['catch, finally', 'catch'],
  ['either the name of a page', 'pageOrUrl'],
  ['either ms or until', 'msOrUntil'],
  ['Too small: expected string', 'tooShort'],
  ['either table or contract', 'tableOrContract'],
  ['is taken', 'taken'],
  ['is no total of', 'noTotal'],
  ['is no column', 'noColumn'],
  ['takes one of currency', 'oneCurrency'],
  ['does not belong to', 'otherWay'],
  [UNKNOWN_VARIABLE, 'unknownVariable'],
];

export interface ProblemText {
  text: string;
  /** The schema's own words, in English, where there are no better ones. */
  technical: string | null;
}

/** A problem in the reader's words. `type`: of the step that it is in. */
export function problemText(t: TFunction<'builder'>, { path, message }: Problem, type: string): ProblemText {
  const field = pathName(t, type, path);
  const key = KNOWN.find(([begin]) => message.startsWith(begin))?.[1];
  if (key === undefined) return { text: t('problems.wrong', { field }), technical: message };
  const name = message.slice(UNKNOWN_VARIABLE.length + 1);
  return { text: t(`problems.${key}`, { field, type, name, example: '{{filas}}' }), technical: null };
}
