import fc from 'fast-check';
import { seededRandom } from '../seeded-random.ts';
import type { ApiDocument, Operation } from './api-document.ts';
import type { Path } from './field-paths.ts';
import type { RawBody } from './hostile-bodies.ts';
import { judge } from './judge-answer.ts';
import type { PlaneProcess } from './plane-process.ts';
import type { RawAnswer, Sender } from './send-raw.ts';
import { validValues } from './valid-values.ts';
import type { World } from './world.ts';

export interface FuzzParts {
  document: ApiDocument;
  world: World;
  server: PlaneProcess;
  sender: Sender;
  seed: number;
}

/** One request of a run. What is not given is as it should be. */
export interface Attempt {
  operation: Operation;
  /** What is strange about it, for whoever reads the failure. */
  what: string;
  body?: RawBody | undefined;
  place?: Path;
  /** Which of the things that a parameter of the path may mean; 0 unless told. */
  turn?: number;
  /** Texts of parameters of the path as they stand in the address. */
  parameters?: Record<string, string>;
  query?: string;
  headers?: Record<string, string>;
  signedIn?: boolean;
}

/** A body that a call takes, and for which of its things it does. */
export interface GoodBody {
  body: unknown;
  turn: number;
}

const TRIED = 30;
const AT_ONCE = 4;

export const jsonBody = (text: string): RawBody => ({ bytes: Buffer.from(text), type: 'application/json' });

/** Whether a call may end the sign-in that it comes with. */
const endsSignIn = ({ path }: Operation): boolean => path.endsWith('/logout') || path.endsWith('/me/password');

/** Sends attempts, keeps what was wrong with the answers, and counts what came back. What is sent depends on the seed. */
export function createFuzzRun({ document, world, server, sender, seed }: FuzzParts) {
  const valuesOf = validValues(document, world.known);
  const random = seededRandom(seed);
  const faults: string[] = [];
  const good = new Map<string, GoodBody[]>();
  let sent = 0;
  let spare: Promise<string> | undefined;

  function pathOf({ operation, turn = 0, parameters = {}, query = '' }: Attempt): string {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const known = world.parameter(operation, name);
      return parameters[name] ?? known[turn % known.length] ?? '';
    });
    return query === '' ? path : `${path}?${query}`;
  }

  async function headersOf({ operation, headers, signedIn = true }: Attempt): Promise<Record<string, string>> {
    const token = endsSignIn(operation) ? await (spare ??= world.spareToken()) : world.token;
    const ifMatch = operation.parameters.some(({ name }) => name === 'if-match') ? { 'if-match': '*' } : {};
    return { ...(signedIn ? { authorization: `Bearer ${token}` } : {}), ...ifMatch, ...headers };
  }

  function note({ operation, what, signedIn = true }: Attempt, answer: RawAnswer, fault: string): void {
    const id = answer.kind === 'answer' ? String(answer.headers['x-request-id'] ?? '') : '';
    const logged = id === '' ? [] : server.logLines(id).map((line) => line.slice(0, 800));
    const text = answer.kind === 'answer' ? [answer.text.slice(0, 400)] : [];
    const who = signedIn ? '' : ', by nobody';
    faults.push([`${operation.name}, ${what}${who}: ${fault}`, ...text, ...logged].join('\n  '));
  }

  async function send(attempt: Attempt): Promise<RawAnswer> {
    sent += 1;
    const { operation, place, headers = {}, body } = attempt;
    const wanted = { method: operation.method, path: pathOf(attempt), headers: await headersOf(attempt), body };
    const answer = await sender.send(wanted);
    if (endsSignIn(operation) && answer.kind === 'answer' && answer.status < 400) spare = undefined;
    const signedIn = attempt.signedIn !== false && !('authorization' in headers);
    const fault = judge(answer, { operation, place, signedIn }, document);
    if (fault !== undefined) note(attempt, answer, fault);
    return answer;
  }

  async function tryBodies(operation: Operation): Promise<GoodBody[]> {
    if (operation.body === undefined) return [];
    const taken: GoodBody[] = [];
    const bodies = fc.sample(valuesOf(operation.body), { seed, numRuns: TRIED });
    for (const [turn, body] of bodies.entries()) {
      const attempt = { operation, what: `a good body: ${JSON.stringify(body).slice(0, 200)}`, turn };
      const answer = await send({ ...attempt, body: jsonBody(JSON.stringify(body)) });
      if (answer.kind === 'answer' && answer.status !== 400 && answer.status !== 422) taken.push({ body, turn });
      if (taken.length === 2) break;
    }
    if (taken.length === 0) faults.push(`${operation.name}: none of ${TRIED} bodies after its schema is taken`);
    return taken;
  }

  return {
    send,
    sent: () => sent,
    /** All that was wrong so far, and starts anew. */
    takeFaults: () => faults.splice(0),
    /** Sends them all, a few at a time. */
    sendAll: async (attempts: readonly Attempt[]): Promise<void> => {
      const rest = attempts.values();
      const lane = async (): Promise<void> => {
        for (const attempt of rest) await send(attempt);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
    },
    /** Up to two bodies that the call takes, or refuses for what they ask and not for how they are made. */
    goodBodies: async (operation: Operation): Promise<readonly GoodBody[]> => {
      const known = good.get(operation.name) ?? (await tryBodies(operation));
      good.set(operation.name, known);
      return known;
    },
    /** Some of a list, others for another seed. */
    some: <T>(list: readonly T[], count: number): T[] =>
      list
        .map((item) => ({ item, at: random() }))
        .toSorted((a, b) => a.at - b.at)
        .slice(0, count)
        .map(({ item }) => item),
  };
}

export type FuzzRun = ReturnType<typeof createFuzzRun>;
