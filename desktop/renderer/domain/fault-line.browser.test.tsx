import { expect, test } from 'vitest';
import { renderInApp } from '../test/render-in-app.tsx';
import { FaultLine } from './fault-line.tsx';

const error = {
  code: 'page_unreachable',
  message: 'No se pudo abrir https://portal.example: ese nombre de sitio no existe (DNS)',
  hint: '',
};

test.each([
  ['es', 'El portal no responde.'],
  ['en', "The portal doesn't answer."],
] as const)('%s: the reader’s words come first, the robot’s own are marked as Spanish', async (language, words) => {
  const { screen } = await renderInApp(
    <p data-testid="fault">
      <FaultLine error={error} />
    </p>,
    { language },
  );
  const fault = screen.getByTestId('fault');
  await expect.element(fault).toHaveTextContent(`${words} ${error.message}`);
  expect(fault.element().querySelector('[lang="es"]')?.textContent).toBe(error.message);
});
