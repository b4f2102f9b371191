import type { Ask } from '@sri/shared/model/live-event.ts';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { sampleBridge } from '../../samples/sample-bridge.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { CodeBox } from './code-box.tsx';

const question: Ask = { kind: 'question', path: '3', message: '¿De qué campaña?', until: Date.now() + 170_000 };

async function box(ask: Ask) {
  const sent: string[] = [];
  const bridge = sampleBridge({
    answers: {
      sendJobCode: ({ params, body }) => {
        sent.push(body.code);
        return { jobId: params.id };
      },
    },
  });
  const { screen } = await renderInApp(<CodeBox jobId="j" portal="Cargill" ask={ask} whyNot={undefined} />, { bridge });
  return { sent, screen };
}

test('a question with options is answered with one click', async () => {
  const { sent, screen } = await box({ ...question, options: ['2024/25', '2025/26'] });
  await expect.element(screen.getByText('¿De qué campaña?')).toBeVisible();
  expect(screen.getByRole('textbox').elements()).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '2025/26' }));
  await expect.poll(() => sent).toEqual(['2025/26']);
  expect((await axe.run(screen.container)).violations.map(({ id }) => id)).toEqual([]);
});

test('a question without options takes any text', async () => {
  const { sent, screen } = await box(question);
  await userEvent.fill(screen.getByRole('textbox', { name: 'Respuesta' }), 'la última');
  await userEvent.click(screen.getByRole('button', { name: 'Responder' }));
  await expect.poll(() => sent).toEqual(['la última']);
});
