import { app, BrowserWindow, session } from 'electron';
import { openMainWindow } from './windows/main-window.ts';

await app.whenReady();
// Everything a page may ask for is refused; Electron's default is to grant it.
session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
openMainWindow();

app.on('activate', () => {
  if (BrowserWindow.getAllWindows().length === 0) openMainWindow();
});
app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});
