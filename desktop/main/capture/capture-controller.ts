import { AppError, toProblem } from '@sri/shared/errors.ts';
import type { Provider } from '@sri/shared/model/provider.ts';
import type { ProofState } from '@sri/shared/model/session-proof.ts';
import type { Session } from '@sri/shared/model/session.ts';
import type { CaptureState, CaptureWay, Mark } from '../../contract/capture.ts';
import { buildSession, type BuiltSession } from './build-session.ts';
import type { CaptureBrowsers } from './capture-browsers.ts';
import type { PickedMark } from './in-page/pick-mark.ts';
import type { Bounds, EmbeddedControls, LoginBrowser } from './login-browser.ts';
import { onlyOfSites, sitesOf } from './portal-sites.ts';
import { refusedBy } from './refused-by.ts';
import { insidePattern, lastingAddress } from './url-pattern.ts';

/*
 *   opening ──> signingIn ──«Ya entré»──> marking ──a click, or without mark──> reading ──> ready
 *      │            ^                        │                                               │ «Guardar»
 *      v            └───────sign in again────┴──────────(also from ready, done)─────┐        v
 *   failed                                                                          │      saving
 *                                                                                   │        ├─ refused ──> ready, with why
 *                                    done <──answer── proving <──the server has it──┼────────┤
 *                                                                                   │        └─ no connection ──> kept | held
 *
 * Nothing is injected before «Ya entré». Read is what is stored at that moment, and once more when it is saved. `kept`
 * lies encrypted on this computer; `held` only in memory. Closing wipes the browser, whatever the state.
 */
export interface CaptureApi {
  provider(providerId: string): Promise<Provider>;
  save(providerId: string, session: Session): Promise<{ dropped: string[] }>;
  startProof(providerId: string): Promise<string>;
  readProof(providerId: string, proofId: string): Promise<ProofState>;
}

export interface CaptureKeeper {
  /** `memory`: does not outlive this start of the app. */
  kind: 'encrypted' | 'memory';
  keep(providerId: string, session: Session): Promise<void>;
}

export interface CaptureOptions {
  browsers: CaptureBrowsers;
  api: CaptureApi;
  keeper: CaptureKeeper;
  changed(state: CaptureState | null): void;
  /** Between two looks at a proof, in ms. */
  proofEveryMs?: number;
}

export interface CaptureController {
  state(): CaptureState | null;
  open(providerId: string, way: CaptureWay): Promise<CaptureState>;
  controls(): EmbeddedControls | undefined;
  /** Where an embedded browser is to stand: told before there is one, it holds for the one that comes. */
  place(bounds: Bounds | null): void;
  entered(): void;
  signInAgain(): void;
  skipMark(): Promise<void>;
  chooseMark(index: number): void;
  save(): Promise<void>;
  prove(): Promise<void>;
  close: () => Promise<void>;
}

interface Capture {
  state: CaptureState;
  portal: Provider | undefined;
  browser: LoginBrowser | undefined;
  /** The first address at which the person stood. */
  begun: string | null;
  built: BuiltSession | undefined;
  /** Grows with each turn back, so that what was under way before it says nothing any more. */
  turn: number;
}

/** Errors after which a session is kept and sent later: it is not the session that is wrong. */
function isPassing(error: unknown): error is AppError {
  return error instanceof AppError && error.retryable;
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('internal', 'The capture met a fault of the app.', { hint: 'Try again.', cause: error });
}

function fresh(providerId: string, way: CaptureWay): CaptureState {
  return {
    providerId,
    way,
    phase: 'opening',
    looksInside: false,
    refusedBy: null,
    tabs: [],
    activeTab: null,
    asRobot: false,
    mark: null,
    caught: null,
    dropped: [],
    proof: null,
    problem: null,
    unsaved: false,
  };
}

const isUnsaved = ({ phase, looksInside }: CaptureState): boolean =>
  phase === 'marking' ||
  phase === 'reading' ||
  phase === 'ready' ||
  phase === 'held' ||
  (phase === 'signingIn' && looksInside);

