import type { Holder } from '@sri/shared/model/live-event.ts';
import axe from 'axe-core';
import { useEffect, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { InputMessage } from '../../../contract/live.ts';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { SAMPLE_ME } from '../../samples/sample-data.ts';
import { sampleFrames } from '../../samples/sample-frames.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { LiveBrowser } from './live-browser.tsx';

const job = 'job-1';

function drawn(canvas: Element): number {
  const pen = (canvas as HTMLCanvasElement).getContext('2d');
  return pen?.getImageData(10, 10, 1, 1).data[2] ?? 0;
}

it('the picture is drawn, its pages can be chosen, and nothing is wrong for a screen reader', async () => {
  const bridge = sampleBridge({ frames: sampleFrames });
  const { screen } = await renderInApp(<LiveBrowser jobId={job} holder={null} whyNot={undefined} />, { bridge });
  const canvas = screen.getByRole('img', { name: 'Imagen en vivo de la página' });
  await expect.element(canvas).toBeVisible();
  await vi.waitFor(() => expect(drawn(canvas.element())).toBeGreaterThan(60));
  await expect.element(screen.getByText('Detalle LQ-2026-000121')).toBeVisible();
  expect((await axe.run(screen.container)).violations.map(({ id }) => id)).toEqual([]);
});

it('what is done in the picture goes to the page only while this window has control', async () => {
  const inputs: InputMessage[] = [];
  const held = { userId: SAMPLE_ME.user.id, name: SAMPLE_ME.user.name, until: Date.now() + 272_000 };
  const events = new EventTarget();
  function Watched() {
    const [holder, setHolder] = useState<Holder | null>(null);
    useEffect(() => {
      const hold = (): void => setHolder(held);
      events.addEventListener('held', hold);
      return () => events.removeEventListener('held', hold);
    }, []);
    return <LiveBrowser jobId={job} holder={holder} whyNot={undefined} />;
  }
  const bridge = sampleBridge({
    frames: sampleFrames,
    onInput: (message) => inputs.push(message),
    answers: {
      controlJob: () => {
        events.dispatchEvent(new Event('held'));
        return { holder: held, holdId: 'hold-1' };
      },
    },
  });
  const { screen } = await renderInApp(<Watched />, { bridge });
  const seen = screen.getByRole('img', { name: 'Imagen en vivo de la página' });
  await expect.element(seen).toBeVisible();
  await userEvent.click(seen);
  expect(inputs).toEqual([]);

  await userEvent.click(screen.getByRole('button', { name: 'Tomar control' }));
  await expect.element(screen.getByText(/^Tienes el control, 4:3\d$/)).toBeVisible();
  const mine = screen.getByRole('img', { name: /^Imagen en vivo de la página\. Lo que hagas/ });
  await userEvent.click(mine);
  await userEvent.keyboard('ñ{Enter}');
  const done = inputs.map(({ holdId, pageId, input }) => ({ holdId, pageId, kind: input.kind }));
  for (const kind of ['down', 'up', 'text', 'key'])
    expect(done).toContainEqual({ holdId: 'hold-1', pageId: 'p1', kind });
  const down = inputs.find(({ input }) => input.kind === 'down')?.input;
  expect(down).toMatchObject({ x: 480, y: 270, button: 'left', clicks: 1 });
});

it('somebody else’s control is told with its time, and cannot be given back from here', async () => {
  const other = { userId: 'u-99', name: 'Julián Paz', until: Date.now() + 272_000 };
  const bridge = sampleBridge({ frames: sampleFrames });
  const { screen } = await renderInApp(<LiveBrowser jobId={job} holder={other} whyNot={undefined} />, { bridge });
  await expect.element(screen.getByText(/^Julián Paz tiene el control, 4:3\d$/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Devolver' }).query()).toBeNull();
});
