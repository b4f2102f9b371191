import { useState } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { renderInApp } from '../test/render-in-app.tsx';
import { Button } from './button.tsx';
import { DataTable } from './data-table.tsx';
import { Dialog } from './dialog.tsx';
import { Menu } from './menu.tsx';
import { NativeCoverProvider } from './native-cover.tsx';
import { Palette } from './palette.tsx';
import { Select } from './select.tsx';

const nothing = (): void => undefined;

describe('button', () => {
  test('that cannot be pressed says why, and is not pressed', async () => {
    const onClick = vi.fn<() => void>();
    const { screen } = await renderInApp(
      <Button disabledReason="Tu rol no permite esta acción." onClick={onClick}>
        Detener
      </Button>,
    );
    await userEvent.tab();
    await expect.element(screen.getByText('Tu rol no permite esta acción.')).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(onClick).not.toHaveBeenCalled();
  });
});

describe('what floats', () => {
  test('covers the embedded browser while it is open, and only then', async () => {
    const uncover = vi.fn<() => void>();
    const cover = vi.fn<() => () => void>(() => uncover);
    function Case() {
      const [open, setOpen] = useState(true);
      return (
        <NativeCoverProvider value={cover}>
          <Dialog open={open} onOpenChange={setOpen} title="Ejecutar">
            Campaña 2025/26
          </Dialog>
        </NativeCoverProvider>
      );
    }
    const { screen } = await renderInApp(<Case />);
    await expect.element(screen.getByRole('dialog', { name: 'Ejecutar' })).toBeVisible();
    expect(cover).toHaveBeenCalledTimes(1);
    expect(uncover).not.toHaveBeenCalled();
    await userEvent.keyboard('{Escape}');
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
    expect(uncover).toHaveBeenCalledTimes(1);
  });

  test('a menu acts by keyboard', async () => {
    const onSelect = vi.fn<() => void>();
    const { screen } = await renderInApp(
      <Menu trigger={<Button>Más</Button>} entries={[{ kind: 'act', label: 'Detener', onSelect }]} />,
    );
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect.element(screen.getByRole('menuitem', { name: 'Detener' })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(onSelect).toHaveBeenCalledTimes(1);
  });

  test('a select hands over what was chosen', async () => {
    const onChange = vi.fn<(value: string) => void>();
    const choices = [
      { value: 'soja', label: 'Soja' },
      { value: 'maiz', label: 'Maíz' },
    ];
    const { screen } = await renderInApp(
      <Select aria-label="Grano" value="soja" onChange={onChange} choices={choices} />,
    );
    await screen.getByRole('combobox', { name: 'Grano' }).click();
    await screen.getByRole('option', { name: 'Maíz' }).click();
    expect(onChange).toHaveBeenCalledWith('maiz');
  });

  test('the palette finds without accents and runs with Enter', async () => {
    const run = vi.fn<() => void>();
    const { screen } = await renderInApp(
      <Palette
        open
        onOpenChange={nothing}
        title="Paleta"
        placeholder="Qué necesitas"
        empty="Nada coincide."
        groups={[
          { value: 'Ir a', items: [{ id: 'a', label: 'Ejecuciones', run: nothing }] },
          { value: 'Acciones', items: [{ id: 'b', label: 'Cerrar sesión', run }] },
        ]}
      />,
    );
    await userEvent.type(screen.getByPlaceholder('Qué necesitas'), 'SESION');
    await expect.element(screen.getByRole('option', { name: 'Ejecuciones' })).not.toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(run).toHaveBeenCalledTimes(1);
  });
});

describe('table', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({ id: `r${index}`, kilos: (index * 7919) % 5000 }));
  const table = (onOpen: (row: { id: string }) => void) => (
    <DataTable
      label="Liquidaciones"
      rows={rows}
      rowId={({ id }) => id}
      onOpen={onOpen}
      columns={[
        { id: 'id', header: 'Número', width: '1fr', cell: ({ id }) => id },
        { id: 'kilos', header: 'Kilos', width: '120px', sortBy: ({ kilos }) => kilos, cell: ({ kilos }) => kilos },
      ]}
    />
  );

  test('keeps only the rows in sight', async () => {
    const { screen } = await renderInApp(table(nothing));
    await expect.element(screen.getByRole('gridcell', { name: 'r0', exact: true })).toBeVisible();
    const inPage = screen.getByRole('row').elements().length;
    expect(inPage).toBeGreaterThan(10);
    expect(inPage).toBeLessThan(100);
  });

  test('J and K walk, Enter opens', async () => {
    const onOpen = vi.fn<(row: { id: string }) => void>();
    const { screen } = await renderInApp(table(onOpen));
    await expect.element(screen.getByRole('gridcell', { name: 'r0', exact: true })).toBeVisible();
    document.querySelector<HTMLElement>('[data-row-id="r0"]')?.focus();
    for (const [key, row] of [
      ['j', 'r1'],
      ['j', 'r2'],
      ['k', 'r1'],
    ] as const) {
      await userEvent.keyboard(key);
      await expect.poll(() => document.activeElement?.getAttribute('data-row-id')).toBe(row);
    }
    await userEvent.keyboard('{Enter}');
    expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: 'r1' }));
  });

  test('sorts by a header, both ways', async () => {
    const { screen } = await renderInApp(table(nothing));
    const header = screen.getByRole('button', { name: 'Kilos' });
    const first = (): string => screen.getByRole('row').elements()[1]?.lastElementChild?.textContent ?? '';
    await header.click();
    const once = first();
    await header.click();
    await expect.poll(first).not.toBe(once);
    expect(new Set([once, first()])).toEqual(new Set(['0', '4999']));
  });
});
