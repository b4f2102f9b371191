import { ERROR_CODES, fieldPath, problemSchema } from '@sri/shared/errors.ts';
import type { ApiDocument, Operation } from './api-document.ts';
import type { Path } from './field-paths.ts';
import type { RawAnswer } from './send-raw.ts';

/** A refusal that is longer than this gives whoever asks wrongly more than it was given. */
const LONGEST_REFUSAL = 64 * 1024;

export interface Expectation {
  operation: Operation;
  /** The place that is wrong, if it is one: a refusal of the body must name it, what it stands in, or what is in it. */
  place?: Path | undefined;
  /** False: nobody is signed in. */
  signedIn: boolean;
}

function names(field: string, place: Path): boolean {
  const wrong = fieldPath(place);
  const inside = (outer: string, inner: string): boolean =>
    inner === outer || (outer !== '' && inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length)));
  return inside(field, wrong) || inside(wrong, field) || wrong === '';
}

function faultOfProblem({ status, headers, text }: Extract<RawAnswer, { kind: 'answer' }>, place?: Path) {
  if (text.length > LONGEST_REFUSAL) return `a refusal of ${text.length} characters`;
  if (!String(headers['content-type']).startsWith('application/problem+json')) return 'no problem document';
  const parsed = problemSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return 'a problem document that is none';
  const { code, hint, detail, errors = [], requestId } = parsed.data;
  if (parsed.data.status !== status) return 'another status in the document';
  if (!Object.hasOwn(ERROR_CODES, code)) return `the code ${code}, which nobody knows`;
  if (hint === '' || detail === '' || requestId === undefined) return 'no hint, detail or request id';
  if (status !== 422 && status !== 400) return undefined;
  if (code !== 'invalid_request' && code !== 'malformed_json') return undefined;
  if (errors.length === 0) return 'no field is named';
  if (place === undefined || code === 'malformed_json') return undefined;
  return errors.some(({ field }) => names(field, place)) ? undefined : `the field ${fieldPath(place)} is not named`;
}

/** What is wrong with an answer; undefined where it is as it should be, whatever it says. */
export function judge(answer: RawAnswer, { operation, place, signedIn }: Expectation, document: ApiDocument) {
  if (answer.kind === 'none') return answer.why;
  const { status, headers, text } = answer;
  if (status >= 500) return `status ${status}`;
  const closed = !signedIn && !operation.public;
  // An address that is none is none for everybody.
  if (closed && ![401, 404, 405].includes(status)) return `status ${status} for nobody`;
  if (signedIn && status === 401 && !operation.public) return 'is not signed in any more';
  if (status >= 400) return faultOfProblem(answer, place);
  const content = operation.answers[String(status)]?.content;
  if (operation.answers[String(status)] === undefined) return `status ${status}, which is not in the document`;
  const [[type, { schema }] = ['', { schema: {} }]] = Object.entries(content ?? {});
  if (!String(headers['content-type'] ?? '').startsWith(type)) return `the type ${String(headers['content-type'])}`;
  if (type !== 'application/json' || document.resolve(schema).type === 'string') return undefined;
  const isObject = text.startsWith('{') || text.startsWith('[');
  return isObject ? undefined : 'no JSON';
}
