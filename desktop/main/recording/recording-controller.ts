import { AppError, toProblem } from '@sri/shared/errors.ts';
import type { Provider } from '@sri/shared/model/provider.ts';
import type { Session } from '@sri/shared/model/session.ts';
import type { PickedKind, RecordedStep, RecordingState } from '../../contract/recording.ts';
import { normalise } from '../../recorder/normalise/normalise.ts';
import type { RecorderState } from '../../recorder/session/recorder.ts';
import type { Bounds, EmbeddedControls } from '../capture/login-browser.ts';
import type { ListWords, RecordedBrowser, RecordedOptions } from './recorded-browser.ts';

/*
 *   opening ──> recording <──resume, or the page is loaded again── paused (by the person, or because the page crashed)
 *      │            │                                                │
 *      v            └──────────────────── close ─────────────────────┴──> nothing
 *   failed
 *
 * Closing tells the last steps before it wipes the browser, whatever the state.
 */
export interface RecordingApi {
  provider(providerId: string): Promise<Provider>;
  /** The person's own login at the portal; null: none is stored. Throws `conflict` for one that cannot be opened. */
  session(providerId: string): Promise<Session | null>;
}

export interface RecordingOptions {
  open: (options: Pick<RecordedOptions, 'start' | 'session' | 'words' | 'events'>) => RecordedBrowser;
  key: RecordedOptions['events']['key'];
  api: RecordingApi;
  changed: (state: RecordingState | null) => void;
  told: (steps: RecordedStep[]) => void;
}

export interface OpenRecording {
  providerId: string;
  start: string | null;
  words: ListWords;
}

export interface RecordingController {
  state(): RecordingState | null;
  open(asked: OpenRecording): Promise<RecordingState>;
  controls(): EmbeddedControls | undefined;
  place(bounds: Bounds | null): void;
  pause(): Promise<void>;
  resume(): Promise<void>;
  pick(kind: PickedKind | null): Promise<void>;
  close: () => Promise<void>;
}

interface Current {
  state: RecordingState;
  browser: RecordedBrowser | undefined;
  /** Steps are told a moment after what changed them, so that what belongs together is told once. */
  timer: NodeJS.Timeout | undefined;
}

const TELL_MS = 60;

function fresh(providerId: string): RecordingState {
  return {
    providerId,
    phase: 'opening',
    pausedBy: null,
    login: 'stored',
    picking: null,
    dropped: 0,
    problem: null,
    tabs: [],
    activeTab: null,
    asRobot: true,
  };
}

function startOf({ baseUrl, loginUrl }: Provider): string {
  const url = baseUrl ?? loginUrl;
  if (url !== null) return url;
  throw new AppError('portal_without_address', 'The portal has no address.', {
    hint: 'Add its address to the portal.',
  });
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'The recording met a fault of the app.', { hint: 'Try again.', cause: error });
}

/** One recording at a time: opening another ends the one before. */
export function createRecordingController({ open, key, api, changed, told }: RecordingOptions): RecordingController {
  let current: Current | undefined;
  let placed: Bounds | null = null;

  function set(of: Current, change: Partial<RecordingState>): void {
    of.state = { ...of.state, ...change };
    if (of === current) changed(of.state);
  }

  function tell(of: Current): void {
    clearTimeout(of.timer);
    of.timer = undefined;
    if (of.browser === undefined) return;
    const { steps, dropped } = normalise(of.browser.recorder.events());
    told(steps as RecordedStep[]);
    if (dropped.length !== of.state.dropped) set(of, { dropped: dropped.length });
  }

  function heard(of: Current): void {
    if (of !== current) return;
    const last = of.browser?.recorder.events().at(-1);
    // A click on data ends the pointing.
    if (of.state.picking !== null && last?.from === 'page' && last.act.kind === 'picked') set(of, { picking: null });
    of.timer ??= setTimeout(() => tell(of), TELL_MS);
  }

  function recorderIs(of: Current, state: RecorderState): void {
    if (state.is === 'paused') set(of, { phase: 'paused', pausedBy: state.because, picking: null });
    else if (state.is === 'recording' && of.state.phase === 'paused') set(of, { phase: 'recording', pausedBy: null });
  }

  async function login(providerId: string): Promise<{ session: Session | null; login: RecordingState['login'] }> {
    try {
      const session = await api.session(providerId);
      return { session, login: session === null ? 'missing' : 'stored' };
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') return { session: null, login: 'unusable' };
      throw error;
    }
  }

  async function begin(of: Current, { providerId, start, words }: OpenRecording): Promise<void> {
    const [portal, stored] = await Promise.all([api.provider(providerId), login(providerId)]);
    if (of !== current) return;
    set(of, { login: stored.login });
    of.browser = open({
      start: start ?? startOf(portal),
      session: stored.session,
      words,
      events: {
        changed: () => set(of, of.browser?.pages() ?? {}),
        gone: () => (of === current ? void close() : undefined),
        key,
        recorded: () => heard(of),
        recorder: (state) => recorderIs(of, state),
      },
    });
    of.browser.controls.place(placed);
    await of.browser.ready();
    if (of === current) set(of, { phase: 'recording', ...of.browser.pages() });
  }

  async function close(): Promise<void> {
    const mine = current;
    if (mine === undefined) return;
    await mine.browser?.recorder.stop().catch(() => undefined);
    if (mine !== current) return;
    tell(mine);
    current = undefined;
    changed(null);
    await mine.browser?.close();
  }

  const controls = (): EmbeddedControls | undefined => {
    const browser = current?.browser;
    if (browser === undefined) return undefined;
    return {
      ...browser.controls,
      go: (to) => {
        const crashed = current?.state.pausedBy === 'crash';
        browser.controls.go(to);
        if (crashed) void browser.recorder.resume().catch(() => undefined);
      },
    };
  };

  return {
    state: () => current?.state ?? null,
    open: async (asked) => {
      await close();
      const mine: Current = { state: fresh(asked.providerId), browser: undefined, timer: undefined };
      current = mine;
      set(mine, {});
      try {
        await begin(mine, asked);
      } catch (error) {
        set(mine, { phase: 'failed', problem: toProblem(toAppError(error)) });
      }
      return mine.state;
    },
    controls,
    place: (bounds) => {
      placed = bounds;
      current?.browser?.controls.place(bounds);
    },
    pause: async () => {
      if (current?.state.phase === 'recording') await current.browser?.recorder.pause();
    },
    resume: async () => {
      if (current?.state.phase === 'paused') await current.browser?.recorder.resume();
    },
    pick: async (kind) => {
      const mine = current;
      if (mine?.state.phase !== 'recording') return;
      set(mine, { picking: kind });
      await mine.browser?.recorder.pick(kind);
    },
    close,
  };
}
