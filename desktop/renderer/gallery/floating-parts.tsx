import { Copy, Ellipsis, Pencil } from 'lucide-react';
import { useState } from 'react';
import { AlertDialog } from '../ui/alert-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { ContextMenu } from '../ui/context-menu.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import type { MenuEntry } from '../ui/menu-items.tsx';
import { Menu } from '../ui/menu.tsx';
import { Palette } from '../ui/palette.tsx';
import { Popover } from '../ui/popover.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useToast } from '../ui/toast.tsx';
import { Toolbar, ToolbarItem, ToolbarLine } from '../ui/toolbar.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { Shelf } from './shelf.tsx';

const nothing = (): void => undefined;
const ENTRIES: readonly MenuEntry[] = [
  { kind: 'act', label: 'Abrir', keys: ['Enter'], onSelect: nothing },
  { kind: 'act', label: 'Copiar identificador', icon: <Copy size={14} strokeWidth={1.75} />, onSelect: nothing },
  { kind: 'line' },
  { kind: 'act', label: 'Detener', keys: ['X'], danger: true, onSelect: nothing },
];

/** What floats over the page. */
export function FloatingParts() {
  const toast = useToast();
  const [open, setOpen] = useState<'dialog' | 'alert' | 'sheet' | 'palette' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Shelf title="Lo que flota">
      <Button onClick={() => setOpen('dialog')}>Diálogo</Button>
      <Button onClick={() => setOpen('alert')}>Confirmación</Button>
      <Button onClick={() => setOpen('sheet')}>Hoja lateral</Button>
      <Button onClick={() => setOpen('palette')}>Paleta</Button>
      <Menu trigger={<Button icon={<Ellipsis size={14} />}>Menú</Button>} entries={ENTRIES} align="start" />
      <Popover trigger={<Button>Globo</Button>} title="Liquidaciones diarias">
        <p className="text-muted">La última terminó hace 12 min con 68 filas.</p>
      </Popover>
      <Tooltip text="24/11/26, 06:47:00">
        <Button variant="quiet">Con explicación</Button>
      </Tooltip>
      <ContextMenu
        entries={ENTRIES}
        className="rounded-control border border-dashed border-line-strong px-3 py-1 text-muted"
      >
        Clic derecho aquí
      </ContextMenu>
      <Toolbar label="Edición">
        <ToolbarItem>
          <IconButton label="Cambiar nombre" icon={<Pencil size={16} strokeWidth={1.75} />} />
        </ToolbarItem>
        <ToolbarLine />
        <ToolbarItem>
          <IconButton label="Duplicar" icon={<Copy size={16} strokeWidth={1.75} />} />
        </ToolbarItem>
      </Toolbar>
      <Button onClick={() => toast({ title: 'Paso eliminado.', action: { label: 'Deshacer', onSelect: nothing } })}>
        Aviso breve
      </Button>
      <Button
        onClick={() => toast({ title: 'El portal no responde.', description: 'Reintenta más tarde.', kind: 'failure' })}
      >
        Aviso de error
      </Button>
      <Dialog
        open={open === 'dialog'}
        onOpenChange={close}
        title="Ejecutar Liquidaciones diarias"
        description="Con la sesión de María Quiroga en Cargill."
        actions={<Button variant="primary">Ejecutar</Button>}
      >
        <p>Campaña 2025/26, del 1 al 24 de noviembre.</p>
      </Dialog>
      <AlertDialog
        open={open === 'alert'}
        onOpenChange={close}
        title="¿Detener esta ejecución?"
        description="Se conservan los datos y archivos obtenidos."
        confirm="Detener"
        cancel="Seguir"
        onConfirm={nothing}
      />
      <Sheet open={open === 'sheet'} onOpenChange={close} title="Sesión de María Quiroga">
        <p>14 cookies, 3 datos locales, 1 base local de 2 sitios.</p>
      </Sheet>
      <Palette
        open={open === 'palette'}
        onOpenChange={close}
        title="Buscar o ejecutar una acción"
        placeholder="Qué necesitas"
        empty="Nada coincide. Prueba con otra palabra."
        groups={[
          {
            value: 'Ir a',
            items: [
              { id: 'i', label: 'Inicio', keys: ['G', 'I'], run: nothing },
              { id: 'e', label: 'Ejecuciones', keys: ['G', 'E'], run: nothing },
            ],
          },
        ]}
      />
    </Shelf>
  );
}
