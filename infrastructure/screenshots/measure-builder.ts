// `npm run measure:builder`: how smooth the builder is with a flow of 500 steps, in a real browser: the diagram moved with
// the wheel, seen from afar, the outline scrolled, a field written. Prints a line of JSON for each, with the same of an
// empty page. Ends with 1 where a frame costs the page's main thread more than the budget.
import { BUDGET_MS, framesOf, tell } from './frames.ts';
import { withMeasuredPage } from './measured-page.ts';

const PANE = '.react-flow__pane';
const OUTLINE = '[role="tree"]';

await withMeasuredPage(async ({ page, screen }) => {
  const empty = await framesOf(page, 600);
  tell('empty page', empty);
  await page.goto(screen('medir-constructor'));
  const tree = page.getByRole('tree', { name: 'Pasos' });
  await tree.waitFor();

  const panning = await framesOf(page, 600, { selector: PANE, by: 'wheel' });
  tell('500 steps, diagram moved', panning, empty);
  await page.getByRole('button', { name: /^Ver todo/ }).click();
  const far = await framesOf(page, 300, { selector: PANE, by: 'wheel' });
  tell('500 steps, diagram moved, seen from afar', far, empty);
  await page.getByRole('button', { name: /^Tamaño real/ }).click();

  await tree.evaluate((element) => element.parentElement?.setAttribute('data-measured', ''));
  const scrolling = await framesOf(page, 600, { selector: '[data-measured]', by: 'scroll' });
  tell('500 steps, outline scrolled', scrolling, empty);

  await page.locator(OUTLINE).locator('[role="treeitem"]').first().click();
  const typing = page.locator('[data-field="name"] input').pressSequentially('Abrir la finca y leer el lote de hoy');
  const [writing] = await Promise.all([framesOf(page, 120), typing]);
  tell('500 steps, a field written', writing, empty);
  process.exitCode = [panning, far, scrolling, writing].some(({ cpu }) => cpu > BUDGET_MS) ? 1 : 0;
});
