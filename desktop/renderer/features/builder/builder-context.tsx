import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Problem } from './problems/find-problems.ts';
import type { BuilderState, BuilderStore } from './store/builder-store.ts';
import type { StepActs } from './store/step-acts.ts';

export interface Builder {
  store: BuilderStore;
  acts: StepActs;
  /** Nothing can be changed, for a role that may only look. */
  readOnly: boolean;
}

const BuilderContext = createContext<Builder | null>(null);
export const BuilderProvider = BuilderContext.Provider;

/** The builder that a part stands in. */
export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (builder === null) throw new Error('BuilderProvider is missing above this part.');
  return builder;
}

/** What `choose` takes from the builder's state; drawn anew when that changes, and only then. */
export function useBuilderState<T>(choose: (state: BuilderState) => T): T {
  return useStore(useBuilder().store, choose);
}

const ProblemsContext = createContext<readonly Problem[]>([]);
export const ProblemsProvider = ProblemsContext.Provider;

export function useProblems(): readonly Problem[] {
  return useContext(ProblemsContext);
}

/** How many faults each step has, by its id. */
export function faultCounts(problems: readonly Problem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { stepId, kind } of problems) {
    if (kind === 'fault' && stepId !== null) counts.set(stepId, (counts.get(stepId) ?? 0) + 1);
  }
  return counts;
}