/** One capture at a time: opening another ends the one before. */
export function createCaptureController(options: CaptureOptions): CaptureController {
  const { browsers, api, keeper } = options;
  const proofEveryMs = options.proofEveryMs ?? 1000;
  let capture: Capture | undefined;
  let placed: Bounds | null = null;

  function set(of: Capture, change: Partial<CaptureState>): void {
    const next = { ...of.state, ...change };
    of.state = { ...next, unsaved: isUnsaved(next) };
    if (of === capture) options.changed(of.state);
  }

  function startOf({ loginUrl, baseUrl }: Provider): string {
    const url = loginUrl ?? baseUrl;
    if (url !== null) return url;
    throw new AppError('portal_without_address', 'The portal has no address.', {
      hint: 'Add its login page to the portal.',
    });
  }

  /** The person is at another page than the one for signing in, on the portal's own site. */
  function leftLogin({ begun }: Capture, url: string): boolean {
    if (begun === null || !URL.canParse(url)) return false;
    return new URL(url).pathname !== new URL(begun).pathname;
  }

  function arrived(of: Capture, url: string): void {
    if (!/^https?:/.test(url)) return;
    of.begun ??= url;
    const refusal = refusedBy(url);
    set(of, {
      ...(refusal === null ? {} : { refusedBy: refusal }),
      looksInside: of.state.looksInside || leftLogin(of, url),
    });
  }

  async function open(providerId: string, way: CaptureWay): Promise<CaptureState> {
    await close();
    const mine: Capture = {
      state: fresh(providerId, way),
      portal: undefined,
      browser: undefined,
      begun: null,
      built: undefined,
      turn: 0,
    };
    capture = mine;
    set(mine, {});
    try {
      mine.portal = await api.provider(providerId);
      const start = startOf(mine.portal);
      if (mine !== capture) return mine.state;
      mine.browser = await browsers.open(way, {
        start,
        changed: () => set(mine, mine.browser?.pages() ?? {}),
        arrived: (url) => arrived(mine, url),
        gone: () => (mine === capture ? void close() : undefined),
      });
      // It may have been closed while its browser came up.
      if (mine !== capture) await mine.browser.close();
      else {
        mine.browser.controls?.place(placed);
        set(mine, { phase: 'signingIn', ...mine.browser.pages() });
      }
    } catch (error) {
      set(mine, { phase: 'failed', problem: toProblem(toAppError(error)) });
    }
    return mine.state;
  }

  function toMark({ candidates, url }: PickedMark): Mark {
    const pageUrl = lastingAddress(url);
    return { candidates, chosen: 0, urlPattern: insidePattern(pageUrl), pageUrl };
  }

  async function read(of: Capture): Promise<void> {
    if (of.portal === undefined || of.browser === undefined) return;
    const sites = sitesOf(of.portal);
    const contents = await of.browser.read(sites);
    const { kept, dropped } = onlyOfSites(contents, sites);
    of.built = buildSession({ contents: kept, mark: of.state.mark, begun: of.begun, at: Date.now() });
    set(of, { caught: of.built.caught, dropped });
  }

  /** Runs what a state does by itself; what it meets is told, unless the person went back meanwhile. */
  async function during(of: Capture, work: (still: () => boolean) => Promise<void>, otherwise: CaptureState['phase']) {
    const { turn } = of;
    const still = (): boolean => of === capture && of.turn === turn;
    try {
      await work(still);
    } catch (error) {
      if (still()) set(of, { phase: otherwise, problem: toProblem(toAppError(error)) });
    }
  }

  async function readNow(of: Capture, mark: Mark | null): Promise<void> {
    set(of, { phase: 'reading', mark, problem: null });
    await during(
      of,
      async (still) => {
        await read(of);
        if (still()) set(of, { phase: 'ready' });
      },
      'signingIn',
    );
  }

  function entered(): void {
    const mine = capture;
    if (mine?.browser === undefined || mine.state.phase !== 'signingIn') return;
    set(mine, { phase: 'marking', looksInside: true, problem: null });
    void pickFor(mine);
  }

  /** A page that goes away takes the picker with it: another one is begun on what came instead. */
  async function pickFor(of: Capture): Promise<void> {
    const { turn } = of;
    const waits = (): boolean => of === capture && of.turn === turn && of.state.phase === 'marking';
    while (waits()) {
      const picked = await of.browser?.pick();
      if (!waits()) return;
      if (picked != null && picked.candidates.length > 0) return readNow(of, toMark(picked));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  function signInAgain(): void {
    const mine = capture;
    if (mine?.browser === undefined || mine.state.phase === 'opening' || mine.state.phase === 'saving') return;
    mine.turn += 1;
    mine.built = undefined;
    mine.browser.endPick();
    set(mine, {
      phase: 'signingIn',
      looksInside: false,
      refusedBy: null,
      mark: null,
      caught: null,
      dropped: [],
      proof: null,
      problem: null,
    });
  }

  async function skipMark(): Promise<void> {
    const mine = capture;
    if (mine?.browser === undefined || (mine.state.phase !== 'marking' && mine.state.phase !== 'signingIn')) return;
    mine.turn += 1;
    mine.browser.endPick();
    await readNow(mine, null);
  }

  function chooseMark(index: number): void {
    const mark = capture?.state.mark;
    if (capture === undefined || mark == null || index >= mark.candidates.length) return;
    set(capture, { mark: { ...mark, chosen: index } });
  }

  async function keepFor(of: Capture, session: Session): Promise<void> {
    await keeper.keep(of.state.providerId, session);
    set(of, { phase: keeper.kind === 'encrypted' ? 'kept' : 'held' });
  }

  async function send(of: Capture, session: Session, still: () => boolean): Promise<void> {
    try {
      const { dropped } = await api.save(of.state.providerId, session);
      if (still()) set(of, { dropped: [...new Set([...of.state.dropped, ...dropped])] });
    } catch (error) {
      if (!isPassing(error)) throw error;
      return keepFor(of, session);
    }
    if (still()) await proveNow(of);
  }

  async function save(): Promise<void> {
    const mine = capture;
    if (mine === undefined) return;
    if (mine.state.phase === 'marking' || mine.state.phase === 'signingIn') await skipMark();
    if (mine !== capture || (mine.state.phase !== 'ready' && mine.state.phase !== 'held')) return;
    set(mine, { phase: 'saving', problem: null });
    await during(
      mine,
      async (still) => {
        // Portals give out new cookies all the time: what counts is what is there now.
        await read(mine);
        if (!still() || mine.built === undefined) return;
        if (!mine.built.usable) return set(mine, { phase: 'ready' });
        await send(mine, mine.built.session, still);
      },
      'ready',
    );
  }

  async function proveNow(of: Capture): Promise<void> {
    const { providerId } = of.state;
    set(of, { phase: 'proving', proof: { state: 'waiting' }, problem: null });
    await during(
      of,
      async (still) => {
        const proofId = await api.startProof(providerId);
        for (;;) {
          const proof = await api.readProof(providerId, proofId);
          if (!still()) return;
          const ended = proof.state === 'done' || proof.state === 'lost';
          set(of, { proof, ...(ended ? { phase: 'done' as const } : {}) });
          if (ended) return;
          await new Promise((resolve) => setTimeout(resolve, proofEveryMs));
        }
      },
      'done',
    );
  }

  async function prove(): Promise<void> {
    if (capture?.state.phase === 'done') await proveNow(capture);
  }

  async function close(): Promise<void> {
    const mine = capture;
    if (mine === undefined) return;
    capture = undefined;
    mine.turn += 1;
    mine.browser?.endPick();
    options.changed(null);
    await mine.browser?.close();
  }

  return {
    state: () => capture?.state ?? null,
    open,
    controls: () => capture?.browser?.controls,
    place: (bounds) => {
      placed = bounds;
      capture?.browser?.controls?.place(bounds);
    },
    entered,
    signInAgain,
    skipMark,
    chooseMark,
    save,
    prove,
    close,
  };
}
