import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { StreamEvent } from '../../../contract/live.ts';
import type { Bridge } from '../../lib/bridge.ts';
import { sampleBridge, type Scenario } from '../../samples/sample-bridge.ts';
import { sampleDetail, sampleId, sampleJob, sampleSteps } from '../../samples/sample-data.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { JobPage } from './job-page.tsx';
import type { LogLine } from './log-lines.ts';
import { LogRows } from './log-rows.tsx';

const region = page.getByRole('region', { name: 'Registro de la ejecución' });
const box = (): HTMLElement => region.element() as HTMLElement;
/** The texts of the lines that exist in the document. */
const inDocument = (): string[] => [...box().querySelectorAll('.h-5 > :last-child')].map((line) => line.textContent);
const atEnd = (): boolean => box().scrollHeight - box().scrollTop - box().clientHeight < 2;

/** A page of an execution that runs, and how its log grows. */
async function running() {
  let tell: (event: StreamEvent) => void = () => undefined;
  let count = 0;
  const answers = { getJob: () => sampleDetail(sampleJob(0, 'running'), sampleSteps(3, 'running')) };
  const stream: Scenario['stream'] = (on) => {
    tell = on;
    return () => undefined;
  };
  const bridge = sampleBridge({ answers, stream });
  const { screen } = await renderInApp(<JobPage jobId={sampleId(4800)} />, { bridge });
  await expect.element(screen.getByText('El registro está vacío todavía.')).toBeVisible();
  const grow = (lines: number): void => {
    for (let line = 0; line < lines; line += 1, count += 1)
      tell({
        kind: 'event',
        id: `${count + 1}-0`,
        event: { type: 'log', at: count, level: 'info', message: `L${count}` },
      });
  };
  return { screen, grow };
}

describe('a log of 100,000 lines', () => {
  test('comes in pieces: the end is followed, and only the lines in sight exist', async () => {
    const { screen, grow } = await running();
    for (const piece of [1, 2]) {
      grow(50_000);
      await expect.element(screen.getByText(`L${piece * 50_000 - 1}`, { exact: true })).toBeVisible();
      expect(inDocument().length).toBeLessThan(120);
      expect(atEnd()).toBe(true);
    }
    // The newest 50,000 are kept.
    await expect.element(screen.getByText('50.000 líneas')).toBeVisible();
  });

  test('what is read stays in its place while lines come, until one goes back to the end', async () => {
    const { screen, grow } = await running();
    grow(3000);
    await expect.element(screen.getByText('L2999', { exact: true })).toBeVisible();
    box().scrollTop = 1000 * 20 + 7;
    await expect.element(screen.getByText('L1000', { exact: true })).toBeVisible();
    const place = (): number => screen.getByText('L1001', { exact: true }).element().getBoundingClientRect().top;
    const before = place();
    grow(600);
    await expect.element(screen.getByText('600 líneas nuevas')).toBeVisible();
    expect(place()).toBe(before);
    await screen.getByRole('button', { name: '600 líneas nuevas' }).click();
    await expect.element(screen.getByText('L3599', { exact: true })).toBeVisible();
    grow(10);
    await expect.element(screen.getByText('L3609', { exact: true })).toBeVisible();
    expect(atEnd()).toBe(true);
  });

  test('what is read stays in its place while the oldest lines go', async () => {
    const all = Array.from({ length: 3000 }, (_, at): LogLine => ({ at, level: 'info', text: `L${at}` }));
    function Shrinking() {
      const [gone, setGone] = useState(0);
      return (
        <>
          <button type="button" onClick={() => setGone(500)}>
            Quitar
          </button>
          <LogRows lines={all.slice(gone)} following={false} onEnd={() => undefined} span={null} />
        </>
      );
    }
    const { screen } = await renderInApp(<Shrinking />);
    await expect.element(screen.getByText('L0', { exact: true })).toBeVisible();
    box().scrollTop = 1000 * 20 + 7;
    await expect.element(screen.getByText('L1000', { exact: true })).toBeVisible();
    const place = (): number => screen.getByText('L1001', { exact: true }).element().getBoundingClientRect().top;
    const before = place();
    await screen.getByRole('button', { name: 'Quitar' }).click();
    await vi.waitFor(() => expect(box().scrollHeight).toBe(2500 * 20));
    expect(box().scrollTop).toBe(500 * 20 + 7);
    expect(place()).toBe(before);
  });

  test('is looked through by words while it grows', async () => {
    const { screen, grow } = await running();
    grow(20_000);
    await userEvent.fill(screen.getByLabelText('Buscar en el registro'), 'L1999');
    await expect.element(screen.getByText('11 líneas', { exact: true })).toBeVisible();
    expect(inDocument()).toEqual(['L1999', ...Array.from({ length: 10 }, (_, digit) => `L1999${digit}`)]);
    grow(1);
    await expect.element(screen.getByText('11 líneas', { exact: true })).toBeVisible();
  });
});

describe('the log of what ended', () => {
  const ended = async (scenario: Scenario) =>
    (await renderInApp(<JobPage jobId={sampleId(4800)} tab="log" />, { bridge: sampleBridge(scenario) })).screen;

  test('is not said to be gone while it is on its way', async () => {
    let arrive: (text: string) => void = () => undefined;
    const usual = sampleBridge();
    const bridge: Bridge = {
      ...usual,
      request: (route, input) =>
        route === 'getJobLog'
          ? new Promise((resolve) => (arrive = (text) => resolve(text as never)))
          : usual.request(route, input),
    };
    const { screen } = await renderInApp(<JobPage jobId={sampleId(4800)} tab="log" />, { bridge });
    const panel = screen.getByRole('tabpanel');
    await expect.element(panel.getByRole('status', { name: 'Cargando' })).toBeVisible();
    expect(panel.element().textContent).not.toMatch(/ya no está|líneas/);
    arrive('');
    await expect.element(screen.getByText('El registro ya no está.')).toBeVisible();
  });

  test('is shown whole, from its beginning', async () => {
    const at = new Date('2026-11-24T06:00:00Z').toISOString();
    const text = Array.from({ length: 100_000 }, (_, line) => `${at} INFO  L${line}`).join('\n');
    const screen = await ended({ answers: { getJobLog: () => text } });
    await expect.element(screen.getByText('100.000 líneas')).toBeVisible();
    await expect.element(screen.getByText('L0', { exact: true })).toBeVisible();
    box().scrollTop = box().scrollHeight;
    await expect.element(screen.getByText('L99999', { exact: true })).toBeVisible();
    expect(inDocument().length).toBeLessThan(120);
  });
});
