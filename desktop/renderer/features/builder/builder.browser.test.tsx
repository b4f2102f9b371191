import { AppError } from '@sri/shared/errors.ts';
import axe from 'axe-core';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { Bridge } from '../../lib/bridge.ts';
import { SAMPLE_ME, sampleId } from '../../samples/sample-data.ts';
import { sampleBridge, type Scenario } from '../../samples/sample-bridge.ts';
import { sampleDraft } from '../../samples/sample-flows.ts';
import { renderInApp } from '../../test/render-in-app.tsx';
import { Builder } from './builder-route.tsx';

const FLOW = sampleId(300);
const KEPT = `sri.draft.${SAMPLE_ME.user.id}.${FLOW}`;

type Step = Record<string, unknown> & { id: string; type: string };

const THREE: Step[] = [
  { id: 'a', type: 'navigate', url: 'https://portal.example/inicio' },
  { id: 'b', type: 'click', target: '#buscar' },
  {
    id: 'c',
    type: 'forEach',
    items: '{{filas}}',
    as: 'fila',
    steps: [{ id: 'd', type: 'screenshot' }],
  },
];

async function open(steps: Step[] = THREE, scenario: Scenario = {}) {
  localStorage.removeItem(KEPT);
  const draft = sampleDraft(FLOW);
  const document = { ...draft.document, steps, inputs: { desde: { label: 'Desde', type: 'date' } } };
  const answers = { getDraft: () => ({ ...draft, document }), ...scenario.answers };
  const bridge = sampleBridge({ ...scenario, answers });
  const request = vi.spyOn(bridge, 'request');
  const { screen } = await renderInApp(<Builder flowId={FLOW} />, { bridge });
  await expect.element(screen.getByRole('tree', { name: 'Pasos' })).toBeVisible();
  return { screen, bridge, request, saved: () => savedBy(request) };
}

/** The steps as they were saved last, in one line each. */
function savedBy(request: { mock: { calls: Parameters<Bridge['request']>[] } }): string {
  const last = request.mock.calls.findLast(([route]) => route === 'putDraft')?.[1] as
    { body: { steps: Step[] } } | undefined;
  const tell = (steps: Step[]): string =>
    steps
      .map((step) => {
        const inner = ['then', 'else', 'steps', 'catch'].filter((name) => Array.isArray(step[name]));
        return inner.length === 0
          ? step.id
          : `${step.id}(${inner.map((name) => tell(step[name] as Step[])).join('|')})`;
      })
      .join(' ');
  return last === undefined ? '' : tell(last.body.steps);
}

const save = (): Promise<void> => userEvent.keyboard('{Control>}s{/Control}');

describe('by keyboard', () => {
  test('arrows walk, Alt moves, Ctrl+D copies, Del removes, Ctrl+Z brings back', async () => {
    const { screen, saved } = await open();
    const tree = screen.getByRole('tree', { name: 'Pasos' });
    tree.element().focus();
    await userEvent.keyboard('{ArrowDown}');
    await expect
      .element(screen.getByRole('treeitem', { name: /^Hacer clic/ }))
      .toHaveAttribute('aria-selected', 'true');
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await save();
    await expect.poll(saved).toBe('a c(b d)');
    await userEvent.keyboard('{Control>}d{/Control}');
    await save();
    await expect.poll(saved).toBe('a c(b s1 d)');
    await userEvent.keyboard('{Delete}');
    await expect.element(screen.getByText('Paso eliminado.')).toBeVisible();
    await userEvent.keyboard(
      '{Control>}z{/Control}{Control>}z{/Control}{Control>}z{/Control}{Control>}c{/Control}{Control>}v{/Control}',
    );
    await save();
    await expect.poll(saved).toBe('a b s1 c(d)');
  });

  test('N offers every type of step by its name, and the new one is ready to be written', async () => {
    const { screen, saved } = await open();
    screen.getByRole('tree', { name: 'Pasos' }).element().focus();
    await userEvent.keyboard('n');
    await screen.getByRole('combobox', { name: 'Buscar un paso' }).fill('codigo js');
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('heading', { name: 'Ejecutar código JS' })).toBeVisible();
    await screen.getByLabelText('Código', { exact: true }).fill('document.title');
    await save();
    await expect.poll(saved).toBe('a s1 b c(d)');
  });

  test('Enter goes to the step’s fields; D switches it off; left folds', async () => {
    const { screen } = await open();
    screen.getByRole('tree', { name: 'Pasos' }).element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByLabelText('Nombre', { exact: true })).toHaveFocus();
    screen.getByRole('tree', { name: 'Pasos' }).element().focus();
    await userEvent.keyboard('d');
    await expect.element(screen.getByText(/Desactivado/).first()).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowLeft}');
    const loop = screen.getByRole('treeitem', { name: /^Para cada…/ });
    await expect.element(loop).toHaveAttribute('aria-expanded', 'false');
    await expect.element(screen.getByRole('treeitem', { name: /^Tomar captura/ })).not.toBeInTheDocument();
  });
});

