import { createContext, useContext } from 'react';
import type { DraftStep } from '../document/flow-document.ts';
import type { Problem } from '../problems/find-problems.ts';

export type Path = readonly (string | number)[];

export interface StepForm {
  step: DraftStep;
  readOnly: boolean;
  problems: readonly Problem[];
  set: (path: Path, value: unknown) => void;
}

const FormContext = createContext<StepForm | null>(null);
export const FormProvider = FormContext.Provider;

/** The step whose form a part stands in. */
export function useStepForm(): StepForm {
  const form = useContext(FormContext);
  if (form === null) throw new Error('FormProvider is missing above this part.');
  return form;
}

/** The first fault at a path, or anywhere below it. */
export function useFaultAt(path: Path, below: boolean): Problem | undefined {
  return useStepForm().problems.find(
    (problem) =>
      (below ? problem.path.length >= path.length : problem.path.length === path.length) &&
      path.every((part, index) => problem.path[index] === part),
  );
}
