import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { look } from '../../../worker/browser/look.ts';
import { launchTestBrowser } from '../../../worker/test/test-browser.ts';
import { bundleInPage } from '../build/bundle-in-page.ts';
import type { Strength } from '../messages.ts';
import { startFixtureSite, type FixtureSite } from './fixture-site.ts';
import { FIXTURES } from './fixtures.ts';
import { wholePages } from './fixtures/whole-pages.ts';
import type { Sample } from './in-page-entry.ts';
import { printTable } from './table.ts';

/*
 * Elements are described in a page as it is, and looked for by the robot in the same page changed. Every element carries
 * a number that the recorder does not look at, which says whether the robot found the right one.
 */

/** `npm test` asks a part of it; `npm run test:recorder` all. */
const FULL = process.env['SRI_RECORDER_ROUNDS'] !== undefined;
const PAGES = [...wholePages, ...(FULL ? FIXTURES.filter(({ mutable }) => mutable === true) : [])];
const CHANGES = ['none', 'ids and classes renamed', 'order changed', 'numbers changed', 'words added', 'translated'];
const STRENGTHS: readonly Strength[] = ['strong', 'medium', 'fragile'];
const GOAL = 0.9;

let browser: Browser;
let site: FixtureSite;
let source: string;
let page: Page;

beforeAll(async () => {
  const entry = join(import.meta.dirname, 'in-page-entry.ts');
  [browser, site, source] = await Promise.all([launchTestBrowser(), startFixtureSite(PAGES), bundleInPage(entry)]);
  page = await (await browser.newContext()).newPage();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const inPage = <T>(call: string): Promise<T> => page.evaluate(`${source}; sriRecorderSource.${call}`);

interface Outcome {
  strength: Strength;
  change: string;
  what: string;
  result: 'right' | 'wrong' | 'none';
  name: string;
}

async function lookFor({ truth, described }: Sample): Promise<Outcome['result']> {
  const { candidates } = described;
  const { found } = await look(page, { candidates }, 'attached', { signal: AbortSignal.timeout(20_000) });
  if (found === undefined) return 'none';
  // A text is found in its innermost element; a click there is a click on the element around it.
  const isRight = await found.locator.evaluate(
    (one, wanted) => one.closest(`[data-verdad="${wanted}"]`) !== null,
    truth,
  );
  return isRight ? 'right' : 'wrong';
}

async function outcomesOf(change: string): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const fixture of PAGES) {
    await page.goto(site.urlOf(fixture));
    await inPage('numberAll()');
    const samples = await inPage<Sample[]>('describeAll()');
    await inPage(`mutate(${JSON.stringify(change)})`);
    for (const sample of samples) {
      const { strength, candidates, tag, name } = sample.described;
      if (candidates.length === 0) continue;
      const what = `${fixture.name}: ${tag} «${name}» ${JSON.stringify(candidates.map(({ by }) => by))}`;
      outcomes.push({ strength, change, what, result: await lookFor(sample), name: fixture.name });
    }
  }
  return outcomes;
}

const share = (outcomes: Outcome[], result: Outcome['result']): number =>
  outcomes.length === 0 ? 0 : outcomes.filter((one) => one.result === result).length / outcomes.length;
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

it('what was recorded is found again in a page that changed', { timeout: 300_000 }, async () => {
  const all: Outcome[] = [];
  for (const change of CHANGES) all.push(...(await outcomesOf(change)));
  const rows = CHANGES.map((change) => [
    change,
    ...STRENGTHS.flatMap((strength) => {
      const own = all.filter((one) => one.change === change && one.strength === strength);
      return [String(own.length), percent(share(own, 'right')), percent(share(own, 'wrong'))];
    }),
  ]);
  const heads = ['change', ...STRENGTHS.flatMap((strength) => [strength, 'right', 'wrong'])];
  printTable('Mutations: share of elements that the robot still finds', heads, rows);
  const wrong = all.filter(({ result }) => result === 'wrong');
  if (wrong.length > 0)
    printTable(
      'Wrong elements',
      ['change', 'strength', 'element'],
      wrong.map((one) => [one.change, one.strength, one.what]),
    );
  const changed = all.filter((one) => one.strength === 'strong' && one.change !== 'none');
  const lost = changed.filter(({ result }) => result === 'none');
  if (lost.length > 0)
    printTable(
      'Strong ones lost',
      ['change', 'element'],
      lost.map((one) => [one.change, one.what]),
    );
  expect(all.filter((one) => one.change === 'none' && one.result !== 'right').map(({ what }) => what)).toEqual([]);
  expect(share(changed, 'right')).toBeGreaterThanOrEqual(GOAL);
  expect(changed.filter(({ result }) => result === 'wrong')).toEqual([]);
});

it('roles and names are those by which the robot finds the element', { timeout: 120_000 }, async () => {
  const faults: string[] = [];
  let asked = 0;
  for (const fixture of PAGES) {
    await page.goto(site.urlOf(fixture));
    await inPage('numberAll()');
    const named = await inPage<{ truth: string; role: string; name: string }[]>('namesOfAll()');
    for (const { truth, role, name } of named) {
      asked += 1;
      const found = page.getByRole(role as 'button', name === '' ? {} : { name, exact: true });
      const hit = await found.and(page.locator(`[data-verdad="${truth}"]`)).count();
      if (hit !== 1) faults.push(`${fixture.name}: ${role} «${name}» (${truth})`);
    }
  }
  expect(asked).toBeGreaterThan(50);
  expect(faults).toEqual([]);
});
