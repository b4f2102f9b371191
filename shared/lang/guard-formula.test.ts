import { expect, test } from 'vitest';
import { FORMULA_CORPUS, HARMLESS, mayRun } from '../test/formula-corpus.ts';
import { guardFormula } from './guard-formula.ts';

test(`R56 every one of ${FORMULA_CORPUS.length} formulas gets an apostrophe, and is none then`, () => {
  expect(FORMULA_CORPUS.filter((text) => !mayRun(text))).toEqual([]);
  expect(FORMULA_CORPUS.filter((text) => guardFormula(text) !== `'${text}`)).toEqual([]);
  expect(FORMULA_CORPUS.filter((text) => mayRun(guardFormula(text)))).toEqual([]);
});

test.each(HARMLESS)('R56 leaves %j alone', (text) => {
  expect([guardFormula(text), mayRun(text)]).toEqual([text, false]);
});
