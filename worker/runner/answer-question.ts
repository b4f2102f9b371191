import type { EgressGuard } from '../browser/egress-guard.ts';
import type { Order, Report } from './messages.ts';

export type RunnerQuestion = Extract<Report, { type: 'pass' | 'askEgress' }>;

/** What the parent says to a question of its runner. A run that is over may not pass its point of no return. */
export async function answerQuestion(
  question: RunnerQuestion,
  guard: Pick<EgressGuard, 'failureOf'>,
  pass: ((stepId: string) => Promise<void>) | undefined,
): Promise<Order> {
  const { askId } = question;
  if (question.type === 'askEgress') {
    const target = URL.parse(question.url);
    const port = Number(target?.port || (target?.protocol === 'https:' ? 443 : 80));
    return { type: 'egress', askId, failure: target === null ? null : guard.failureOf(target.hostname, port) };
  }
  try {
    await pass?.(question.stepId);
    return { type: 'passed', askId, ok: pass !== undefined };
  } catch {
    return { type: 'passed', askId, ok: false };
  }
}
