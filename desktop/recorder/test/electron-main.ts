import { readFileSync, writeFileSync } from 'node:fs';
import { app, BrowserWindow, session, type WebContents } from 'electron';
import { normalise } from '../normalise/normalise.ts';
import { electronPort } from '../ports/electron-port.ts';
import { createRecorder } from '../session/recorder.ts';
import type { ElectronJob } from './electron-job.ts';

/*
 * A window that is recorded while somebody clicks and types in it. The input comes from Electron itself: a second
 * debugger at the same page, as a test tool's, gets in the way of the first one's frames.
 */

const [jobFile = ''] = process.argv.filter((one) => one.endsWith('job.json'));
const { url, source, acts, resultFile } = JSON.parse(readFileSync(jobFile, 'utf8')) as ElectronJob;
const preferences = { sandbox: true, contextIsolation: true, nodeIntegration: false };
const windows: WebContents[] = [];

/** Asks again until it holds; what never holds ends the program. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 400; left > 0; left -= 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`never: ${what}`);
}

async function within(ms: number, holds: () => boolean): Promise<boolean> {
  for (let left = ms / 25; left > 0; left -= 1) {
    if (holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return holds();
}

/** Until the page has been drawn twice; one that nothing is drawn of is not waited for long. */
async function seen(contents: WebContents): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, 2000));
  const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))';
  await Promise.race([late, contents.executeJavaScript(drawn)]);
}

/** Requests that the pages have under way: what they tell their site at the last click is not to be cut off. */
function watchRequests(): Set<number> {
  const open = new Set<number>();
  const { webRequest } = session.defaultSession;
  webRequest.onSendHeaders(({ id }) => void open.add(id));
  webRequest.onCompleted(({ id }) => void open.delete(id));
  webRequest.onErrorOccurred(({ id }) => void open.delete(id));
  return open;
}

async function main(): Promise<void> {
  await app.whenReady();
  const open = watchRequests();
  const window = new BrowserWindow({ width: 900, height: 700, webPreferences: preferences });
  await window.loadURL('about:blank');
  const port = electronPort();
  const targetId = port.add(window.webContents);
  const watch = (contents: WebContents): void => {
    windows.push(contents);
    contents.setWindowOpenHandler(() => ({
      action: 'allow',
      overrideBrowserWindowOptions: { webPreferences: preferences },
    }));
    contents.on('did-create-window', (opened) => {
      port.add(opened.webContents, contents);
      watch(opened.webContents);
    });
  };
  watch(window.webContents);
  const recorder = createRecorder({ port, targetId, inPageSource: source, onEvents: () => undefined });
  await recorder.start();
  await window.loadURL(url);

  /** A click that the system loses, as it does while a window comes up, is made again: who sees nothing happen does. */
  async function carryOut(contents: WebContents, act: ElectronJob['acts'][number]): Promise<void> {
    const heard = recorder.events().length;
    const isTold = (): boolean => !act.told || recorder.events().length > heard;
    contents.focus();
    if (!('click' in act)) for (const keyCode of act.type) contents.sendInputEvent({ type: 'char', keyCode });
    else {
      const [x, y] = act.click;
      for (let left = 5; left > 0; left -= 1) {
        for (const type of ['mouseMove', 'mouseDown', 'mouseUp'] as const)
          contents.sendInputEvent({ type, x, y, button: 'left', clickCount: 1 });
        if (await within(1500, isTold)) return;
      }
    }
    await until(`told of ${JSON.stringify(act)}`, isTold);
  }

  for (const act of acts) {
    await until(
      `window ${act.window}`,
      () => windows[act.window] !== undefined && !(windows[act.window]?.isLoading() ?? true),
    );
    const contents = windows[act.window];
    if (contents === undefined) break;
    await recorder.settled();
    await seen(contents);
    await carryOut(contents, act);
  }
  await recorder.settled();
  await until('the pages to have told their site', () => open.size === 0);
  await recorder.stop();
  writeFileSync(resultFile, JSON.stringify({ recording: normalise(recorder.events()) }));
}

main().then(
  () => app.exit(0),
  (error: unknown) => {
    writeFileSync(resultFile, JSON.stringify({ error: String(error) }));
    app.exit(1);
  },
);
