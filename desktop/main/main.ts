import { app, protocol } from 'electron';
import { guardContents } from './guards/guard-contents.ts';
import { guardSession } from './guards/guard-session.ts';
import { registerAppScheme } from './protocol/register-scheme.ts';

// What has to stand before Electron is ready, and so before anything large is loaded; the rest is in start.ts.
registerAppScheme(protocol);
app.on('session-created', guardSession);
app.on('web-contents-created', (_event, contents) => guardContents(contents));

// Before anything is kept there. Electron itself takes the switch only where it does not open the app by its folder.
const folder = app.commandLine.getSwitchValue('user-data-dir');
if (folder !== '') app.setPath('userData', folder);

// A second start only shows what the first one has, and hands its link over.
if (app.requestSingleInstanceLock()) {
  const { start } = await import('./start.ts');
  // Not awaited: Electron becomes ready once this file is through, and start waits for that.
  void start(import.meta.dirname);
} else {
  app.exit(0);
}
