import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '@sri/shared/errors.ts';
import type { Provider } from '@sri/shared/model/provider.ts';
import type { ProofState } from '@sri/shared/model/session-proof.ts';
import { sessionSchema, type Session } from '@sri/shared/model/session.ts';
import { captureStateSchema, type CaptureState } from '../../contract/capture.ts';
import { createCaptureController, type CaptureController } from './capture-controller.ts';
import { fakeBrowser, HELD, type FakeBrowser } from './test/fake-browser.ts';

const ID = '01890000-0000-7000-8000-000000000001';
const PORTAL: Provider = {
  id: ID,
  slug: 'agro',
  name: 'Agro',
  country: null,
  baseUrl: 'https://portal.agro.example',
  loginUrl: 'https://portal.agro.example/ingresar',
  domains: ['agro.example'],
  maxPerAccount: 1,
  orgId: null,
};
const picked = {
  candidates: [
    { element: '#salir', words: 'Cerrar sesión' },
    { element: 'header > a', words: 'Cerrar sesión' },
  ],
  url: 'https://portal.agro.example/inicio?code=una-vez#frag',
};
const works: ProofState = {
  state: 'done',
  outcome: { verdict: 'works', workerId: 'robot-02', markLookedFor: true, causes: [], detail: null, at: 1 },
};
const away = new AppError('server_unreachable', 'away', { hint: '-' });

let portal: Provider;
let lookUp: Promise<void>;
let browser: FakeBrowser;
let controller: CaptureController;
let states: (CaptureState | null)[];
let saved: Session[];
let kept: Session[];
let proofs: ProofState[];
let refusal: AppError | undefined;
let keeping: 'encrypted' | 'memory';

beforeEach(() => {
  portal = PORTAL;
  lookUp = Promise.resolve();
  browser = undefined as never;
  states = [];
  saved = [];
  kept = [];
  proofs = [{ state: 'waiting' }, { state: 'running', workerId: 'robot-02' }, works];
  refusal = undefined;
  keeping = 'encrypted';
  controller = createCaptureController({
    browsers: { open: (_way, options) => Promise.resolve((browser = fakeBrowser(options))) },
    api: {
      provider: () => lookUp.then(() => portal),
      save: (_id, session) => {
        if (refusal !== undefined) return Promise.reject(refusal);
        saved.push(session);
        return Promise.resolve({ dropped: ['google.com'] });
      },
      startProof: () => Promise.resolve('p1'),
      readProof: () => Promise.resolve((proofs.length > 1 ? proofs.shift() : proofs[0]) ?? works),
    },
    keeper: {
      get kind() {
        return keeping;
      },
      keep: (_id, session) => Promise.resolve(void kept.push(session)),
    },
    changed: (state) => states.push(captureStateSchema.nullable().parse(state)),
    proofEveryMs: 1,
  });
});

const phase = (): string | undefined => controller.state()?.phase;
const until = (wanted: string): Promise<void> => vi.waitFor(() => expect(phase()).toBe(wanted));

/** Signs in, and clicks on «Cerrar sesión». */
async function asFarAsReady(): Promise<void> {
  await controller.open(ID, 'embedded');
  browser.options.arrived('https://portal.agro.example/ingresar');
  browser.options.arrived('https://portal.agro.example/inicio');
  controller.entered();
  await vi.waitFor(() => expect(browser.picking()).toBe(true));
  browser.click(picked);
  await until('ready');
}

it('a portal of which nobody said where it is ends in words, and no browser comes up', async () => {
  portal = { ...PORTAL, baseUrl: null, loginUrl: null };
  await controller.open(ID, 'embedded');
  expect(controller.state()).toMatchObject({ phase: 'failed', problem: { code: 'portal_without_address' } });
  expect(browser).toBeUndefined();
});

it('closed while its portal is looked up, it opens no browser any more', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  lookUp = promise;
  const opening = controller.open(ID, 'embedded');
  await until('opening');
  await controller.close();
  resolve();
  await opening;
  expect(browser).toBeUndefined();
});

