// What a crash at a bad moment does to a job can only be shown by crashing at that moment. SRI_FAIL names places of a
// process where it is to die, as by kill -9, or to stand still until a signal: `after-claim:exit`, or several, as in
// `after-claim:exit:3, before-finish:pause` (`:3`: the third time that it gets there). For tests only: production
// refuses to start with it, and without it a place costs nothing.
import { once } from 'node:events';
import { z } from 'zod';
import type { Logger } from './logger.ts';

/** Where a job changes hands, in the order in which it gets there. Each stands once in the code. */
export const FAIL_PLACES = [
  /** Control plane: POST /run has committed; it has not answered, and the relay was not woken. */
  'after-commit',
  /** Control plane: a schedule's tick, job and next time are written, not committed. */
  'before-tick',
  /** Control plane: they are committed; the relay was not woken. */
  'after-tick',
  /** Control plane: Redis has the job; its row is still in the outbox. */
  'after-push',
  /** Worker: the queue has given it the job; it has not begun. */
  'after-claim',
  /** Worker: the results lie under the attempt. */
  'after-upload',
  /** Worker: about to tell the queue how the attempt ended. */
  'before-finish',
  /** Worker: the queue has accepted the end; the results do not have their names yet. */
  'after-finish',
  /** Control plane: the end stands in Postgres; nobody was told. */
  'after-record',
] as const;
export type FailPlace = (typeof FAIL_PLACES)[number];

export interface Failpoint {
  place: FailPlace;
  act: 'exit' | 'pause';
  /** Which time, from 1. */
  nth: number;
}

/** Says that the process got to this place. Resolves when it is to go on. */
export type Reach = (place: FailPlace) => Promise<void>;

/** What ends a pause. */
export const GO_ON: NodeJS.Signals = 'SIGUSR2';

const nothing = Promise.resolve();

/** `reach` where nothing is to fail. */
export const noFailpoint: Reach = () => nothing;

const ENTRY = new RegExp(`^(${FAIL_PLACES.join('|')}):(exit|pause)(?::([1-9]\\d{0,5}))?$`);

function parseFailpoints(text: string): Failpoint[] | undefined {
  const entries = text.split(',').map((entry) => ENTRY.exec(entry.trim()));
  const points = entries.flatMap((found): Failpoint[] =>
    found === null
      ? []
      : [{ place: found[1] as FailPlace, act: found[2] as Failpoint['act'], nth: Number(found[3] ?? 1) }],
  );
  return points.length === entries.length ? points : undefined;
}

/** The variable SRI_FAIL, for the schema of a process's settings. */
export function failpointSetting(production: boolean) {
  if (production) {
    const refused = z.undefined({ error: 'is for tests only and must not be set in production' });
    return refused.optional().transform((): Failpoint[] => []);
  }
  return z
    .string()
    .optional()
    .transform((text, context): Failpoint[] => {
      const points = text === undefined ? [] : parseFailpoints(text);
      if (points !== undefined) return points;
      context.addIssue({
        code: 'custom',
        message: `must be places with what happens there, as in after-claim:exit or after-claim:pause:3; places: ${FAIL_PLACES.join(', ')}`,
      });
      return z.NEVER;
    });
}

/** What the parts of a process call at the places; `noFailpoint` where there are no points. */
export function createReach(points: readonly Failpoint[], log: Logger): Reach {
  if (points.length === 0) return noFailpoint;
  const times = new Map<FailPlace, number>();
  return async (place) => {
    const nth = (times.get(place) ?? 0) + 1;
    times.set(place, nth);
    const point = points.find((one) => one.place === place && one.nth === nth);
    if (point === undefined) return;
    log.warn(`failpoint ${place}: ${point.act}`);
    if (point.act === 'pause') {
      await once(process, GO_ON);
      return;
    }
    process.kill(process.pid, 'SIGKILL');
    // Nothing may happen between the signal's sending and its effect.
    await new Promise(() => undefined);
  };
}
