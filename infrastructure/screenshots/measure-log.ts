// `npm run measure:log`: how smooth a log of 100,000 lines is, in a real browser: while it comes, while somebody scrolls
// through it, and while it is filtered. Prints a line of JSON for each, with the same of an empty page, since a busy
// machine is slow at everything. Ends with 1 where a frame costs the page's main thread more than the budget.
import { BUDGET_MS, framesOf, tell, type Frames } from './frames.ts';
import { withMeasuredPage } from './measured-page.ts';

const LOG = '[aria-label="Registro de la ejecución"]';

await withMeasuredPage(async ({ page, screen }) => {
  const open = async (id: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(screen(id));
    await page.locator(LOG).waitFor();
  };
  const emptyPage = async (): Promise<Frames> => {
    await page.goto('about:blank');
    return framesOf(page, 600);
  };
  const empty = await emptyPage();
  tell('empty page', empty);
  await open('medir-registro-en-curso');
  const coming = await framesOf(page, 400);
  tell('100,000 lines coming', coming, empty);
  // From there on the oldest lines go.
  await page.getByText('50.000 líneas').waitFor({ timeout: 120_000 });
  const full = await framesOf(page, 120);
  tell('100,000 lines coming, 50,000 kept', full, empty);
  await open('medir-registro-guardado');
  const scrolling = await framesOf(page, 600, { selector: LOG, by: 'scroll' });
  const besides = await emptyPage();
  tell('scrolling through 100,000 lines', scrolling, besides);
  await open('medir-registro-guardado');
  const typing = page.getByLabel('Buscar en el registro').fill('LQ-2026-0001');
  const [filtering] = await Promise.all([framesOf(page, 120), typing]);
  tell('filtering 100,000 lines', filtering, besides);
  process.exitCode = [coming, full, scrolling].some(({ cpu }) => cpu > BUDGET_MS) ? 1 : 0;
});