describe('the way of a capture', () => {
  it('from the login page over the mark to a proof that works', async () => {
    await asFarAsReady();
    expect(controller.state()).toMatchObject({
      caught: { cookies: 1, localStorage: 1, warnings: [] },
      mark: { chosen: 0, pageUrl: 'https://portal.agro.example/inicio' },
      unsaved: true,
    });
    await controller.save();
    expect(controller.state()).toMatchObject({ phase: 'done', proof: works, unsaved: false });
    const seen = [...new Set(states.map((state) => state?.phase))];
    expect(seen).toEqual(['opening', 'signingIn', 'marking', 'reading', 'ready', 'saving', 'proving', 'done']);
  });

  it('sends what the contract takes: cookies, storage, environment, mark and where the login was', async () => {
    await asFarAsReady();
    controller.chooseMark(1);
    await controller.save();
    expect(sessionSchema.parse(saved[0])).toMatchObject({
      cookies: [{ name: 'sid' }],
      origins: [{ origin: 'https://portal.agro.example' }],
      environment: { timezone: 'America/Lima', viewport: { width: 1366, height: 768 } },
      marker: {
        element: 'header > a',
        urlPattern: 'https://portal.agro.example/*',
        pageUrl: 'https://portal.agro.example/inicio',
        loginUrlPattern: 'https://portal.agro.example/ingresar*',
      },
    });
  });

  it('asks the browser for nothing before «Ya entré»', async () => {
    await controller.open(ID, 'embedded');
    browser.options.arrived('https://portal.agro.example/ingresar');
    browser.options.arrived('https://portal.agro.example/codigo');
    expect(controller.state()).toMatchObject({ phase: 'signingIn', looksInside: true });
    expect([browser.picking(), browser.reads]).toEqual([false, []]);
  });

  it('picks again on the page that came when one went away', async () => {
    await controller.open(ID, 'embedded');
    controller.entered();
    await vi.waitFor(() => expect(browser.picking()).toBe(true));
    browser.click(null);
    await vi.waitFor(() => expect(browser.picking()).toBe(true));
    browser.click(picked);
    await until('ready');
  });

  it('saves in one go what is saved before a mark was pointed at', async () => {
    await controller.open(ID, 'embedded');
    controller.entered();
    await vi.waitFor(() => expect(browser.picking()).toBe(true));
    await controller.save();
    expect(phase()).toBe('done');
    expect(saved[0]?.marker).toBeUndefined();
  });

  it('goes back to signing in, and forgets what was read', async () => {
    await asFarAsReady();
    controller.signInAgain();
    expect(controller.state()).toMatchObject({ phase: 'signingIn', caught: null, mark: null, unsaved: false });
    controller.entered();
    await vi.waitFor(() => expect(browser.picking()).toBe(true));
  });

  it('wipes the browser at the end, and when another capture is opened', async () => {
    await asFarAsReady();
    const first = browser;
    await controller.open(ID, 'embedded');
    expect(first.closed).toBe(true);
    await controller.close();
    expect([browser.closed, controller.state(), states.at(-1)]).toEqual([true, null, null]);
  });

  it('ends when the person closes the last page', async () => {
    await controller.open(ID, 'chrome');
    browser.options.gone();
    await vi.waitFor(() => expect(browser.closed).toBe(true));
    expect(controller.state()).toBeNull();
  });
});

describe('what goes wrong', () => {
  it('R49 what other sites left in the browser is neither sent nor counted, and named', async () => {
    await asFarAsReady();
    await controller.save();
    expect(JSON.stringify(saved)).not.toContain('canario-ads');
    expect(controller.state()?.dropped).toEqual(['ads.example', 'google.com']);
  });

  it('nothing caught is told and not sent', async () => {
    await controller.open(ID, 'embedded');
    browser.contents = { ...HELD, cookies: [], origins: [] };
    await controller.save();
    expect(controller.state()).toMatchObject({ phase: 'ready', caught: { warnings: ['nothing'] } });
    expect(saved).toEqual([]);
  });

  it('without a connection it is kept encrypted, and nothing is unsaved', async () => {
    await asFarAsReady();
    refusal = away;
    await controller.save();
    expect(controller.state()).toMatchObject({ phase: 'kept', unsaved: false });
    expect(kept).toHaveLength(1);
  });

  it('where nothing can be encrypted it is held, and still unsaved', async () => {
    keeping = 'memory';
    await asFarAsReady();
    refusal = away;
    await controller.save();
    expect(controller.state()).toMatchObject({ phase: 'held', unsaved: true });
    refusal = undefined;
    await controller.save();
    expect(phase()).toBe('done');
  });

  it('what the server refuses is told, and can be tried again', async () => {
    await asFarAsReady();
    refusal = new AppError('payload_too_large', 'too large', { hint: '-' });
    await controller.save();
    expect(controller.state()).toMatchObject({ phase: 'ready', problem: { code: 'payload_too_large' } });
    refusal = undefined;
    await controller.save();
    expect(controller.state()).toMatchObject({ phase: 'done', problem: null });
  });

  it('a proof that nobody answers is told as such, and can be made again', async () => {
    proofs = [{ state: 'lost' }];
    await asFarAsReady();
    await controller.save();
    expect(controller.state()?.proof).toEqual({ state: 'lost' });
    proofs = [works];
    await controller.prove();
    expect(controller.state()?.proof).toEqual(works);
  });

  it('a fault while reading leads back to the page', async () => {
    await controller.open(ID, 'embedded');
    browser.failing = new Error('gone');
    await controller.skipMark();
    expect(controller.state()).toMatchObject({ phase: 'signingIn', problem: { code: 'internal' } });
  });

  it('says who refuses embedded browsers', async () => {
    await controller.open(ID, 'embedded');
    browser.options.arrived('https://accounts.google.com/v3/signin/rejected?rhlk=js');
    expect(controller.state()?.refusedBy).toBe('Google');
  });
});

it('no state holds a value of the session', async () => {
  await asFarAsReady();
  await controller.save();
  expect(JSON.stringify(states)).not.toContain('canario');
});
