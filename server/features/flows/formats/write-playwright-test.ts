import type { FlowInputs } from '@sri/shared/model/flow.ts';
import type { Step } from '@sri/shared/model/step.ts';
import { stepLines } from './playwright-steps.ts';

/** What the written test stands on: the same rules as a robot's, in a few lines of its own. */
const HELPERS = `
/** The first of these ways that finds exactly one element. */
async function one(...ways: Locator[]): Promise<Locator> {
  let found: Locator | undefined;
  await expect(async () => {
    for (const way of ways) {
      if ((await way.count()) !== 1) continue;
      found = way;
      return;
    }
    throw new Error('no way finds exactly one element');
  }).toPass({ timeout: 30_000 });
  return found as Locator;
}

/** Is there (to be seen) anything that one of these ways finds? */
async function some(what: 'count' | 'visible', ...ways: Locator[]): Promise<boolean> {
  for (const way of ways) {
    const there = (await way.count()) > 0 && (what === 'count' || (await way.first().isVisible()));
    if (there) return true;
  }
  return false;
}

/** How many elements the first way finds that finds any. */
async function many(...ways: Locator[]): Promise<number> {
  for (const way of ways) {
    const count = await way.count();
    if (count > 0) return count;
  }
  return 0;
}

/** Does the address contain the text, or fit the pattern with \`*\`? */
function fits(url: string, pattern: string): boolean {
  if (!pattern.includes('*')) return url.includes(pattern);
  const escaped = pattern.split('*').map((part) => part.replaceAll(/[.+?^\${}()|[\\]\\\\]/g, '\\\\$&'));
  return new RegExp(\`^\${escaped.join('.*')}$\`).test(url);
}

/** The value at a path, as in \`fila.numero\` or \`filas[0]\`. */
function read(path: string): unknown {
  const names = path.trim().split(/[.[\\]'"]+/).filter((name) => name !== '');
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], vars);
}

function fill(text: string): any {
  const whole = /^\\{\\{([^{}]+)\\}\\}$/.exec(text)?.[1];
  if (whole !== undefined) return read(whole);
  return text.replaceAll(/\\{\\{([^{}]+)\\}\\}/g, (_, path: string) => String(read(path) ?? ''));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function secret(name: string): string {
  const value = process.env[\`SECRET_\${name}\`];
  if (value === undefined) throw new Error(\`set SECRET_\${name}\`);
  return value;
}

let shots = 0;
const shot = (): string => test.info().outputPath(\`screenshot-\${shots++}.png\`);
`;

const comment = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll('*/', '* /');

function inputLines(inputs: FlowInputs): string[] {
  return Object.entries(inputs).map(([name, { default: standard }]) => {
    const key = JSON.stringify(name);
    return `  ${key}: process.env[${JSON.stringify(`INPUT_${name}`)}] ?? ${JSON.stringify(standard ?? null)},`;
  });
}

/** A flow as a test for Playwright's own runner. What has no equal there is listed at its head and marked in its place. */
export function writePlaywrightTest(name: string, inputs: FlowInputs, steps: readonly Step[]): string {
  const leftOut: string[] = [];
  const body = stepLines(steps, ({ type, id, name: own }) => leftOut.push([type, id, own].filter(Boolean).join(' · ')));
  const head =
    leftOut.length === 0
      ? []
      : ['//', `// Sin traducir (${leftOut.length}):`, ...leftOut.map((one) => `//   ${comment(one)}`)];
  return [
    "import { expect, test, type Locator } from '@playwright/test';",
    '',
    `// ${comment(name)}`,
    '// La sesión del portal no va en este archivo: dala con `storageState` en la configuración.',
    ...head,
    '',
    'const vars: Record<string, any> = {',
    '  inputs: {',
    ...inputLines(inputs).map((line) => `  ${line}`),
    '  },',
    '};',
    HELPERS,
    `test(${JSON.stringify(name)}, async ({ page }) => {`,
    ...body.map((line) => `  ${line}`),
    '});',
    '',
  ].join('\n');
}
