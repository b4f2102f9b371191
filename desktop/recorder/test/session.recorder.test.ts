import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalise } from '../normalise/normalise.ts';
import type { DraftStep } from '../normalise/recorded-step.ts';
import { startFixtureSite, type FixtureSite } from './fixture-site.ts';
import { html, type Fixture } from './fixture.ts';
import { launchRecorded, record, type RecordedBrowser, type Session } from './kit.ts';

const fixture = (name: string, pages: Fixture['pages']): Fixture => ({
  name,
  pages,
  notes: [],
  act: () => Promise.resolve(),
});
const PLAIN = fixture('plain', {
  '': html('<button>Uno</button><button>Dos</button><button>Tres</button><input aria-label="Campo">'),
});
const frameWith = (text: string, onclick: string): string => html(`<button onclick="${onclick}">${text}</button>`);
const MOVING = fixture('moving-frames', {
  '': html(`<div id="a"><iframe src="uno"></iframe></div><div id="b"><iframe src="dos"></iframe></div>
    <script>function cambiar() { const [x, y] = document.querySelectorAll('iframe'); x.src = 'dos'; y.src = 'uno'; }
    function quitar() { document.querySelector('#a').remove(); }</script>`),
  uno: frameWith('Aceptar', 'parent.cambiar()'),
  dos: frameWith('Aceptar', 'parent.quitar()'),
});
const GONE = fixture('gone-frames', {
  '': html(`<iframe name="pagos" src="pagos"></iframe><iframe name="saldos" src="pagos"></iframe>`),
  pagos: frameWith('Confirmar', 'parent.document.querySelector(&quot;[name=pagos]&quot;).remove()'),
});
const UNNAMED = fixture('unnamed-frames', {
  '': html(`<iframe srcdoc="<button>Pagar</button>"></iframe><iframe srcdoc="<button>Pagar</button>"></iframe>`),
});

let recorded: RecordedBrowser;
let site: FixtureSite;
beforeAll(async () => {
  [recorded, site] = await Promise.all([launchRecorded(), startFixtureSite([PLAIN, MOVING, GONE, UNNAMED])]);
});
afterAll(async () => {
  await recorded.close();
  await site.close();
});

async function inSession<T>(use: (session: Session) => Promise<T>, options?: Parameters<typeof record>[1]): Promise<T> {
  const session = await record(recorded, options);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
const names = (session: Session): string[] =>
  normalise(session.events()).steps.flatMap(({ step }) =>
    'target' in step && typeof step.target === 'object' ? [step.target.name ?? ''] : [],
  );
const frameOf = (step: DraftStep | undefined): unknown =>
  step !== undefined && 'target' in step && typeof step.target === 'object' ? step.target.frame : undefined;

describe('pausing', () => {
  it('records nothing meanwhile, and goes on', () =>
    inSession(async (session) => {
      const { page, recorder } = session;
      await page.goto(site.urlOf(PLAIN));
      await page.getByText('Uno').click();
      await recorder.pause();
      await page.getByText('Dos').click();
      await recorder.resume();
      await page.getByText('Tres').click();
      await recorder.stop();
      expect(names(session)).toEqual(['Uno', 'Tres']);
    }));

  it('tells what was typed before it', () =>
    inSession(async (session) => {
      await session.page.goto(site.urlOf(PLAIN));
      await session.page.getByLabel('Campo').pressSequentially('abc');
      await session.recorder.pause();
      expect(session.events().at(-1)).toMatchObject({ act: { kind: 'fill', value: 'abc' } });
    }));

  it('lets go of the page when it lasts, and comes back', () =>
    inSession(
      async (session) => {
        const { page, recorder } = session;
        await page.goto(site.urlOf(PLAIN));
        await recorder.pause();
        await expect.poll(() => session.detached()).toBeGreaterThan(0);
        await page.getByText('Dos').click();
        await recorder.resume();
        await page.getByText('Tres').click();
        await recorder.stop();
        expect(names(session)).toEqual(['Tres']);
      },
      { detachAfterMs: 10 },
    ));

  it('comes by itself when the page crashes', () =>
    inSession(async (session) => {
      const { page, recorder } = session;
      await page.goto(site.urlOf(PLAIN));
      await page.getByText('Uno').click();
      await page.goto('chrome://crash').catch(() => undefined);
      await expect.poll(() => recorder.state()).toEqual({ is: 'paused', because: 'crash' });
      expect(names(session)).toEqual(['Uno']);
    }));
});

describe('a frame that changes while its element is described', () => {
  it('that goes elsewhere is the one that was clicked in, or none', () =>
    inSession(async (session) => {
      await session.page.goto(site.urlOf(MOVING));
      await session.page.frameLocator('#a iframe').getByText('Aceptar').click();
      await session.recorder.stop();
      const { steps, dropped } = normalise(session.events());
      const click = steps.map(({ step }) => step).find(({ type }) => type === 'click');
      // The frames have each other's address by now: only what does not say the address is still true of it.
      expect(JSON.stringify(frameOf(click)) ?? 'none').not.toContain('dos');
      expect(click === undefined ? dropped.map(({ because }) => because) : ['frame']).toEqual(['frame']);
    }));

  it('that is taken away is known by its name', () =>
    inSession(async (session) => {
      await session.page.goto(site.urlOf(GONE));
      await session.page.frameLocator('[name=pagos]').getByText('Confirmar').click();
      await session.recorder.stop();
      const click = normalise(session.events())
        .steps.map(({ step }) => step)
        .find(({ type }) => type === 'click');
      expect(frameOf(click)).toMatchObject([{ candidates: [{ by: 'css', value: 'iframe[name="pagos"]' }] }]);
    }));

  it('without any name is told by its place', () =>
    inSession(async (session) => {
      await session.page.goto(site.urlOf(UNNAMED));
      await session.page.frameLocator('iframe >> nth=1').getByText('Pagar').click();
      await session.recorder.stop();
      const click = normalise(session.events())
        .steps.map(({ step }) => step)
        .find(({ type }) => type === 'click');
      expect(JSON.stringify(frameOf(click))).toMatch(/nth-/);
    }));
});
