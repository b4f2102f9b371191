import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';
import type { Order, Report } from './messages.ts';

/** What the runner asks its parent while a script runs. */
export interface Questions {
  mayPass(runId: number, stepId: string): Promise<boolean>;
  egressFailure(url: string): Promise<EgressFailure | null>;
  answer(order: Extract<Order, { type: 'passed' | 'egress' }>): void;
}

export function createQuestions(tell: (report: Report) => void): Questions {
  let next = 1;
  const passes = new Map<number, (ok: boolean) => void>();
  const failures = new Map<number, (failure: EgressFailure | null) => void>();
  return {
    mayPass: (runId, stepId) =>
      new Promise((resolve) => {
        const askId = next++;
        passes.set(askId, resolve);
        tell({ type: 'pass', askId, runId, stepId });
      }),
    egressFailure: (url) =>
      new Promise((resolve) => {
        const askId = next++;
        failures.set(askId, resolve);
        tell({ type: 'askEgress', askId, url });
      }),
    answer: (order) => {
      if (order.type === 'passed') {
        passes.get(order.askId)?.(order.ok);
        passes.delete(order.askId);
      } else {
        failures.get(order.askId)?.(order.failure);
        failures.delete(order.askId);
      }
    },
  };
}
