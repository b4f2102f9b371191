import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron';
import { APP_ORIGIN } from '../../contract/channel.ts';
import type { DesktopConfig } from '../config.ts';
import { stayAtHome } from '../guards/guard-contents.ts';
import type { Shelf } from '../store/shelf.ts';
import { readPlace, writePlace } from './window-place.ts';

export interface AppWindows {
  openMain(): BrowserWindow;
  /** An execution in a window of its own; the one that shows it already comes to the front. */
  openJob(jobId: string): BrowserWindow;
  main(): BrowserWindow | null;
  /** Whether contents are those of one of our own windows. */
  has(contents: WebContents): boolean;
  each(): BrowserWindow[];
  /** Asks before the main window closes; true: it stays open, since a person has to decide first. */
  beforeClose(mustStay: () => boolean): void;
}

export interface WindowOptions {
  config: DesktopConfig;
  settings: Shelf;
  /** May open the developer tools. */
  devTools: boolean;
}

const PAPER = { light: '#fbfaf7', dark: '#15120e' };

/** The app's own windows: sandboxed, isolated, without Node, and never leaving their own page. */
export function createAppWindows({ config, settings, devTools }: WindowOptions): AppWindows {
  const home = config.devServer ?? APP_ORIGIN;
  const windows = new Map<string, BrowserWindow>();
  let mainMustStay = (): boolean => false;

  function open(name: string, hash: string, size: { width: number; height: number }): BrowserWindow {
    const place = readPlace(settings, name, screen.getAllDisplays());
    const window = new BrowserWindow({
      ...size,
      ...place,
      minWidth: 1024,
      minHeight: 680,
      show: false,
      title: 'SRI',
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
      webPreferences: {
        preload: config.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        spellcheck: false,
        devTools,
      },
    });
    windows.set(name, window);
    stayAtHome(window.webContents, [home]);
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      if (name === 'main' && mainMustStay()) event.preventDefault();
      else writePlace(settings, name, window);
    });
    window.on('closed', () => windows.delete(name));
    void window.loadURL(`${home}/index.html#${hash}`);
    return window;
  }

  function show(name: string, make: () => BrowserWindow): BrowserWindow {
    const there = windows.get(name);
    if (there === undefined) return make();
    if (there.isMinimized()) there.restore();
    there.focus();
    return there;
  }

  return {
    openMain: () => show('main', () => open('main', '/', { width: 1440, height: 900 })),
    openJob: (jobId) =>
      show(`job ${jobId}`, () => open(`job ${jobId}`, `/ejecuciones/${jobId}`, { width: 1200, height: 800 })),
    main: () => windows.get('main') ?? null,
    has: (contents) => [...windows.values()].some((window) => window.webContents === contents),
    each: () => [...windows.values()],
    beforeClose: (mustStay) => (mainMustStay = mustStay),
  };
}
