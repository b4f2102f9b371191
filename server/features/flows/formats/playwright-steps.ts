import type { Condition } from '@sri/shared/model/condition.ts';
import type { After } from '@sri/shared/model/step-base.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import type { Step, StepOf } from '@sri/shared/model/step.ts';
import { code, waysCode } from './playwright-locators.ts';

/** Lines of code for a step, or null where Playwright has none that does the same. */
type Lines = string[] | null;

/** Told of each step that has no code, in reading order. */
export type OnLeftOut = (step: Step) => void;

const PAGE = 'page';
const one = (target: Target): string => `(await one(${waysCode(PAGE, target)}))`;
const act = (target: Target, call: string): string => `await ${one(target)}.${call};`;
const keep = (name: string, value: string): string => `vars[${JSON.stringify(name)}] = ${value};`;

function conditionCode(condition: Condition): string {
  if ('exists' in condition) return `(await some('count', ${waysCode(PAGE, condition.exists)}))`;
  if ('visible' in condition) return `(await some('visible', ${waysCode(PAGE, condition.visible)}))`;
  if ('text' in condition) {
    const { target, contains } = condition.text;
    return `(await ${one(target)}.innerText()).includes(${code(contains)})`;
  }
  if ('url' in condition) return `fits(page.url(), ${code(condition.url)})`;
  if ('equals' in condition) return condition.equals.map((side) => `String(${code(side)})`).join(' === ');
  if ('empty' in condition) return `isEmpty(${code(condition.empty)})`;
  if ('not' in condition) return `!(${conditionCode(condition.not)})`;
  const [list, sign] = 'all' in condition ? [condition.all, ' && '] : [condition.any, ' || '];
  return `(${list.map(conditionCode).join(sign)})`;
}

function waitLines({ target, state = 'visible', url, response, text }: StepOf<'waitFor'>): string[] {
  if (url !== undefined) return [`await page.waitForURL((url) => fits(url.href, ${code(url)}));`];
  if (response !== undefined) return [`await page.waitForResponse((one) => fits(one.url(), ${code(response)}));`];
  if (text !== undefined) return [`await page.getByText(${code(text)}).first().waitFor();`];
  const ways = waysCode(PAGE, target ?? '');
  if (state === 'hidden' || state === 'gone') return [`await expect.poll(() => some('visible', ${ways})).toBe(false);`];
  return [`await one(${ways});`];
}

function assertLines(step: StepOf<'assert'>): string[] {
  const { target, url, text, value, count, visible } = step;
  if (target === undefined) return [`expect(fits(page.url(), ${code(url ?? '')})).toBe(true);`];
  const ways = waysCode(PAGE, target);
  if (count !== undefined) return [`await expect.poll(() => many(${ways})).toBe(${count});`];
  if (visible === false) return [`expect(await some('visible', ${ways})).toBe(false);`];
  const found = one(target);
  return [
    ...(text === undefined ? [] : [`await expect(${found}).toContainText(${code(text)});`]),
    ...(value === undefined ? [] : [`await expect(${found}).toHaveValue(${code(value)});`]),
    ...(text === undefined && value === undefined ? [`await expect(${found}).toBeVisible();`] : []),
  ];
}

function extractLines({ fields, saveAs }: StepOf<'extract'>): string[] {
  const lines = fields.map(({ name, target, attribute }) => {
    const read = attribute === undefined ? 'innerText()' : `getAttribute(${JSON.stringify(attribute)})`;
    return `  ${JSON.stringify(name)}: await ${one(target)}.${read},`;
  });
  const open = saveAs === undefined ? 'void {' : `vars[${JSON.stringify(saveAs)}] = {`;
  return [open, ...lines, '};'];
}

function afterLines(after: After | undefined): string[] {
  if (after === undefined) return [];
  if ('load' in after) return ["await page.waitForLoadState('load');"];
  if ('visible' in after) return waitLines({ type: 'waitFor', target: after.visible });
  if ('gone' in after) return waitLines({ type: 'waitFor', target: after.gone, state: 'gone' });
  // The answer may have come before; Playwright has to be told to wait for it earlier than that.
  return 'response' in after ? [] : waitLines({ type: 'waitFor', ...after });
}

function leafLines(step: Step): Lines {
  switch (step.type) {
    case 'navigate':
      return [`await page.goto(${code(step.url)});`];
    case 'back':
      return ['await page.goBack();'];
    case 'reload':
      return ['await page.reload();'];
    case 'click': {
      const { button, count } = step;
      const how = JSON.stringify({ ...(button && { button }), ...(count && { clickCount: count }) });
      return step.opens === undefined ? [act(step.target, `click(${how === '{}' ? '' : how})`)] : null;
    }
    case 'hover':
      return [act(step.target, 'hover()')];
    case 'fill':
      return [act(step.target, `fill(${code(step.value)})`)];
    case 'fillSecret':
      return [act(step.target, `fill(secret(${JSON.stringify(step.secret)}))`)];
    case 'choose':
      return [act(step.target, `selectOption(${code(step.value)})`)];
    case 'setChecked':
      return [act(step.target, `setChecked(${step.checked})`)];
    case 'drag':
      return [act(step.target, `dragTo(${one(step.to)})`)];
    case 'press':
      return step.target === undefined
        ? [`await page.keyboard.press(${JSON.stringify(step.key)});`]
        : [act(step.target, `press(${JSON.stringify(step.key)})`)];
    case 'waitFor':
      return waitLines(step);
    case 'assert':
      return assertLines(step);
    case 'screenshot':
      return [`await page.screenshot({ path: shot()${step.fullPage === true ? ', fullPage: true' : ''} });`];
    case 'extract':
      return extractLines(step);
    case 'setVariable':
      return [keep(step.saveAs, code(step.value))];
    default:
      return null;
  }
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => (line === '' ? '' : `  ${line}`));

function containerLines(step: Step, onLeftOut: OnLeftOut): Lines {
  const inner = (steps: readonly Step[]): string[] => indent(stepLines(steps, onLeftOut));
  if (step.type === 'if') {
    const head = `if (${conditionCode(step.condition)}) {`;
    const other = step.else === undefined || step.else.length === 0 ? [] : ['} else {', ...inner(step.else)];
    return [head, ...inner(step.then), ...other, '}'];
  }
  if (step.type === 'forEach') {
    const items = typeof step.items === 'string' ? code(step.items) : JSON.stringify(step.items);
    return [`for (const item of list(${items})) {`, ...indent([keep(step.as, 'item')]), ...inner(step.steps), '}'];
  }
  if (step.type === 'try') {
    const failed = step.catch === undefined ? [] : inner(step.catch);
    const last = step.finally === undefined ? [] : ['} finally {', ...inner(step.finally)];
    return ['try {', ...inner(step.steps), '} catch {', ...failed, ...last, '}'];
  }
  return null;
}

/** The steps as the body of a test; a step that has no code is told of, and stands as a remark in its place. */
export function stepLines(steps: readonly Step[], onLeftOut: OnLeftOut): string[] {
  return steps.flatMap((step) => {
    const name = step.name === undefined ? [] : [`// ${step.name.replaceAll(/\s+/g, ' ')}`];
    if (step.disabled === true) return [...name, `// Desactivado: ${step.type}`];
    const lines = step.page === undefined ? (leafLines(step) ?? containerLines(step, onLeftOut)) : null;
    if (lines !== null) return [...name, ...lines, ...afterLines(step.after)];
    onLeftOut(step);
    return [...name, `// SIN TRADUCIR: ${step.type} (${step.id ?? ''})`];
  });
}
