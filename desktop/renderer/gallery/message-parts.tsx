import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Badge, StatusChip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorPart } from '../ui/error-part.tsx';
import { Initials } from '../ui/initials.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Progress } from '../ui/progress.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';
import { TimeLabel } from '../ui/time-label.tsx';
import { Shelf } from './shelf.tsx';

/** States, messages, and what stands where data is not. */
export function MessageParts() {
  return (
    <>
      <Shelf title="Estados: forma, color y palabra">
        <StatusChip kind="waiting">En cola</StatusChip>
        <StatusChip kind="running">En ejecución · 0:42</StatusChip>
        <StatusChip kind="success">Completada</StatusChip>
        <StatusChip kind="person">Necesita a una persona</StatusChip>
        <StatusChip kind="failure">Fallida</StatusChip>
        <StatusChip kind="stopped">Detenida</StatusChip>
        <StatusChip kind="skipped">Omitido</StatusChip>
        <Badge>v14 publicada</Badge>
        <Kbd keys={['Ctrl', 'K']} />
        <Initials name="María Quiroga" />
        <TimeLabel dateTime="2026-11-24T06:47:00Z" label="hace 4 min" title="24/11/26, 03:47:00" />
      </Shelf>
      <Shelf title="Mensajes">
        <div className="flex w-full flex-col gap-2">
          <Banner kind="info" action={<Button size="small">Recargar</Button>}>
            Hay una versión nueva de la consola.
          </Banner>
          <Banner kind="attention">El portal mostró la página de inicio de sesión. 12 ejecuciones esperan.</Banner>
          <Banner kind="failure">No apareció el botón «Buscar» en 30 s.</Banner>
          <ErrorPart
            title="La base de datos no responde."
            hint="Vuelve a intentar en un momento."
            code="Código database_unavailable"
            action={<Button>Reintentar</Button>}
          />
          <EmptyState title="Nada coincide con estos filtros" action={<Button>Quitar filtros</Button>} />
        </div>
      </Shelf>
      <Shelf title="En camino">
        <div className="w-64">
          <Progress label="Subiendo resultados" value={64} />
        </div>
        <div className="w-full border border-line">
          <SkeletonRows rows={3} />
        </div>
      </Shelf>
    </>
  );
}