test('a step is taken by its handle and put where the line shows, in the outline', async () => {
  const { screen, saved } = await open();
  const row = (name: RegExp): Element => screen.getByRole('treeitem', { name }).element();
  const handle = row(/^Abrir página/).querySelector('[data-drag-handle]') as Element;
  const from = handle.getBoundingClientRect();
  const to = row(/^Para cada/).getBoundingClientRect();
  const send = (target: EventTarget, type: string, x: number, y: number): boolean =>
    target.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: x, clientY: y, button: 0 }));
  send(handle, 'pointerdown', from.x + 5, from.y + 5);
  send(window, 'pointermove', to.x + 60, to.y + 8);
  await expect.element(screen.getByRole('status', { name: 'Mover Abrir página' })).toBeVisible();
  send(window, 'pointerup', to.x + 60, to.y + 8);
  await save();
  await expect.poll(saved).toBe('b a c(d)');
});

test('in the diagram a step is selected, and another put in at a plus', async () => {
  const { screen, saved } = await open();
  const diagram = screen.getByRole('group', { name: /Diagrama de los pasos/ });
  await diagram.getByText('«#buscar»').click();
  await expect.element(screen.getByRole('heading', { name: 'Hacer clic' })).toBeVisible();
  await diagram.getByRole('button', { name: 'Agregar paso aquí' }).nth(1).click();
  await screen.getByRole('option', { name: 'Recargar' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Recargar' })).toBeVisible();
  await save();
  await expect.poll(saved).toBe('a s1 b c(d)');
});

describe('the inspector', () => {
  test('what is written stands in the draft; the typing is undone as one', async () => {
    const { screen, request } = await open();
    await screen.getByRole('treeitem', { name: /^Abrir página/ }).click();
    await screen.getByLabelText('Dirección', { exact: true }).fill('https://portal.example/liquidaciones');
    await save();
    const body = (): unknown =>
      (request.mock.calls.findLast(([route]) => route === 'putDraft')?.[1] as { body: { steps: Step[] } } | undefined)
        ?.body.steps[0]?.['url'];
    await expect.poll(body).toBe('https://portal.example/liquidaciones');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect
      .element(screen.getByLabelText('Dirección', { exact: true }))
      .toHaveValue('https://portal.example/inicio');
  });

  test('ways of finding an element are added, put in order and taken out', async () => {
    const { screen, request } = await open();
    await screen.getByRole('treeitem', { name: /^Hacer clic/ }).click();
    await expect.element(screen.getByText('frágil')).toBeVisible();
    await screen.getByRole('button', { name: 'Agregar otra forma de encontrarlo' }).click();
    const second = screen.getByRole('listitem', { name: 'Forma 2' });
    await second.getByLabelText('Nombre', { exact: true }).fill('Buscar');
    await second.getByRole('button', { name: 'Acciones de la forma 2' }).click();
    await screen.getByRole('menuitem', { name: 'Probar antes la forma 2' }).click();
    await save();
    const target = (): unknown =>
      (request.mock.calls.findLast(([route]) => route === 'putDraft')?.[1] as { body: { steps: Step[] } } | undefined)
        ?.body.steps[1]?.['target'];
    await expect.poll(target).toEqual({
      candidates: [
        { by: 'role', role: 'button', name: 'Buscar' },
        { by: 'css', value: '#buscar' },
      ],
    });
  });

  test('offers what the flow asks for and what the loop is at', async () => {
    const { screen } = await open([
      {
        id: 'c',
        type: 'forEach',
        items: '{{inputs.lista}}',
        as: 'fila',
        steps: [{ id: 'd', type: 'fill', target: '#x', value: '' }],
      },
    ]);
    await screen.getByRole('treeitem', { name: /^Escribir/ }).click();
    await screen.getByRole('button', { name: 'Insertar un dato' }).click();
    await expect.element(screen.getByRole('menuitem', { name: 'inputs.desde · Desde' })).toBeVisible();
    await screen.getByRole('menuitem', { name: 'fila · de este recorrido' }).click();
    await expect.element(screen.getByLabelText('Texto que se escribe', { exact: true })).toHaveValue('{{fila}}');
  });
});

describe('problems', () => {
  test('each line leads to its step and field, and nothing is published before', async () => {
    const { screen, request } = await open([
      { id: 'a', type: 'screenshot' },
      { id: 'b', type: 'navigate', url: 'no es una dirección' },
    ]);
    await screen.getByRole('button', { name: /1 cosa por resolver/ }).click();
    await screen.getByRole('button', { name: /escribe la dirección entera/ }).click();
    await expect.element(screen.getByLabelText('Dirección', { exact: true })).toHaveFocus();
    await screen.getByRole('button', { name: 'Publicar', exact: true }).click();
    await expect.element(screen.getByText('Falta 1 cosa antes de publicar.').first()).toBeVisible();
    expect(request.mock.calls.some(([route]) => route === 'addVersion')).toBe(false);
    await screen.getByLabelText('Dirección', { exact: true }).fill('https://portal.example');
    await expect.element(screen.getByRole('button', { name: /por resolver/ })).not.toBeInTheDocument();
  });

  test('publishing saves, makes a version and makes it the active one', async () => {
    const { screen, request } = await open();
    await screen.getByRole('treeitem', { name: /^Hacer clic/ }).click();
    await screen.getByLabelText('Nombre', { exact: true }).fill('Buscar liquidaciones');
    await screen.getByRole('button', { name: 'Publicar', exact: true }).click();
    await screen.getByLabelText('Nota (opcional)').fill('El menú cambió.');
    await screen.getByRole('dialog').getByRole('button', { name: 'Publicar' }).click();
    await expect.element(screen.getByText('v1.4.1 está publicada.')).toBeVisible();
    const changing = request.mock.calls.map(([route]) => route).filter((route) => /put|add|activate/.test(route));
    expect(changing).toEqual(['putDraft', 'addVersion', 'activateFlow']);
    const added = request.mock.calls.find(([route]) => route === 'addVersion');
    expect(added?.[1]).toMatchObject({ body: { note: 'El menú cambió.' } });
  });
});

describe('saving', () => {
  test('what somebody else saved meanwhile is not overwritten: theirs can be taken', async () => {
    const late = new AppError('precondition_failed', 'Too late.', { hint: '' });
    const { screen, request } = await open(THREE, { failing: { putDraft: late } });
    request.mockImplementation(async (route, input) => {
      if (route === 'putDraft') throw late;
      const theirs = { ...sampleDraft(FLOW), revision: 13, updatedBy: null };
      if (route === 'getDraft')
        return { ...theirs, document: { ...theirs.document, steps: [{ id: 'x', type: 'reload' }] } };
      return sampleBridge().request(route, input);
    });
    await screen.getByRole('treeitem', { name: /^Hacer clic/ }).click();
    await screen.getByLabelText('Nombre', { exact: true }).fill('Mío');
    await save();
    const dialog = screen.getByRole('dialog', { name: 'Otra persona guardó este flujo' });
    await expect.element(dialog.getByText('4 pasos que solo están en la tuya')).toBeVisible();
    await dialog.getByRole('button', { name: 'Usar la suya' }).click();
    await expect.element(screen.getByRole('treeitem', { name: /^Recargar/ })).toBeVisible();
    await expect.element(screen.getByRole('button', { name: 'Deshacer' })).toBeDisabled();
  });

  test('without a connection it stays on this computer, and is there at the next visit', async () => {
    const away = new AppError('server_unreachable', 'Away.', { hint: '' });
    const { screen } = await open(THREE, { failing: { putDraft: away } });
    await screen.getByRole('treeitem', { name: /^Hacer clic/ }).click();
    await screen.getByLabelText('Nombre', { exact: true }).fill('Sin red');
    await save();
    await expect.element(screen.getByText('Sin conexión: guardado en este equipo')).toBeVisible();
    await screen.unmount();
    const { screen: again } = await renderInApp(<Builder flowId={FLOW} />, {
      bridge: sampleBridge({ failing: { getDraft: away, putDraft: away } }),
    });
    await expect.element(again.getByRole('treeitem', { name: /^Sin red/ })).toBeVisible();
    localStorage.removeItem(KEPT);
  });
});

test('who may only look finds nothing to change', async () => {
  const reader = { ...SAMPLE_ME, role: 'reader' as const, permissions: ['flows:read' as const] };
  const { screen, request } = await open(THREE, { answers: { getMe: () => reader } });
  await expect.element(screen.getByText(/Solo lectura/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /Agregar|Publicar/ })).not.toBeInTheDocument();
  await screen.getByRole('treeitem', { name: /^Abrir página/ }).click();
  await expect.element(screen.getByLabelText('Dirección', { exact: true })).toHaveAttribute('readonly');
  screen.getByRole('tree', { name: 'Pasos' }).element().focus();
  await userEvent.keyboard('{Delete}dn{Control>}v{/Control}');
  await save();
  await expect.element(screen.getByRole('treeitem', { name: /^Abrir página/ })).toBeVisible();
  expect(request.mock.calls.some(([route]) => route === 'putDraft')).toBe(false);
});

test('the dialogs keep nobody out', async () => {
  const { screen } = await open();
  await screen.getByRole('button', { name: 'Agregar paso', exact: true }).click();
  await expect.element(screen.getByRole('combobox', { name: 'Buscar un paso' })).toBeVisible();
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
});
