import { AppError } from '@sri/shared/errors.ts';
import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import type { Dialog, Shell } from 'electron';
import { writeFile } from 'node:fs/promises';
import type { RouteInput } from '../../contract/api-routes.ts';
import type { APP_CALLS, Keeping } from '../../contract/app.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import { outsideAddress } from '../links/open-outside.ts';
import { diagnosticsText } from '../log/diagnostics.ts';
import type { ActiveServer } from '../server-connection/active-server.ts';
import type { FileLinks } from '../server-connection/file-links.ts';
import { saveFile } from '../server-connection/save-file.ts';
import type { ServerList } from '../servers/server-list.ts';
import type { Shelf } from '../store/shelf.ts';
import type { AppWindows } from '../windows/app-windows.ts';

type AppCalls = Omit<typeof APP_CALLS, 'live.follow' | 'live.leave' | 'live.watch' | 'live.input'>;

export interface AppHandlerParts {
  servers: ServerList;
  active: ActiveServer;
  settings: Shelf;
  keeping: Keeping;
  links: FileLinks;
  windows: AppWindows;
  logFile: string;
  dialog: Pick<Dialog, 'showSaveDialog'>;
  shell: Pick<Shell, 'openExternal'>;
  fetchLink: (url: string) => Promise<Response>;
  /** Where a link led that came before anybody could follow it; it is told once. */
  takeOpenPath: () => string | null;
}

const PREFERENCES = 'preferences';

/** What every screen may ask of the app. */
export function appHandlers(parts: AppHandlerParts): HandlersOf<AppCalls> {
  const { servers, active, settings, keeping, links, windows, dialog, shell } = parts;

  async function pathFor(name: string): Promise<string | null> {
    const { filePath, canceled } = await dialog.showSaveDialog({ defaultPath: name });
    return canceled ? null : filePath;
  }

  return {
    'app.state': () => ({
      servers: servers.state(),
      connection: active.connectionState(),
      keeping,
      preferences: settings.read(PREFERENCES)?.value ?? null,
      openPath: parts.takeOpenPath(),
    }),
    'app.exportDiagnostics': async () => {
      const path = await pathFor(`sri-diagnostico-${new Date().toISOString().slice(0, 10)}.txt`);
      if (path === null) return { saved: false };
      const { logFile } = parts;
      const text = await diagnosticsText({
        version: PRODUCT_VERSION,
        keeping,
        servers: servers.state().known,
        logFile,
      });
      await writeFile(path, text);
      return { saved: true };
    },
    'preferences.write': ({ text }) => settings.write(PREFERENCES, text),
    'api.request': ({ route, input }) => {
      const connection = active.current()?.connection;
      if (connection !== undefined) return connection.request(route, input as RouteInput<typeof route>);
      throw new AppError('unauthenticated', 'No server is chosen.', { hint: 'Choose a server.' });
    },
    'connection.retry': () => active.current()?.connection.connection.retryNow(),
    'files.save': async ({ name, url }) => {
      const link = links.find(url);
      if (link === null) throw new AppError('not_found', 'The link is not valid any more.', { hint: 'Load it again.' });
      const path = await pathFor(name.replaceAll(/[\\/:*?"<>|]/g, '_'));
      if (path === null) return { saved: false };
      await saveFile(await parts.fetchLink(link), path);
      return { saved: true };
    },
    // A file of an execution was handed out by the server itself; anything else is checked.
    'links.open': ({ url }) => shell.openExternal(links.find(url) ?? outsideAddress(url)),
    'windows.openJob': ({ jobId }) => void windows.openJob(jobId),
  };
}
