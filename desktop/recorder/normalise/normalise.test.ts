import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepSchema } from '@sri/shared/model/step.ts';
import type { Described, PageAct } from '../messages.ts';
import type { HostFact, RawEvent } from '../raw-event.ts';
import { normalise } from './normalise.ts';

const BASE = 1_790_000_000_000;
const HERE = 'https://portal.example';

/** An element that is found by its name. */
const element = (name: string, more: Partial<Described> = {}): Described => ({
  candidates: [{ by: 'role', role: 'button', name, exact: true }],
  strength: 'medium',
  name,
  tag: 'button',
  visible: true,
  ...more,
});
const target = (name: string): object => ({ candidates: [{ by: 'role', role: 'button', name, exact: true }], name });

/** A log in short: ms after the start, and what happened. */
class Log {
  readonly events: RawEvent[] = [];
  act(
    ms: number,
    act: PageAct,
    page = 'main',
    frame: RawEvent extends infer E ? (E extends { frame: infer F } ? F : never) : never = [],
  ): this {
    const seq = this.events.length + 1;
    this.events.push({ from: 'page', id: `doc${page}-${seq}`, at: BASE + ms, seq, page, frame, act });
    return this;
  }
  host(ms: number, fact: HostFact, page = 'main'): this {
    const seq = this.events.length + 1;
    this.events.push({ from: 'host', id: `host-${seq}`, at: BASE + ms, seq, page, fact });
    return this;
  }
}
const click = (name: string, count = 1): PageAct => ({ kind: 'click', target: element(name), button: 'left', count });
const fill = (name: string, value: string): PageAct => ({ kind: 'fill', target: element(name), value });
const press = (name: string, key: string): PageAct => ({ kind: 'press', target: element(name), key });
const opened = (): Log => new Log().host(0, { kind: 'opened', url: `${HERE}/inicio` });
/** The steps after the one that opens the page, without their ids. */
const steps = (log: Log): object[] =>
  normalise(log.events)
    .steps.slice(1)
    .map(({ step }) => Object.fromEntries(Object.entries(step).filter(([key]) => key !== 'id')));

describe('what is one step', () => {
  it.each<[string, Log, object[]]>([
    [
      'a field written on',
      opened().act(10, fill('A', 'x')).act(900, fill('A', 'xy')),
      [{ type: 'fill', target: target('A'), value: 'xy' }],
    ],
    [
      'another field between',
      opened().act(10, fill('A', 'x')).act(20, fill('B', 'y')).act(30, fill('A', 'z')),
      [
        { type: 'fill', target: target('A'), value: 'x' },
        { type: 'fill', target: target('B'), value: 'y' },
        { type: 'fill', target: target('A'), value: 'z' },
      ],
    ],
    [
      'a double click',
      opened().act(10, click('A')).act(120, click('A', 2)),
      [{ type: 'click', target: target('A'), count: 2 }],
    ],
    [
      'two slow clicks',
      opened().act(10, click('A')).act(2000, click('A')),
      [
        { type: 'click', target: target('A'), after: { visible: target('A') } },
        { type: 'click', target: target('A') },
      ],
    ],
    [
      'Tab on the way to the next field',
      opened().act(10, fill('A', 'x')).act(20, press('A', 'Tab')).act(30, fill('B', 'y')),
      [
        { type: 'fill', target: target('A'), value: 'x' },
        { type: 'fill', target: target('B'), value: 'y' },
      ],
    ],
    [
      'a box ticked and unticked',
      opened()
        .act(10, { kind: 'check', target: element('A'), checked: true })
        .act(20, { kind: 'check', target: element('A'), checked: false }),
      [{ type: 'setChecked', target: target('A'), checked: false }],
    ],
    [
      'a secret, which has no value',
      opened().act(10, { kind: 'secret', target: element('A'), field: 'p' }),
      [{ type: 'fillSecret', target: target('A'), secret: '' }],
    ],
  ])('%s', (_, log, wanted) => expect(steps(log)).toEqual(wanted));
});

