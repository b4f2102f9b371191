import type { Menu, Session as Partition, WebContents } from 'electron';
import type { Session } from '@sri/shared/model/session.ts';
import { openEmbeddedBrowser, type ElectronParts, type EmbeddedOptions } from '../capture/embedded-browser.ts';
import type { EmbeddedControls } from '../capture/login-browser.ts';
import { electronPort } from '../../recorder/ports/electron-port.ts';
import { createRecorder, type Recorder, type RecorderState } from '../../recorder/session/recorder.ts';
import type { EmbeddedPages } from '../../contract/embedded.ts';
import { restoreSession, restoreTabStorage } from './restore-session.ts';

/** What the list under the right mouse button says, by what is chosen in it. */
export type ListWords = Record<'hover' | 'doubleClick' | 'waitFor' | 'checkText', string>;

export interface RecordedOptions {
  electron: ElectronParts & { Menu: typeof Menu };
  window: EmbeddedOptions['window'];
  inPageSource: string;
  start: string;
  /** The login to begin with; null: none. */
  session: Session | null;
  words: ListWords;
  events: {
    changed(): void;
    /** The person has closed the last page. */
    gone(): void;
    key: EmbeddedOptions['events']['key'];
    recorded(): void;
    recorder(state: RecorderState): void;
  };
}

export interface RecordedBrowser {
  recorder: Recorder;
  pages(): EmbeddedPages;
  controls: EmbeddedControls;
  /** Resolves when the first page has been asked for. */
  ready(): Promise<void>;
  /** Ends recorder and browser, and wipes what the browser kept. */
  close(): Promise<void>;
}

const CHOICES = ['hover', 'doubleClick', 'waitFor', 'checkText'] as const;

/** The embedded browser with the recorder at every page, in a partition of its own with the stored login. */
export function openRecordedBrowser(options: RecordedOptions): RecordedBrowser {
  const { electron, window, inPageSource, start, session, words, events } = options;
  const port = electronPort();
  let pages = 0;
  let targetId = '';
  let recorder: Recorder | undefined;

  /** The page tells what was under the pointer about when the browser asks for a list. */
  async function list(page: string): Promise<void> {
    await recorder?.settled();
    const about = recorder
      ?.events()
      .findLast((event) => event.from === 'page' && event.page === page && event.act.kind === 'context');
    if (about === undefined || recorder?.state().is !== 'recording') return;
    const entries = CHOICES.map((choice) => ({
      label: words[choice],
      click: () => recorder?.note({ kind: 'listed', choice, about: about.id }, page),
    }));
    electron.Menu.buildFromTemplate(entries).popup();
  }
  function added(page: WebContents, opener: WebContents | null): void {
    const id = port.add(page, opener ?? undefined);
    pages += 1;
    if (pages === 1) targetId = id;
    // As the recorder counts: the first is `main`, a second one `page2`.
    const name = pages === 1 ? 'main' : `page${pages}`;
    page.on('context-menu', () => void list(name).catch(() => undefined));
  }
  async function prepare(partition: Partition, page: WebContents): Promise<void> {
    if (session !== null) await restoreSession(electron.WebContentsView, partition, session);
    await made.start();
    if (session !== null) await restoreTabStorage(page, session);
  }

  const browser = openEmbeddedBrowser({
    electron,
    window,
    start,
    asRobot: true,
    events: {
      changed: () => events.changed(),
      arrived: () => undefined,
      gone: () => events.gone(),
      key: (key) => events.key(key),
      added,
    },
    prepare,
  });
  const made = createRecorder({
    port,
    targetId,
    inPageSource,
    onEvents: () => events.recorded(),
    onState: (state) => events.recorder(state),
  });
  recorder = made;

  return {
    recorder: made,
    pages: () => browser.pages(),
    ready: () => browser.ready(),
    close: async () => {
      await made.stop().catch(() => undefined);
      await browser.close();
    },
    controls: {
      ...browser.controls,
      go: (to) => {
        if (to !== 'start') made.note({ kind: to });
        browser.controls.go(to);
      },
    },
  };
}
