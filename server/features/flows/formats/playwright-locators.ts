import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { Candidate, Target } from '@sri/shared/model/locator.ts';

/** A value as JavaScript; text with `{{variables}}` is filled in when the test runs. */
export function code(value: unknown): string {
  const text = JSON.stringify(value);
  return typeof value === 'string' && value.includes('{{') ? `fill(${text})` : text;
}

const options = (exact: boolean | undefined): string => (exact === true ? ', { exact: true }' : '');

function locatorCode(root: string, candidate: Candidate): string {
  switch (candidate.by) {
    case 'testId':
      return `${root}.getByTestId(${code(candidate.value)})`;
    case 'role': {
      const { role, name, exact } = candidate;
      const rest = name === undefined ? '' : `, { name: ${code(name)}${exact === true ? ', exact: true' : ''} }`;
      return `${root}.getByRole(${code(role)}${rest})`;
    }
    case 'label':
      return `${root}.getByLabel(${code(candidate.value)}${options(candidate.exact)})`;
    case 'placeholder':
      return `${root}.getByPlaceholder(${code(candidate.value)}${options(candidate.exact)})`;
    case 'alt':
      return `${root}.getByAltText(${code(candidate.value)}${options(candidate.exact)})`;
    case 'title':
      return `${root}.getByTitle(${code(candidate.value)}${options(candidate.exact)})`;
    case 'text':
      return `${root}.getByText(${code(candidate.value)}${options(candidate.exact)})`;
    case 'id':
      return `${root}.locator(${code(`[id=${JSON.stringify(candidate.value)}]`)})`;
    case 'css':
    case 'point':
      return `${root}.locator(${code(`css=${candidate.value}`)})`;
    case 'xpath':
      return `${root}.locator(${code(`xpath=${candidate.value}`)})`;
    case 'anchored': {
      const container = code(`css=${candidate.container ?? 'tr, [role="row"]'}`);
      return `${root}.locator(${container}).filter({ hasText: ${code(candidate.anchor)} }).locator(${code(`css=${candidate.value}`)})`;
    }
    default:
      return exhaustive(candidate);
  }
}

/** The document that the frames of a target lead to. */
function rootCode(page: string, target: Exclude<Target, string>): string {
  return (target.frame ?? []).reduce<string>((root, frame) => {
    if (typeof frame === 'string') return `${root}.frameLocator(${code(frame)})`;
    const [first] = frame.candidates;
    return first === undefined ? root : `${locatorCode(root, first)}.contentFrame()`;
  }, page);
}

/** The ways to find an element, as arguments of the written file's `one(...)`. */
export function waysCode(page: string, target: Target): string {
  if (typeof target === 'string') return `${page}.locator(${code(target)})`;
  const root = rootCode(page, target);
  return target.candidates.map((candidate) => locatorCode(root, candidate)).join(', ');
}