describe('what a step led to', () => {
  const follow = (fact: HostFact, ms = 300): object | undefined =>
    steps(opened().act(10, click('A')).host(ms, fact))[0];
  it('another page, ids left open', () =>
    expect(follow({ kind: 'navigated', url: `${HERE}/contratos/4711`, askedAt: BASE + 20 })).toMatchObject({
      after: { url: `${HERE}/contratos/*` },
    }));
  it('the same address again', () =>
    expect(follow({ kind: 'navigated', url: `${HERE}/inicio`, askedAt: BASE + 20 })).toMatchObject({
      after: { load: true },
    }));
  it('a page that came after a long while', () =>
    expect(follow({ kind: 'navigated', url: `${HERE}/lento`, askedAt: BASE + 20 }, 20_000)).toMatchObject({
      after: { url: `${HERE}/lento` },
    }));
  it('an address inside the page', () =>
    expect(follow({ kind: 'moved', url: `${HERE}/#/saldos` })).toMatchObject({ after: { url: `${HERE}/#/saldos` } }));
  it('data', () =>
    expect(follow({ kind: 'answered', path: `${HERE}/api/filas`, endedAt: BASE + 700 })).toMatchObject({
      after: { response: `${HERE}/api/filas` },
    }));
  it('data that the page asks for all the time is none of it', () => {
    const poll = (ms: number): HostFact => ({ kind: 'answered', path: `${HERE}/api/vivo`, endedAt: BASE + ms + 50 });
    const log = new Log()
      .host(-9000, { kind: 'opened', url: HERE })
      .host(-4000, poll(-4000))
      .act(10, click('A'))
      .host(60, poll(60));
    expect(steps(log)).toEqual([{ type: 'click', target: target('A') }]);
  });
  it('a file', () => expect(follow({ kind: 'download' }, 4000)).toEqual({ type: 'download', target: target('A') }));
  it('a question', () =>
    expect(follow({ kind: 'dialog', type: 'confirm', accepted: false })).toMatchObject({
      dialog: { answer: 'dismiss' },
    }));
  it('a window', () => expect(follow({ kind: 'popup', opened: 'page2' })).toMatchObject({ opens: 'page2' }));
  it('a page that the person opened in the address bar is a step of its own', () =>
    expect(
      steps(
        opened()
          .act(10, click('A'))
          .host(900, { kind: 'navigated', url: `${HERE}/otra` }),
      ).map((step) => (step as { type: string }).type),
    ).toEqual(['click', 'navigate']));
  it('the login page, though nobody did anything: a look at the session', () => {
    const log = opened()
      .host(60_000, { kind: 'navigated', url: `${HERE}/ingresar`, askedAt: BASE + 59_900 })
      .act(60_400, { kind: 'loginPage' });
    expect(steps(log)).toEqual([{ type: 'checkSession' }]);
    expect(steps(opened().act(300, { kind: 'loginPage' }))).toEqual([]);
  });
  it('nothing seen: the next element', () =>
    expect(steps(opened().act(10, click('A')).act(5000, click('B')))[0]).toMatchObject({
      after: { visible: target('B') },
    }));
  it('a cover that went away, hidden or removed', () => {
    const busy = (removed: boolean): PageAct => ({ kind: 'busy', target: element('capa'), cameAt: BASE + 40, removed });
    expect(steps(opened().act(10, click('A')).act(700, busy(true)))).toEqual([
      { type: 'click', target: target('A'), after: { gone: target('capa') } },
    ]);
    expect(steps(opened().act(10, click('A')).act(700, busy(false)))[1]).toEqual({
      type: 'waitFor',
      target: target('capa'),
      state: 'hidden',
    });
  });
});

describe('pages and frames', () => {
  const popup = (): Log =>
    opened()
      .act(10, click('A'))
      .host(100, { kind: 'popup', opened: 'page2' })
      .host(300, { kind: 'navigated', url: `${HERE}/v` }, 'page2');
  it('steps of a window carry its name', () =>
    expect(steps(popup().act(900, click('B'), 'page2'))[1]).toMatchObject({ type: 'click', page: 'page2' }));
  it('a window that the person closes', () =>
    expect(steps(popup().act(900, click('B'), 'page2').host(9000, { kind: 'closed' }, 'page2')).at(-1)).toEqual({
      type: 'closePage',
      page: 'page2',
    }));
  it('a window that only a download opened is none', () =>
    expect(steps(popup().host(400, { kind: 'download' }, 'page2').host(450, { kind: 'closed' }, 'page2'))).toEqual([
      { type: 'download', target: target('A') },
    ]));
  it('an element whose frame could not be told is left out, and said', () => {
    const made = normalise(opened().act(10, click('A'), 'main', null).events);
    expect(made.steps).toHaveLength(1);
    expect(made.dropped).toMatchObject([{ because: 'frame' }]);
  });
  it('an element that nothing tells from others is said', () => {
    const log = opened().act(10, {
      kind: 'click',
      target: element('A', { candidates: [], strength: 'fragile' }),
      button: 'left',
      count: 1,
    });
    expect(normalise(log.events).steps[1]?.flags).toEqual(['ambiguous']);
  });
});

describe('any order of arrival', () => {
  const log = opened()
    .act(100, fill('Usuario', 'marta'))
    .act(700, { kind: 'secret', target: element('Clave'), field: 'p' })
    .act(900, press('Clave', 'Tab'))
    .act(1000, click('Ingresar'))
    .host(1300, { kind: 'navigated', url: `${HERE}/panel`, askedAt: BASE + 1010 })
    .act(2500, click('Informes'))
    .host(2700, { kind: 'popup', opened: 'page2' })
    .act(4000, click('Bajar'), 'page2')
    .host(4100, { kind: 'download' }, 'page2')
    .act(5000, click('Filas'))
    .host(5020, { kind: 'answered', path: `${HERE}/api/filas`, endedAt: BASE + 5400 })
    .act(6000, click('Filas', 1))
    .act(6150, click('Filas', 2));
  const wanted = normalise(log.events);

  it('gives the same steps', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(log.events, { minLength: log.events.length }), (events) => {
        expect(normalise(events)).toEqual(wanted);
      }),
    );
  });
  it('gives steps that a flow takes, once the secret is chosen', () => {
    for (const { step } of wanted.steps)
      stepSchema.parse(step.type === 'fillSecret' ? { ...step, secret: 'clave' } : step);
    expect(wanted.steps.map(({ step }) => step.type)).toEqual([
      'navigate',
      'fill',
      'fillSecret',
      'click',
      'click',
      'download',
      'click',
      'click',
    ]);
  });
});
