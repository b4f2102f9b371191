import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftStep } from '../document/flow-document.ts';
import { stepTexts, type StepTexts, type Words } from './step-texts.ts';

/** The words that steps are told in. */
export function useStepWords(): Words {
  const { t } = useTranslation('builder');
  const { t: steps } = useTranslation('steps');
  return useMemo(() => ({ t, steps }), [t, steps]);
}

const told = new WeakMap<DraftStep, { words: Words['t']; texts: StepTexts }>();

/** The two lines of a step; a step never changes, another takes its place, so they are made once for each. */
export function textsOf(words: Words, step: DraftStep): StepTexts {
  const known = told.get(step);
  if (known !== undefined && known.words === words.t) return known.texts;
  const texts = stepTexts(words, step);
  told.set(step, { words: words.t, texts });
  return texts;
}
