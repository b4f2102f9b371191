// `npm run screenshots`: a picture of every screen, from the gallery and from a real installation (the running one, else
// one of its own), in each theme, language and size, into desktop/out/screenshots. Words after `--` choose screens by
// their names: `npm run screenshots -- inicio real-`. Ends with 1 where something is cut off, too wide or overlaps.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { createApt } from '../local/apt.ts';
import { findChromium } from '../local/chromium.ts';
import { commandEnv, ROOT } from '../local/config.ts';
import { galleryScreens } from './gallery-screens.ts';
import { startGallery } from './gallery-server.ts';
import { enter, findInstallation, realScreens, type Installation } from './real-screens.ts';
import { openContext, takePicture, type Screen } from './screen.ts';
import { VARIANTS, type Variant } from './variants.ts';

const FOLDER = join(ROOT, 'desktop', 'out', 'screenshots');
/** Pictures that are taken at the same time. */
const LANES = 3;
const words = process.argv.slice(2);
const wanted = ({ name }: Screen): boolean => words.length === 0 || words.some((word) => name.startsWith(word));

const faults: string[] = [];
let taken = 0;

async function takeAll(browser: Browser, variant: Variant, installation: Installation | undefined, gallery: string) {
  const context = await openContext(browser, variant);
  const first = await context.newPage();
  const waiting = (await galleryScreens(first, gallery)).filter(wanted);
  await first.close();
  if (installation !== undefined) {
    await enter(context, installation);
    waiting.push(...(await realScreens(context, installation)).filter(wanted));
  }
  const lane = async (): Promise<void> => {
    const page = await context.newPage();
    for (let screen = waiting.shift(); screen !== undefined; screen = waiting.shift()) {
      faults.push(...(await takePicture(page, screen, variant, FOLDER)));
      taken += 1;
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await context.close();
}

const env = commandEnv();
const say = (what: string): void => console.log(`· ${what}`);
const apt = createApt({ env, onInstall: say });
const { path } = await findChromium({ apt, env, toolsDir: join(ROOT, '.tools'), onDownload: say });
const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
const real = words.length === 0 || words.some((word) => 'real-'.startsWith(word) || word.startsWith('real-'));
const gallery = await startGallery();
const installation = real ? await findInstallation() : undefined;
try {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const variant of VARIANTS) await takeAll(browser, variant, installation, gallery.url);
} finally {
  await browser.close();
  await gallery.close();
  await installation?.close();
}
for (const fault of faults) console.log(`✗ ${fault}`);
console.log(`${taken} pictures in ${FOLDER}, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
