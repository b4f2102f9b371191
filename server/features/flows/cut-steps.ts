import { innerLists, type InnerListName } from '@sri/shared/model/inner-steps.ts';
import { walkSteps } from '@sri/shared/model/flow.ts';
import type { Step } from '@sri/shared/model/step.ts';

/** The steps up to this one, it included; what stands around it is kept and cut inside. Null where there is none of that id. */
export function stepsUntil(steps: readonly Step[], stepId: string): Step[] | null {
  for (const [index, step] of steps.entries()) {
    const before = steps.slice(0, index);
    if (step.id === stepId) return [...before, step];
    for (const { name, steps: inner } of innerLists(step)) {
      const cut = stepsUntil(inner, stepId);
      if (cut !== null) return [...before, withList(step, name, cut)];
    }
  }
  return null;
}

function withList(step: Step, name: InnerListName, steps: Step[]): Step {
  return { ...step, [name]: steps };
}

/** This step alone, on the page that the last `navigate` before it opens. Null where there is none of that id. */
export function onlyStep(steps: readonly Step[], stepId: string): Step[] | null {
  let opens: Step | undefined;
  let found: Step | undefined;
  walkSteps(steps, (step) => {
    if (found !== undefined) return;
    if (step.id === stepId) found = step;
    else if (step.type === 'navigate' && step.disabled !== true) opens = step;
  });
  if (found === undefined) return null;
  return opens === undefined || found.type === 'navigate' ? [found] : [opens, found];
}
