import type { FrameLocator, Locator, Page } from 'playwright-core';
import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { Candidate } from '@sri/shared/model/locator.ts';

export type Root = Page | FrameLocator;

const TEST_ID_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'data-test-subj'];
const DEFAULT_CONTAINER = 'tr, [role="row"]';

/** A text as a CSS string, with its quotes. */
export function cssString(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll(/\r\n|[\n\r\f]/g, String.raw`\a `)}"`;
}

/** The innermost containers that hold the text: of nested rows only the inner one. */
function containersWith(root: Root, container: string, holds: Parameters<Locator['filter']>[0]): Locator {
  const holding = root.locator(`css=${container}`).filter(holds);
  return holding.filter({ hasNot: root.locator(`css=:is(${container})`).filter(holds) });
}

function anchored(
  root: Root,
  { anchor, value, container = DEFAULT_CONTAINER }: Extract<Candidate, { by: 'anchored' }>,
): Locator[] {
  const inside = (containers: Locator): Locator => containers.locator(`css=${value}`);
  return [
    inside(containersWith(root, container, { has: root.getByText(anchor, { exact: true }) })),
    inside(containersWith(root, container, { hasText: anchor })),
  ];
}

/** With `exact` not said: the exact text first, and only where nothing has it, texts that contain it. */
function byText(exact: boolean | undefined, locator: (exact: boolean) => Locator): Locator[] {
  return exact === undefined ? [locator(true), locator(false)] : [locator(exact)];
}

/** The ways to look for a candidate, the strictest first; each is tried only where the ones before it match nothing. */
export function candidateLocators(root: Root, candidate: Candidate): Locator[] {
  switch (candidate.by) {
    case 'testId':
      return [
        root.locator(
          `css=:is(${TEST_ID_ATTRIBUTES.map((name) => `[${name}=${cssString(candidate.value)}]`).join(', ')})`,
        ),
      ];
    case 'role': {
      const role = candidate.role as Parameters<Page['getByRole']>[0];
      const { name } = candidate;
      if (name === undefined) return [root.getByRole(role)];
      return byText(candidate.exact, (exact) => root.getByRole(role, { name, exact }));
    }
    case 'label':
      return byText(candidate.exact, (exact) => root.getByLabel(candidate.value, { exact }));
    case 'placeholder':
      return byText(candidate.exact, (exact) => root.getByPlaceholder(candidate.value, { exact }));
    case 'alt':
      return byText(candidate.exact, (exact) => root.getByAltText(candidate.value, { exact }));
    case 'title':
      return byText(candidate.exact, (exact) => root.getByTitle(candidate.value, { exact }));
    case 'text':
      return byText(candidate.exact, (exact) => root.getByText(candidate.value, { exact }));
    case 'id':
      return [root.locator(`css=[id=${cssString(candidate.value)}]`)];
    case 'css':
    case 'point':
      return [root.locator(`css=${candidate.value}`)];
    case 'xpath':
      return [root.locator(`xpath=${candidate.value}`)];
    case 'anchored':
      return anchored(root, candidate);
    default:
      return exhaustive(candidate);
  }
}
