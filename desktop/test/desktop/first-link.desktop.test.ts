import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startApp, type StartedApp } from './kit/start-app.ts';
import { whyNoElectron } from './kit/electron-binary.ts';

const why = whyNoElectron();
// Nothing answers there: who is let in is the server's business, and told where one runs (npm-start.desktop.test.ts).
const LOCAL = 'http://127.0.0.1:9';

async function opened(folder: string, ...args: string[]): Promise<StartedApp> {
  const app = await startApp({ args: [`--user-data-dir=${folder}`, ...args] });
  onTestFinished(() => app.close());
  return app;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sri-person-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const state = ({ page }: StartedApp) => page.evaluate("window.sri.invoke('app.state')");

describe.skipIf(why !== null)(`how the app is opened${why === null ? '' : ` (skipped: ${why})`}`, () => {
  it('with a link to a server of this computer it knows that server, and asks who one is', async () => {
    const app = await opened(temporaryFolder(), `sri://entrar?servidor=${encodeURIComponent(LOCAL)}`);
    const known = { url: LOCAL, name: '127.0.0.1:9', environment: 'local' };
    expect(await state(app)).toMatchObject({ ok: true, value: { servers: { known: [known] } } });
    await app.page.locator('input[type="password"]').waitFor();
    expect(app.page.url()).toMatch(/#\/entrar$/);
  });

  it('R55 a link to a server elsewhere is none', async () => {
    const app = await opened(temporaryFolder(), 'sri://entrar?servidor=https%3A%2F%2Fsri.example.com&codigo=x');
    expect(await state(app)).toMatchObject({ ok: true, value: { servers: { known: [], chosenId: null } } });
  });

  it('where its local store does not open it starts all the same, and says so', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sri.sqlite'));
    const app = await opened(folder);
    expect(await state(app)).toMatchObject({ ok: true, value: { keeping: { store: 'none', secrets: 'memory' } } });
    await app.page.getByText(/El almacén local no se pudo abrir|The local store could not be opened/).waitFor();
  });
});
