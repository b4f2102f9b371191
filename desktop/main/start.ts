import { app, Menu } from 'electron';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { linkIn, pathOfLink } from './links/app-link.ts';
import { signInOfLink, signInPath } from './links/sign-in-link.ts';
import { openLog } from './log/open-log.ts';

/** Only macOS needs a menu: without one its windows know no copy and paste. */
function setMenu(): void {
  const mac = [{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }] as const;
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([...mac]) : null);
}

/** Starts the app: links from outside, the main process's parts, the first window. `entryFolder`: of the built main.js. */
export async function start(entryFolder: string): Promise<void> {
  const first = linkIn(process.argv) ?? '';
  // Only from a checkout, and only what starts the app: an installed one takes no server from a link.
  const signIn = app.isPackaged ? null : signInOfLink(first);
  let openPath = signIn === null ? pathOfLink(first) : signInPath(signIn);
  let follow = (path: string): void => void (openPath = path);
  app.on('open-url', (event, link) => {
    event.preventDefault();
    const path = pathOfLink(link);
    if (path !== null) follow(path);
  });
  if (app.isPackaged) app.setAsDefaultProtocolClient('sri');

  await app.whenReady();
  setMenu();
  const folder = app.getPath('userData');
  const desktop = await compose({
    config: readConfig(app.isPackaged, entryFolder),
    folder,
    log: openLog(folder),
    isPackaged: app.isPackaged,
    takeOpenPath: () => {
      const path = openPath;
      openPath = null;
      return path;
    },
  });

  if (signIn !== null) desktop.useServer(signIn.server);

  follow = (path) => {
    desktop.windows.openMain();
    desktop.tell('path.opened', { path });
  };
  app.on('second-instance', (_event, args) => {
    desktop.windows.openMain();
    const path = pathOfLink(linkIn(args) ?? '');
    if (path !== null) follow(path);
  });
  app.on('activate', () => void desktop.windows.openMain());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', () => desktop.close());
  desktop.windows.openMain();
}
